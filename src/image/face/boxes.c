/* SPDX-License-Identifier: MIT */
#include "image/face/boxes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/face/eyes.h"

/* Of a box in one that twice as many windows saw: a lens of glasses. */
static const float part_share = 0.6F;
/* Of the smaller of two boxes in the other: one face. */
static const double nested_share = 0.85;
/* Farther off than any eyes are: a box has none. */
static const double no_eyes = 9;

static int larger_first(const void *a, const void *b)
{
	const struct face_hit *p = a, *q = b;

	if (p->width != q->width)
		return p->width > q->width ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->x < q->x ? -1 : p->x > q->x;
}

void face_boxes_sort(struct face_hit *hits, int n)
{
	qsort(hits, (size_t)n, sizeof(*hits), larger_first);
}

void face_boxes_set(struct face *f, const struct face_hit *h, double scale)
{
	memset(f, 0, sizeof(*f));
	f->x = h->x * scale;
	f->y = h->y * scale;
	f->width = h->width * scale;
	f->height = h->height * scale;
	f->votes = h->votes;
}

void face_boxes_scale(struct face *f, double k)
{
	f->x *= k;
	f->y *= k;
	f->width *= k;
	f->height *= k;
	f->left_eye_x *= k;
	f->left_eye_y *= k;
	f->right_eye_x *= k;
	f->right_eye_y *= k;
}

int face_boxes_drop_eyeless(struct face *faces, int n, bool needs_eyes)
{
	int i, kept = 0, with_eyes = 0;

	for (i = 0; i < n; i++)
		with_eyes += faces[i].has_eyes;
	if (!needs_eyes && (n == 1 || with_eyes == 0))
		return n;
	for (i = 0; i < n; i++)
		if (faces[i].has_eyes)
			faces[kept++] = faces[i];
	return kept;
}

static float overlap(float a, float a_size, float b, float b_size)
{
	float end = a + a_size < b + b_size ? a + a_size : b + b_size;

	return fmaxf(0, end - fmaxf(a, b));
}

/* Mostly inside a face that far more windows saw. */
static bool is_part(const struct face_hit *small, const struct face_hit *large)
{
	float common =
		overlap(small->x, small->width, large->x, large->width) *
		overlap(small->y, small->height, large->y, large->height);

	return 2 * small->votes <= large->votes &&
	       common > part_share * small->width * small->height;
}

int face_boxes_drop_parts(struct face_hit *h, int n)
{
	int i, j, kept = 0;

	for (i = 0; i < n; i++) {
		for (j = 0; j < kept && !is_part(&h[i], &h[j]); j++)
			;
		if (j == kept)
			h[kept++] = h[i];
	}
	return kept;
}

/* How far the eyes are from where a box of the finder's has them. */
static double eyes_off(const struct face *f)
{
	double gap = hypot(f->right_eye_x - f->left_eye_x,
			   f->right_eye_y - f->left_eye_y);
	double middle = (f->left_eye_x + f->right_eye_x) / 2 - f->x;
	double row = (f->left_eye_y + f->right_eye_y) / 2 - f->y;

	if (!f->has_eyes)
		return no_eyes;
	return fabs(gap / f->width - FACE_EYES_GAP) +
	       fabs(row / f->height - FACE_EYES_ROW) +
	       fabs(middle / f->width - 0.5);
}

static bool is_nested(const struct face *a, const struct face *b)
{
	double size = fmin(a->width, b->width);
	float common = overlap((float)a->x, (float)a->width, (float)b->x,
			       (float)b->width) *
		       overlap((float)a->y, (float)a->height, (float)b->y,
			       (float)b->height);

	return (double)common > nested_share * size * size;
}

int face_boxes_drop_nested(struct face *faces, int n)
{
	int i, j, kept = 0;

	for (i = 0; i < n; i++) {
		for (j = 0; j < kept && !is_nested(&faces[i], &faces[j]); j++)
			;
		if (j == kept)
			faces[kept++] = faces[i];
		else if (eyes_off(&faces[i]) < eyes_off(&faces[j]))
			faces[j] = faces[i];
	}
	return kept;
}
