/* SPDX-License-Identifier: MIT */
#include "image/matte/segment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/graphcut.h"
#include "image/matte/wall_holes.h"

/* Cuts of the coarse level; pixels around its outline that are cut again. */
enum { CUTS = 3, REACH = 4 };

/*
 * A portrait's places in faces: ellipses by half width and half height around
 * the box's middle, columns by their top below the box's and half width.  The
 * maybe places start the colour models, the sure ones no cut may change, so
 * these are smaller than any head or chest.
 */
static const double ellipse_core[2] = {.38, .5}, ellipse_face[2] = {.28, .4},
		    ellipse_distance[2] = {.42, .55},
		    ellipse_maybe[2] = {.62, .85};
static const double column_core[2] = {1.5, .12}, column_maybe[2] = {1.2, 1.2},
		    column_distance[2] = {1.3, .25},
		    column_collar[2] = {1.1, .2}, column_chest[2] = {1.5, .5};
/*
 * The sure chest widens in steps, as a neck does into shoulders:
 *
 *       1.15     |##|          .16
 *       1.32    |####|         .22
 *       1.40   |######|        .30
 *       1.50  |########|       .36
 */
static const double column_sure[4][2] = {
	{1.15, .16}, {1.32, .22}, {1.4, .3}, {1.5, .36}};

/* Spreads: person without question, and pixels around wall that are not. */
static const float far_from_wall = 12;
enum { SHADOW_RIM = 4 };
/* Spreads: clothes nowhere nearer, but for one pixel in a hundred. */
static const float clothes_unlike = 7;
/* Spreads that make a pixel maybe a person, maybe wall, surely grown wall. */
static const float maybe_person = 9, maybe_wall = 2.5f, sure_wall = 3;
/* L*: rougher is no wall. */
static const float rough = 1;
/* Spreads that part person and wall when there is nothing but distance. */
static const float halfway = 5;
/* Face heights: below it clothes may be like the wall in spite of all. */
static const double clothes_from = 1.35;

static void face_ellipse(struct mask *m, struct image_box face,
			 const double part[2], uint8_t value)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height / 2.0};
	const double radius[2] = {part[0] * face.width, part[1] * face.height};

	mask_ellipse(m, centre, radius, value);
}

/* The column below the chin, half_width faces to each side. */
static void mark_column(struct mask *m, struct image_box face,
			const double at[2], uint8_t value)
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
static void mark_core(struct mask *out, const struct mask *like,
		      struct image_box face)
{
	mask_init(out, like->width, like->height);
	face_ellipse(out, face, ellipse_core, 1);
	mark_column(out, face, column_core, 1);
}

/* Far from the wall and joined to the face: person without question. */
static void mark_far(const struct wall_model *wall, struct image_box face,
		     struct mask *labels)
{
	struct mask far, inner, rim;
	size_t i, n = mask_size(labels);

	/* the rim of a deep shadow is far from the wall, and no person */
	mask_copy(&wall->sure, &rim);
	mask_grow(&rim, SHADOW_RIM);

	mask_init(&far, labels->width, labels->height);
	mark_core(&inner, labels, face);
	for (i = 0; i < n; i++)
		far.data[i] = wall->distance.data[i] > far_from_wall;
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
	mark_column(&chest, face, column_collar, 1);
	mark_column(&chest, face, column_chest, 1);
	n = mask_size(&chest);
	all = mask_count(&chest);
	for (i = 0; i < n; i++)
		alike += chest.data[i] &&
			 wall->distance.data[i] < clothes_unlike;
	mask_release(&chest);
	return alike * 100 < all;
}

/* Below the chin what is like the wall may be clothes. */
static void mark_wall(const struct wall_model *wall, struct image_box face,
		      struct mask *labels)
{
	int low = clothes_are_unlike(wall, face)
			  ? face.y + (int)(clothes_from * face.height)
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
			if (d[x] > maybe_person)
				out[x] = GRAPHCUT_MAYBE_PERSON;
			if (d[x] < maybe_wall && t[x] < rough)
				out[x] = GRAPHCUT_MAYBE_WALL;
			if (mask_row(&sure, y)[x] && d[x] < sure_wall)
				out[x] = y < low ? GRAPHCUT_SURE_WALL
						 : GRAPHCUT_MAYBE_WALL;
		}
	}
	mask_release(&sure);
}

/* Surely a person but for concavities of the wall. */
static void mark_face(const struct wall_model *wall, struct image_box face,
		      struct mask *labels)
{
	struct mask middle;
	size_t i, n = mask_size(labels);

	mask_init(&middle, labels->width, labels->height);
	face_ellipse(&middle, face, ellipse_face, 1);
	for (i = 0; i < n; i++)
		if (middle.data[i] && !wall->sure.data[i])
			labels->data[i] = GRAPHCUT_SURE_PERSON;
	mask_release(&middle);
}

/*
 * Later marks win: places, then distances, then the picture's rim, then what
 * every portrait has.
 */
static void make_labels(const struct wall_model *wall, struct image_box face,
			struct mask *labels)
{
	int w = labels->width, rim = w / 50 > 2 ? w / 50 : 2;
	int low = face.y + face.height * 8 / 10;
	size_t i;

	memset(labels->data, GRAPHCUT_MAYBE_WALL, mask_size(labels));
	face_ellipse(labels, face, ellipse_maybe, GRAPHCUT_MAYBE_PERSON);
	mark_column(labels, face, column_maybe, GRAPHCUT_MAYBE_PERSON);
	mark_wall(wall, face, labels);
	mask_rect(labels, (struct image_box){0, 0, w, rim}, GRAPHCUT_SURE_WALL);
	mask_rect(labels, (struct image_box){0, 0, rim, low},
		  GRAPHCUT_SURE_WALL);
	mask_rect(labels, (struct image_box){w - rim, 0, rim, low},
		  GRAPHCUT_SURE_WALL);
	mark_face(wall, face, labels);
	for (i = 0; i < ARRAY_SIZE(column_sure); i++)
		mark_column(labels, face, column_sure[i], GRAPHCUT_SURE_PERSON);
	mark_far(wall, face, labels);
}

/*
 * Colours with the wall's gradient taken out: one mean wall everywhere.  A
 * mixture then needs one narrow part for the wall, not five for its light.
 */
static float *flatten_wall(const struct image *rgb,
			   const struct wall_model *wall)
{
	size_t i, n = mask_size(&wall->sure), seeds = 0;
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

/* A threshold on the distance, for the confidence in the cut (confidence.h). */
static void cut_by_distance(const struct wall_model *wall,
			    struct image_box face, struct mask *out)
{
	size_t i, n = mask_size(&wall->sure);
	struct mask inner;

	mask_init(out, wall->sure.width, wall->sure.height);
	for (i = 0; i < n; i++)
		out->data[i] = wall->distance.data[i] > halfway;
	face_ellipse(out, face, ellipse_distance, 1);
	mark_column(out, face, column_distance, 1);
	for (i = 0; i < n; i++)
		if (wall->sure.data[i] && wall->distance.data[i] < halfway)
			out->data[i] = 0;
	mark_core(&inner, out, face);
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

/* One column, from the highest row yet down, at most half a face. */
static void fill_column(struct mask *person, int x, const int rows[2])
{
	int y;

	for (y = rows[0]; y < rows[1]; y++)
		mask_row(person, y)[x] = 1;
}

/* From the shoulder's end inwards; from: the first row looked at. */
static void fill_collar_side(struct mask *person, struct image_box face,
			     int from, int side)
{
	int most = from + face.height / 2, highest = person->height, i;

	for (i = face.width * 9 / 10; i > face.width / 8; i--) {
		int x = face.x + face.width / 2 + side * i, top;

		if (x < 0 || x >= person->width)
			continue;
		top = top_of(person, x, from);
		if (top == from)
			highest = person->height;
		else if (top < highest)
			highest = top;
		fill_column(person, x,
			    (const int[2]){highest, top < most ? top : most});
	}
}

/*
 * Shoulders only fall outwards, so what lies lower than a place further out is
 * a pale collar and no wall.  Hair that hangs past the chin ends the search.
 */
static void fill_collar(struct mask *person, struct image_box face)
{
	int from = face.y + face.height * 23 / 20, side;

	if (from < 0 || from >= person->height || face.width < 1)
		return;
	for (side = -1; side <= 1; side += 2)
		fill_collar_side(person, face, from, side);
}

/* What the cut works on, at the wall's size. */
static void start_level(const struct image *rgb, const struct wall_model *wall,
			struct image_box face, struct graphcut *s)
{
	size_t i, n = mask_size(&wall->sure);
	const double box[4] = {face.x, face.y, face.width, face.height};

	mask_init(&s->labels, rgb->width, rgb->height);
	make_labels(wall, face, &s->labels);
	mask_copy(&wall->sure, &s->wall);
	plane_copy(&wall->distance, &s->distance);
	plane_copy(&wall->texture, &s->texture);
	s->colours = flatten_wall(rgb, wall);
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
	struct mask holes, inner;
	size_t i, n = mask_size(&wall->sure);

	cut_by_distance(wall, face, &out->by_wall);
	start_level(rgb, wall, face, &fine);
	mask_init(&holes, rgb->width, rgb->height);
	wall_holes_mark(wall, &out->by_wall, face, &holes);
	for (i = 0; i < n; i++)
		if (holes.data[i])
			fine.labels.data[i] = GRAPHCUT_SURE_WALL;
	mask_release(&holes);
	graphcut_halve(&fine, &coarse);
	graphcut_solve(&coarse, CUTS);
	graphcut_refine(&fine, &coarse, REACH);
	graphcut_solve(&fine, 1);
	graphcut_release(&coarse);
	out->person = fine.person;
	fine.person = (struct mask)MASK_INIT;
	mark_core(&inner, &out->person, face);
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
