/* SPDX-License-Identifier: MIT */
#include "image/matte/segment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/graphcut.h"
#include "image/matte/wall_holes.h"

/* Cuts of the coarse level; pixels around its outline that are cut again. */
enum { ROUNDS = 3, REACH = 4 };

static size_t size_of(const struct mask *m)
{
	return (size_t)m->width * (size_t)m->height;
}

static void face_ellipse(struct mask *m, struct image_box face,
			 const double part[2], uint8_t value)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height / 2.0};
	const double radius[2] = {part[0] * face.width, part[1] * face.height};

	mask_ellipse(m, centre, radius, value);
}

/* The column below the chin, half_width faces to each side. */
static void torso(struct mask *m, struct image_box face, const double at[2],
		  uint8_t value)
{
	int top = face.y + (int)(at[0] * face.height);
	int half = (int)(at[1] * face.width);
	int middle = face.x + face.width / 2;

	mask_rect(m,
		  (struct image_box){middle - half, top, 2 * half,
				     m->height - top},
		  value);
}

/* Where every person is: the face and a narrow column of the chest. */
static void core(struct mask *out, const struct mask *like,
		 struct image_box face)
{
	mask_init(out, like->width, like->height);
	face_ellipse(out, face, (const double[2]){.38, .5}, 1);
	torso(out, face, (const double[2]){1.5, .12}, 1);
}

/* Far from the wall and joined to the face: person without question. */
static void mark_far(const struct wall_model *wall, struct image_box face,
		     struct mask *labels)
{
	struct mask far, inner, rim;
	size_t i, n = size_of(labels);

	/* the rim of a deep shadow is far from the wall, and no person */
	mask_copy(&wall->sure, &rim);
	mask_grow(&rim, 4);

	mask_init(&far, labels->width, labels->height);
	core(&inner, labels, face);
	for (i = 0; i < n; i++)
		far.data[i] = wall->distance.data[i] > 12;
	mask_reach(&far, &inner);
	mask_shrink(&far, 1);
	for (i = 0; i < n; i++)
		if (far.data[i] && !rim.data[i])
			labels->data[i] = GRAPHCUT_SURE_PERSON;
	mask_release(&rim);
	mask_release(&far);
	mask_release(&inner);
}

/* Whether collar and chest, always the person's, are nowhere like the wall. */
static bool clothes_are_unlike(const struct wall_model *wall,
			       struct image_box face)
{
	struct mask chest;
	size_t i, n, all, alike = 0;

	mask_init(&chest, wall->sure.width, wall->sure.height);
	torso(&chest, face, (const double[2]){1.1, .2}, 1);
	torso(&chest, face, (const double[2]){1.5, .5}, 1);
	n = size_of(&chest);
	all = mask_count(&chest);
	for (i = 0; i < n; i++)
		alike += chest.data[i] && wall->distance.data[i] < 7;
	mask_release(&chest);
	return alike * 100 < all;
}

/* Below the chin what is like the wall may be clothes. */
static void mark_wall(const struct wall_model *wall, struct image_box face,
		      struct mask *labels)
{
	int low = clothes_are_unlike(wall, face)
			  ? face.y + (int)(1.35 * face.height)
			  : face.y + face.height;
	struct mask sure;
	int y, x;

	mask_copy(&wall->sure, &sure);
	mask_shrink(&sure, 1);
	for (y = 0; y < labels->height; y++) {
		const float *d = plane_row(&wall->distance, y);
		const float *t = plane_row(&wall->texture, y);
		uint8_t *out = mask_row(labels, y);

		for (x = 0; x < labels->width; x++) {
			if (d[x] > 9)
				out[x] = GRAPHCUT_MAYBE_PERSON;
			if (d[x] < 2.5f && t[x] < 1)
				out[x] = GRAPHCUT_MAYBE_WALL;
			if (mask_row(&sure, y)[x] && d[x] < 3)
				out[x] = y < low ? GRAPHCUT_SURE_WALL
						 : GRAPHCUT_MAYBE_WALL;
		}
	}
	mask_release(&sure);
}

/* Surely a person but for bays of the wall. */
static void mark_face(const struct wall_model *wall, struct image_box face,
		      struct mask *labels)
{
	struct mask middle;
	size_t i, n = size_of(labels);

	mask_init(&middle, labels->width, labels->height);
	face_ellipse(&middle, face, (const double[2]){.28, .4}, 1);
	for (i = 0; i < n; i++)
		if (middle.data[i] && !wall->sure.data[i])
			labels->data[i] = GRAPHCUT_SURE_PERSON;
	mask_release(&middle);
}

static void make_labels(const struct wall_model *wall, struct image_box face,
			struct mask *labels)
{
	int w = labels->width, rim = w / 50 > 2 ? w / 50 : 2;
	int low = face.y + face.height * 8 / 10;

	memset(labels->data, GRAPHCUT_MAYBE_WALL, size_of(labels));
	face_ellipse(labels, face, (const double[2]){.62, .85},
		     GRAPHCUT_MAYBE_PERSON);
	torso(labels, face, (const double[2]){1.2, 1.2}, GRAPHCUT_MAYBE_PERSON);
	mark_wall(wall, face, labels);
	mask_rect(labels, (struct image_box){0, 0, w, rim}, GRAPHCUT_SURE_WALL);
	mask_rect(labels, (struct image_box){0, 0, rim, low},
		  GRAPHCUT_SURE_WALL);
	mask_rect(labels, (struct image_box){w - rim, 0, rim, low},
		  GRAPHCUT_SURE_WALL);
	mark_face(wall, face, labels);
	torso(labels, face, (const double[2]){1.15, .16}, GRAPHCUT_SURE_PERSON);
	torso(labels, face, (const double[2]){1.32, .22}, GRAPHCUT_SURE_PERSON);
	torso(labels, face, (const double[2]){1.4, .3}, GRAPHCUT_SURE_PERSON);
	torso(labels, face, (const double[2]){1.5, .36}, GRAPHCUT_SURE_PERSON);
	mark_far(wall, face, labels);
}

/* Colours with the wall's gradient taken out: one mean wall everywhere. */
static float *flatten(const struct image *rgb, const struct wall_model *wall)
{
	size_t i, n = size_of(&wall->sure), seeds = 0;
	float *out = mem_xmalloc(3 * n * sizeof(*out));
	double mean[3] = {0};
	int c;

	for (i = 0; i < n; i++) {
		if (!wall->seed.data[i])
			continue;
		seeds++;
		for (c = 0; c < 3; c++)
			mean[c] += wall->rgb[c].data[i];
	}
	for (i = 0; i < n; i++)
		for (c = 0; c < 3; c++)
			out[3 * i + (size_t)c] =
				(float)rgb->data[3 * i + (size_t)c] -
				wall->rgb[c].data[i] +
				(float)(mean[c] / (double)(seeds + !seeds));
	return out;
}

static void by_wall(const struct wall_model *wall, struct image_box face,
		    struct mask *out)
{
	size_t i, n = size_of(&wall->sure);
	struct mask inner;

	mask_init(out, wall->sure.width, wall->sure.height);
	for (i = 0; i < n; i++)
		out->data[i] = wall->distance.data[i] > 5;
	face_ellipse(out, face, (const double[2]){.42, .55}, 1);
	torso(out, face, (const double[2]){1.3, .25}, 1);
	for (i = 0; i < n; i++)
		if (wall->sure.data[i] && wall->distance.data[i] < 5)
			out->data[i] = 0;
	core(&inner, out, face);
	wall_holes_clean(out, &inner, wall, face);
	mask_release(&inner);
}

/* First row at or below from where a column is the person's. */
static int top_of(const struct mask *m, int x, int from)
{
	int y = from;

	while (y < m->height && !mask_row(m, y)[x])
		y++;
	return y;
}

/*
 * Shoulders only fall outwards, so what lies lower than a place further out is
 * a pale collar and no wall.  Hair that hangs past the chin ends the search.
 */
static void fill_collar(struct mask *person, struct image_box face)
{
	int from = face.y + face.height * 23 / 20, side, i, y;
	int most = from + face.height / 2;
	int middle = face.x + face.width / 2;

	if (from < 0 || from >= person->height || face.width < 1)
		return;
	for (side = -1; side <= 1; side += 2) {
		int highest = person->height;

		for (i = face.width * 9 / 10; i > face.width / 8; i--) {
			int x = middle + side * i, top;

			if (x < 0 || x >= person->width)
				continue;
			top = top_of(person, x, from);
			if (top == from)
				highest = person->height;
			else if (top < highest)
				highest = top;
			for (y = highest; y < top && y < most; y++)
				mask_row(person, y)[x] = 1;
		}
	}
}

/* What the cut works on, at the wall's size. */
static void start_level(const struct image *rgb, const struct wall_model *wall,
			struct image_box face, struct graphcut *s)
{
	size_t i, n = size_of(&wall->sure);
	const double box[4] = {face.x, face.y, face.width, face.height};

	mask_init(&s->labels, rgb->width, rgb->height);
	make_labels(wall, face, &s->labels);
	mask_copy(&wall->sure, &s->wall);
	plane_copy(&wall->distance, &s->distance);
	plane_copy(&wall->texture, &s->texture);
	s->colours = flatten(rgb, wall);
	memcpy(s->face, box, sizeof(box));
	s->scale = 1;
	mask_init(&s->person, rgb->width, rgb->height);
	for (i = 0; i < n; i++)
		s->person.data[i] = s->labels.data[i] >= GRAPHCUT_MAYBE_PERSON;
}

void segment_make(const struct image *rgb, const struct wall_model *wall,
		  struct image_box face, struct segment *out)
{
	struct graphcut fine, coarse;
	struct mask windows, inner;
	size_t i, n = size_of(&wall->sure);

	by_wall(wall, face, &out->by_wall);
	start_level(rgb, wall, face, &fine);
	mask_init(&windows, rgb->width, rgb->height);
	wall_holes_mark(wall, &out->by_wall, face, &windows);
	for (i = 0; i < n; i++)
		if (windows.data[i])
			fine.labels.data[i] = GRAPHCUT_SURE_WALL;
	mask_release(&windows);
	graphcut_halve(&fine, &coarse);
	graphcut_solve(&coarse, ROUNDS);
	graphcut_refine(&fine, &coarse, REACH);
	graphcut_solve(&fine, 1);
	graphcut_release(&coarse);
	out->person = fine.person;
	fine.person = (struct mask)MASK_INIT;
	core(&inner, &out->person, face);
	wall_holes_clean(&out->person, &inner, wall, face);
	fill_collar(&out->person, face);
	mask_release(&inner);
	graphcut_release(&fine);
}

void segment_release(struct segment *s)
{
	mask_release(&s->person);
	mask_release(&s->by_wall);
}
