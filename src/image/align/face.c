/* SPDX-License-Identifier: MIT */
#include "image/align/face.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/align/patch.h"
#include "image/pixel/clones.h"
#include "image/pixel/face_box.h"

/*
 * Without a face the patch is the whole picture, taken to be two face widths
 * across with the face's middle a little above its own: so a portrait is
 * framed.  A picture framed otherwise is left to the wider search of
 * image/align/coarse.h.
 */
#define WHOLE_WIDTHS 2.0
#define WHOLE_CENTRE .46
#define WHOLE_ABOVE  .25 /* of what the picture is higher than twice wide */

/* Grey levels: keeps skin without texture from being blown up into noise. */
#define NORMAL_FLOOR 3.0f

/* Local deviations: an eye's white or a stroke of a seal is one outlier. */
#define NORMAL_CLAMP 2.5f

/* The window of the deviation is wider than that of the mean. */
#define SPREAD 1.5f

double align_face_scale(int level)
{
	return level == ALIGN_MID || level == ALIGN_FINE ? 1
	       : level == ALIGN_SMALL			 ? .25
							 : .5;
}

/* a less its mean, and the square of that in the mean's place. */
IMAGE_CLONES
static void take_mean(float *restrict a, float *restrict mean, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		a[i] -= mean[i];
		mean[i] = a[i] * a[i];
	}
}

/* In local deviations, of which the square is given. */
IMAGE_CLONES
static void divide(float *restrict a, const float *restrict square, int n)
{
	float z;
	int i;

	for (i = 0; i < n; i++) {
		z = a[i] / (sqrtf(square[i]) + NORMAL_FLOOR);
		z = z < NORMAL_CLAMP ? z : NORMAL_CLAMP;
		a[i] = z > -NORMAL_CLAMP ? z : -NORMAL_CLAMP;
	}
}

/* to has room of from's size. */
static void normalise(const struct plane *from, struct plane *to, float pre,
		      float sigma)
{
	int n = from->width * from->height;
	struct plane mean, spread;

	plane_room(&mean, from->width, from->height);
	plane_room(&spread, from->width, from->height);
	align_patch_blur(from, to, pre);
	align_patch_blur(to, &mean, sigma);
	take_mean(to->data, mean.data, n);
	align_patch_blur(&mean, &spread, sigma * SPREAD);
	divide(to->data, spread.data, n);
	plane_release(&spread);
	plane_release(&mean);
}

void align_face_normalise(const struct plane *from, struct plane *to, float pre,
			  float sigma)
{
	plane_room(to, from->width, from->height);
	normalise(from, to, pre, sigma);
}

static void halve(const struct plane *from, struct plane *to)
{
	int x, y;

	plane_room(to, from->width / 2, from->height / 2);
	for (y = 0; y < to->height; y++) {
		const float *a = plane_row(from, 2 * y);
		const float *b = plane_row(from, 2 * y + 1);

		for (x = 0; x < to->width; x++)
			plane_row(to, y)[x] = (a[2 * x] + a[2 * x + 1] +
					       b[2 * x] + b[2 * x + 1]) *
					      .25f;
	}
}

/* Sides are multiples of four, so that two halvings lose nothing. */
static int fourfold(double v)
{
	return (int)v & ~3;
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
		r->y = box.y + box.height * ALIGN_RISE - r->height / 2;
		f->centre_x = f->centre_y = ALIGN_PATCH / 2.0f;
		return;
	}
	f->native_width = grey->width / WHOLE_WIDTHS;
	r->width = grey->width;
	r->height = fmin(fmax(grey->height, r->width), 2 * r->width);
	r->y = (grey->height - r->height) * WHOLE_ABOVE;
	*height = fourfold(ALIGN_UNIT * WHOLE_WIDTHS * r->height / r->width);
	f->centre_x = (float)(fourfold(ALIGN_UNIT * WHOLE_WIDTHS) / 2);
	f->centre_y = (float)fourfold(*height * WHOLE_CENTRE);
}

/*
 * The middle of the face, patch pixels: eyes, nose and mouth, no wall.  It is
 * blurred with what lies within a kernel's reach of it and no more.
 */
enum { MIDDLE_WIDTH = 76, MIDDLE_HEIGHT = 90, MARGIN = 4 };

static void cut_middle(const struct plane *full, const struct align_face *f,
		       struct plane *out)
{
	int left = (int)f->centre_x - MIDDLE_WIDTH / 2 - MARGIN;
	int top = (int)f->centre_y - MIDDLE_HEIGHT / 2 - MARGIN, y;

	plane_room(out, MIDDLE_WIDTH + 2 * MARGIN, MIDDLE_HEIGHT + 2 * MARGIN);
	for (y = 0; y < out->height; y++)
		memcpy(plane_row(out, y), plane_row(full, top + y) + left,
		       (size_t)out->width * sizeof(*out->data));
}

/* Mean absolute difference of two planes of the middle, without its margin. */
static double difference(const struct plane *a, const struct plane *b)
{
	double sum = 0;
	int x, y;

	for (y = MARGIN; y < MARGIN + MIDDLE_HEIGHT; y++)
		for (x = MARGIN; x < MARGIN + MIDDLE_WIDTH; x++)
			sum += fabs((double)(plane_row(a, y)[x] -
					     plane_row(b, y)[x]));
	return sum / (MIDDLE_HEIGHT * MIDDLE_WIDTH);
}

/* Sigmas, patch pixels, between which the two finest octaves lie. */
#define FINEST_OCTAVE .8f
#define NEXT_OCTAVE   1.6f

/*
 * The finest octave's detail against the next one's, below which the patch
 * holds less than its pixels could: measured .48 to .85 on portraits, .38 to
 * .44 after a blur of 1.6 patch pixels.
 */
#define SHARP_RATIO .46

/* Pixels: sharp enough that detail sets no limit to the width. */
#define UNLIMITED 1e9

/*
 * The width at which the patch's finest octave would hold as much detail
 * against the next as it does in a sharp face.  A box or a file's size says
 * nothing of a picture that was blown up; its spectrum does.
 */
static double width_by_detail(const struct plane *full,
			      const struct align_face *f)
{
	struct plane middle, one, two;
	double ratio;

	cut_middle(full, f, &middle);
	plane_room(&one, middle.width, middle.height);
	plane_room(&two, middle.width, middle.height);
	align_patch_blur(&middle, &one, FINEST_OCTAVE);
	align_patch_blur(&middle, &two, NEXT_OCTAVE);
	ratio = difference(&middle, &one) / (difference(&one, &two) + 1e-6);
	plane_release(&two);
	plane_release(&one);
	plane_release(&middle);
	return ratio >= SHARP_RATIO ? UNLIMITED
				    : ALIGN_UNIT * ratio * ratio /
					      (SHARP_RATIO * SHARP_RATIO);
}

/* FNV-1a (Fowler, Noll, Vo) with 64 bits: its basis and its prime. */
#define FNV_BASIS 14695981039346656037u
#define FNV_PRIME 1099511628211u

/*
 * The hash of the small level in steps of 1/64.  Any number that depends on
 * the pixels alone would do: it only has to put two faces into one order
 * whichever comes first.
 */
static uint64_t key_of(const struct plane *p)
{
	uint64_t key = FNV_BASIS;
	int i;

	for (i = 0; i < p->width * p->height; i++)
		key = (key ^ (uint64_t)(int64_t)lrintf(p->data[i] * 64)) *
		      FNV_PRIME;
	return key;
}

/*
 * Each level's blur before and sigma of its local mean, its own pixels.  A
 * band lies between the two: wider ones keep light in, narrower ones noise.
 * ALIGN_LOWER is ALIGN_LOW of a picture blurred by 1.2 pixels more, to be
 * compared with a copy that is.
 */
static const struct band {
	float pre, sigma;
} bands[ALIGN_LEVELS] = {
	[ALIGN_SMALL] = {.5f, 4},   [ALIGN_HALF] = {.7f, 5},
	[ALIGN_MID] = {1.5f, 3.5f}, [ALIGN_FINE] = {.6f, 2},
	[ALIGN_LOW] = {1.2f, 4},    [ALIGN_LOWER] = {1.7f, 4},
};

static void normalise_level(struct align_face *f, enum align_level level,
			    const struct plane *from)
{
	align_face_normalise(from, &f->level[level], bands[level].pre,
			     bands[level].sigma);
}

/* The patch and its half. */
static void cut(struct align_face *f, const struct image *grey,
		struct image_box box, struct plane *full, struct plane *half)
{
	int height;

	place(f, grey, box, &height);
	plane_room(full, f->has_face ? ALIGN_PATCH : (int)f->centre_x * 2,
		   height);
	align_patch(grey, f->region, full);
	halve(full, half);
}

void align_face_init_half(struct align_face *f, const struct image *grey,
			  struct image_box box)
{
	struct plane full = PLANE_INIT, half = PLANE_INIT;

	cut(f, grey, box, &full, &half);
	normalise_level(f, ALIGN_HALF, &half);
	plane_release(&half);
	plane_release(&full);
}

/*
 * Strangers end before the finest levels are looked at, and without these a
 * face is prepared in 1.4 ms instead of 1.5 (bench_same, decoding included).
 * Comparing only reads a face, so they have their room from the start, and what
 * fills it stands behind a pointer.
 */
struct align_later {
	pthread_mutex_t lock; /* a face may be read by several threads */
	struct plane full, half;
	bool done;
};

static void later_level(const struct align_face *f, enum align_level level,
			const struct plane *from)
{
	struct plane to = f->level[level];

	normalise(from, &to, bands[level].pre, bands[level].sigma);
}

void align_face_complete(const struct align_face *f)
{
	struct align_later *later = f->later;

	pthread_mutex_lock(&later->lock);
	if (!later->done) {
		later_level(f, ALIGN_FINE, &later->full);
		later_level(f, ALIGN_LOW, &later->half);
		later_level(f, ALIGN_LOWER, &later->half);
		later->done = true;
	}
	pthread_mutex_unlock(&later->lock);
}

static void put_off(struct align_face *f, const struct plane *full,
		    const struct plane *half)
{
	struct align_later *later = mem_xcalloc(1, sizeof(*later));

	pthread_mutex_init(&later->lock, NULL);
	later->full = *full;
	later->half = *half;
	f->later = later;
	plane_room(&f->level[ALIGN_FINE], full->width, full->height);
	plane_room(&f->level[ALIGN_LOW], half->width, half->height);
	plane_room(&f->level[ALIGN_LOWER], half->width, half->height);
}

void align_face_init(struct align_face *f, const struct image *grey,
		     struct image_box box)
{
	struct plane full = PLANE_INIT, half = PLANE_INIT, quarter = PLANE_INIT;

	cut(f, grey, box, &full, &half);
	halve(&half, &quarter);
	normalise_level(f, ALIGN_SMALL, &quarter);
	normalise_level(f, ALIGN_HALF, &half);
	normalise_level(f, ALIGN_MID, &full);
	f->native_width = fmin(f->native_width, width_by_detail(&full, f));
	f->key = key_of(&f->level[ALIGN_SMALL]);
	plane_release(&quarter);
	put_off(f, &full, &half);
}

void align_face_release(struct align_face *f)
{
	int i;

	for (i = 0; i < ALIGN_LEVELS; i++)
		plane_release(&f->level[i]);
	if (f->later == NULL)
		return;
	plane_release(&f->later->full);
	plane_release(&f->later->half);
	pthread_mutex_destroy(&f->later->lock);
	free(f->later);
}
