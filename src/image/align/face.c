/* SPDX-License-Identifier: MIT */
#include "image/align/face.h"

#include <math.h>

#include "image/align/patch.h"
#include "image/pixel/face_box.h"

/* Without a face the patch is the whole picture, two face widths across. */
#define WHOLE_WIDTHS 2.0
#define WHOLE_CENTRE .46

/* Keeps skin without texture from being blown up into noise. */
#define NORMAL_FLOOR 3.0f
#define NORMAL_CLAMP 2.5f

double align_face_scale(int level)
{
	return level == ALIGN_MID || level == ALIGN_FINE ? 1
	       : level == ALIGN_SMALL			 ? .25
							 : .5;
}

void align_face_normalise(const struct plane *from, struct plane *to, float pre,
			  float sigma)
{
	int i, n = from->width * from->height;
	struct plane mean, spread;
	float z;

	plane_init(to, from->width, from->height);
	plane_init(&mean, from->width, from->height);
	plane_init(&spread, from->width, from->height);
	align_patch_blur(from, to, pre);
	align_patch_blur(to, &mean, sigma);
	for (i = 0; i < n; i++) {
		to->data[i] -= mean.data[i];
		mean.data[i] = to->data[i] * to->data[i];
	}
	align_patch_blur(&mean, &spread, sigma * 1.5f);
	for (i = 0; i < n; i++) {
		z = to->data[i] / (sqrtf(spread.data[i]) + NORMAL_FLOOR);
		to->data[i] = z > NORMAL_CLAMP	  ? NORMAL_CLAMP
			      : z < -NORMAL_CLAMP ? -NORMAL_CLAMP
						  : z;
	}
	plane_release(&spread);
	plane_release(&mean);
}

/* Below this the patch holds less detail than its pixels could. */
#define SHARP_RATIO .46

static void halve(const struct plane *from, struct plane *to)
{
	int x, y;

	plane_init(to, from->width / 2, from->height / 2);
	for (y = 0; y < to->height; y++) {
		const float *a = plane_row(from, 2 * y);
		const float *b = plane_row(from, 2 * y + 1);

		for (x = 0; x < to->width; x++)
			plane_row(to, y)[x] = (a[2 * x] + a[2 * x + 1] +
					       b[2 * x] + b[2 * x + 1]) *
					      .25f;
	}
}

static void place(struct align_face *f, const struct image *grey,
		  struct image_box box, int *height)
{
	struct resize_region *r = &f->region;

	f->has_face = face_box_is_usable(grey, box);
	*height = ALIGN_PATCH;
	if (f->has_face) {
		f->native_width = box.width;
		r->width = r->height = ALIGN_REACH * box.width;
		r->x = box.x + box.width / 2.0 - r->width / 2;
		r->y = box.y + box.height * .52 - r->height / 2;
		f->centre_x = f->centre_y = ALIGN_PATCH / 2.0f;
		return;
	}
	f->native_width = grey->width / WHOLE_WIDTHS;
	r->width = grey->width;
	r->height = fmin(fmax(grey->height, r->width), 2 * r->width);
	r->y = (grey->height - r->height) * .25;
	*height = (int)(ALIGN_UNIT * WHOLE_WIDTHS * r->height / r->width) & ~3;
	f->centre_x = (float)(((int)(ALIGN_UNIT * WHOLE_WIDTHS) & ~3) / 2);
	f->centre_y = (float)((int)(*height * WHOLE_CENTRE) & ~3);
}

/* Mean absolute difference of two planes about the face's middle. */
static double difference(const struct plane *a, const struct plane *b,
			 const struct align_face *f)
{
	int left = (int)f->centre_x - 38, top = (int)f->centre_y - 45, x, y;
	double sum = 0;

	for (y = top; y < top + 90; y++)
		for (x = left; x < left + 76; x++)
			sum += fabs((double)(plane_row(a, y)[x] -
					     plane_row(b, y)[x]));
	return sum / (90 * 76);
}

/*
 * The width at which the patch's finest octave would hold as much detail
 * against the next as it does in a sharp face (SHARP_RATIO; measured .48 to
 * .85 on portraits, .38 to .44 after a blur of 1.6 patch pixels).
 */
static double width_by_detail(const struct plane *full,
			      const struct align_face *f)
{
	struct plane one, two;
	double ratio;

	plane_init(&one, full->width, full->height);
	plane_init(&two, full->width, full->height);
	align_patch_blur(full, &one, .8f);
	align_patch_blur(full, &two, 1.6f);
	ratio = difference(full, &one, f) / (difference(&one, &two, f) + 1e-6);
	plane_release(&two);
	plane_release(&one);
	return ratio >= SHARP_RATIO ? 1e9
				    : ALIGN_UNIT * ratio * ratio /
					      (SHARP_RATIO * SHARP_RATIO);
}

/* FNV-1a over the small level in steps of 1/64. */
static uint64_t key_of(const struct plane *p)
{
	uint64_t key = 14695981039346656037u;
	int i;

	for (i = 0; i < p->width * p->height; i++)
		key = (key ^ (uint64_t)(int64_t)lrintf(p->data[i] * 64)) *
		      1099511628211u;
	return key;
}

void align_face_init(struct align_face *f, const struct image *grey,
		     struct image_box box)
{
	struct plane full = PLANE_INIT, half = PLANE_INIT, quarter = PLANE_INIT;
	int height;

	place(f, grey, box, &height);
	plane_init(&full, f->has_face ? ALIGN_PATCH : (int)f->centre_x * 2,
		   height);
	align_patch(grey, f->region, &full);
	halve(&full, &half);
	halve(&half, &quarter);
	align_face_normalise(&quarter, &f->level[ALIGN_SMALL], .5f, 4);
	align_face_normalise(&half, &f->level[ALIGN_HALF], .7f, 5);
	align_face_normalise(&full, &f->level[ALIGN_MID], 1.5f, 3.5f);
	align_face_normalise(&full, &f->level[ALIGN_FINE], .6f, 2);
	align_face_normalise(&half, &f->level[ALIGN_LOW], 1.2f, 4);
	align_face_normalise(&half, &f->level[ALIGN_LOWER], 1.7f, 4);
	f->native_width = fmin(f->native_width, width_by_detail(&full, f));
	f->key = key_of(&f->level[ALIGN_SMALL]);
	plane_release(&quarter);
	plane_release(&half);
	plane_release(&full);
}

void align_face_release(struct align_face *f)
{
	int i;

	for (i = 0; i < ALIGN_LEVELS; i++)
		plane_release(&f->level[i]);
}
