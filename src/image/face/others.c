/* SPDX-License-Identifier: MIT */
#include "image/face/others.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/face/boxes.h"
#include "image/face/cascade.h"
#include "image/face/close.h"
#include "image/face/eyes.h"
#include "image/face/group.h"
#include "image/face/rotate.h"
#include "image/pixel/resize.h"

/* The picture, where faces in it are kept, and room for windows. */
struct search {
	const struct face_models *models;
	const struct image *grey,
		*plain; /* as it came; as face_find() searched */
	struct face_hit *hits;
	struct face *faces;
};

/* Windows of face_close_votes() that a further face has. */
enum { CLOSE_VOTES = 10 };

/* Whether its middle lies in one of the faces, or theirs in it. */
static bool is_known(const struct face *f, const struct face *faces, int n)
{
	double dx, dy;
	int i;

	for (i = 0; i < n; i++) {
		dx = fabs(f->x + f->width / 2 - faces[i].x -
			  faces[i].width / 2);
		dy = fabs(f->y + f->height / 2 - faces[i].y -
			  faces[i].height / 2);
		if (fmax(dx, dy) < fmax(f->width, faces[i].width) / 2)
			return true;
	}
	return false;
}

/*
 * Grey levels that a face spreads over: a wall does not, and is passed over
 * for the price of its tables.
 */
static const double face_spread = 10;
/* Windows behind a box that is worth the second look. */
enum { LOOK_VOTES = 2 };

/* Seen from near or, of a head that is tilted or turned, by both its eyes. */
static bool is_other(const struct search *search, const struct image *grey,
		     struct face *f)
{
	if (face_close_votes(search->models, grey, f) >= CLOSE_VOTES)
		return true;
	face_eyes_find_sure(search->models, grey, f);
	return f->has_eyes;
}

/* A scan for faces beside those there are: where, at which scale. */
struct beside {
	const struct image *work;
	const struct image *grey; /* of the second look */
	struct face_range range;
};

static int add_others(struct search *search, const struct beside *beside, int n)
{
	double scale = (double)beside->grey->width / beside->work->width;
	int m = face_cascade_scan(search->models->face, beside->work,
				  &beside->range, search->hits),
	    i;
	struct face f;

	m = face_group(search->hits, m, LOOK_VOTES);
	face_boxes_sort(search->hits, m);
	for (i = 0; i < m && n < FACE_MAX; i++) {
		face_boxes_set(&f, &search->hits[i], scale);
		if (!is_known(&f, search->faces, n) &&
		    is_other(search, beside->grey, &f))
			search->faces[n++] = f;
	}
	return n;
}

/* Least width of a further face, of the picture's shorter side. */
static const double other_part = 0.1;

static struct beside beside_face(const struct image *work,
				 const struct image *grey,
				 struct image_box skip)
{
	int side = work->width < work->height ? work->width : work->height;

	return (struct beside){
		.work = work,
		.grey = grey,
		.range = {.min_width = other_part * side,
			  .least_spread = face_spread,
			  .skip = skip},
	};
}

/* Degrees that a head beside may be tilted by; and, in widths of the face, what
 * of the picture is the person's own left and right of its middle. */
static const double aslant[] = {-15, 15};
static const double own_reach = 1.25;

/*
 * Tilted heads beside the person: a portrait is the person's all across, and
 * then there is nothing to rotate for.  Faces are in pixels of plain.
 */
static int find_others_aslant(struct search *search, int n)
{
	const struct image *plain = search->plain;
	struct image rotated = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct beside beside;
	struct face own;
	double left, reach = own_reach * search->faces[0].width;
	size_t a;
	int i, all;

	for (a = 0; a < ARRAY_SIZE(aslant); a++) {
		own = search->faces[0];
		face_rotate_back(plain, -aslant[a], &own);
		left = own.x + own.width / 2 - reach;
		beside = beside_face(
			&rotated, &rotated,
			image_box_round(left, 0, 2 * reach, plain->height));
		beside.range.min_width =
			other_part * fmin(plain->width, plain->height);
		if (fmax(left, plain->width - left - 2 * reach) <
			    beside.range.min_width ||
		    face_rotate_image(plain, aslant[a], &rotated, &err) < 0)
			continue;
		all = add_others(search, &beside, n);
		for (i = n; i < all; i++)
			face_rotate_back(plain, aslant[a], &search->faces[i]);
		n = face_boxes_drop_nested(search->faces, all);
		image_release(&rotated);
	}
	return n;
}

static void scale_faces(struct face *faces, int n, double k)
{
	int i;

	for (i = 0; i < n; i++)
		face_boxes_scale(&faces[i], k);
}

/*
 * What is beside the person's own face up to one side of the picture, with its
 * mirror image going on past that side for half as much again:
 *
 *    mirror |  picture                    A head that the frame cuts is none
 *       .---|---.     .----.              to the cascade.  The mirror gives it
 *      ( o o|o o )   | own  |             the rest of a face, but also makes
 *       '---|---'    |      |             faces about the side out of nothing:
 *     pad   | width  '------'             those are left out.
 *
 * Of 228 portraits with another head beside, whole or cut at .85 or .7 of its
 * box, of the same size, .6 or .4, 156 were told without this and 210 with it,
 * and none of 363 photos of one person.  With the last column going on instead
 * of the mirror image eight of 76 more were missed.
 */
struct strip {
	bool right;
	int width, pad; /* columns of plain, and past its side */
};

/* In widths of a face, how far inside the picture its middle is. */
static const double inside = 0.07;
/* Cascades see a face of 20 pixels: half of plain is enough. */
enum { STRIP_PART = 2 };

/* Of the columns along a side, and down to so far below the own face's top. */
enum { SIDE_COLUMNS = 4 };
static const double side_down = 1.25;

static double side_grey(const struct image *plain, bool right, int y)
{
	const uint8_t *row = image_row(plain, y);
	int x, sum = 0;

	row += right ? plain->width - SIDE_COLUMNS : 0;
	for (x = 0; x < SIDE_COLUMNS; x++)
		sum += row[x];
	return (double)sum / SIDE_COLUMNS;
}

/*
 * A head that touches the side is not as even there as a wall.  Without this
 * strips took a tenth of a check's time before walls; with it nothing to see.
 */
static bool is_side_plain(const struct image *plain, const struct face *own,
			  bool right)
{
	int step = (int)(other_part * fmin(plain->width, plain->height) / 2);
	int end = (int)(own->y + side_down * own->height) - step, y;

	end = end < plain->height - step ? end : plain->height - step;
	for (y = 0; y < end; y++)
		if (fabs(side_grey(plain, right, y + step) -
			 side_grey(plain, right, y)) > face_spread)
			return false;
	return true;
}

static int cut_strip(const struct image *plain, const struct strip *s,
		     struct image *out, struct error *err)
{
	int x, y, from, w = plain->width;

	if (image_init_room(out, s->width + s->pad, plain->height, 1, err) < 0)
		return -1;
	for (y = 0; y < plain->height; y++)
		for (x = 0; x < s->width + s->pad; x++) {
			from = s->right ? w - s->width + x : x - s->pad;
			from = from < 0 ? -1 - from : from;
			from = from >= w ? 2 * w - 1 - from : from;
			image_row(out, y)[x] = image_row(plain, y)[from];
		}
	return 0;
}

static void shift_faces(struct face *faces, int n, double by)
{
	int i;

	for (i = 0; i < n; i++) {
		faces[i].x += by;
		faces[i].left_eye_x += by;
		faces[i].right_eye_x += by;
	}
}

static int drop_mirrored(const struct image *plain, struct face *faces, int n,
			 int all)
{
	double room, middle;
	int i;

	for (i = n; i < all; i++) {
		middle = faces[i].x + faces[i].width / 2;
		room = fmin(middle, plain->width - middle);
		if (room >= inside * faces[i].width)
			faces[n++] = faces[i];
	}
	return n;
}

static int find_in_strip(struct search *search, const struct strip *s, int n)
{
	const struct image *plain = search->plain;
	double by = s->right ? s->width - plain->width : s->pad;
	struct image part = IMAGE_INIT, small = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct beside beside;
	int all = n;

	if (cut_strip(plain, s, &part, &err) == 0 &&
	    resize_to(&part, part.width / STRIP_PART, part.height / STRIP_PART,
		      &small, &err) == 0) {
		beside = beside_face(&small, &part, (struct image_box){0});
		beside.range.min_width = other_part / STRIP_PART *
					 fmin(plain->width, plain->height);
		shift_faces(search->faces, n, by);
		all = add_others(search, &beside, n);
		shift_faces(search->faces, all, -by);
	}
	image_release(&small);
	image_release(&part);
	return drop_mirrored(plain, search->faces, n, all);
}

/* Faces that a side of the picture cuts; in pixels of plain. */
static int find_cut(struct search *search, int n)
{
	const struct image *plain = search->plain;
	double least = other_part * fmin(plain->width, plain->height) / 2;
	const struct face own = search->faces[0];
	int right;

	for (right = 0; right < 2; right++) {
		double width = right ? plain->width - own.x - own.width : own.x;
		struct strip s = {right, (int)width, (int)width / 2};

		if (width >= least && width >= SIDE_COLUMNS &&
		    !is_side_plain(plain, &own, right))
			n = find_in_strip(search, &s, n);
	}
	return n;
}

/* Someone beside the person, smaller, tilted, with hidden eyes or cut off. */
static int find_beside(struct search *search, int n)
{
	double k = (double)search->plain->width / search->grey->width;
	const struct face *f = &search->faces[0];
	struct beside beside =
		beside_face(search->plain, search->grey,
			    image_box_round(f->x * k, f->y * k, f->width * k,
					    f->height * k));
	int i, all = add_others(search, &beside, n);

	for (i = n; i < all; i++)
		face_eyes_find(search->models, search->grey, &search->faces[i]);
	scale_faces(search->faces, all, k);
	all = find_others_aslant(search, all);
	if (all == 1)
		all = find_cut(search, all);
	scale_faces(search->faces, all, 1 / k);
	return all;
}

int face_others_find_open(const struct face_models *models,
			  const struct image *grey, struct face faces[FACE_MAX])
{
	struct image work = IMAGE_INIT;
	struct search search = {
		.models = models, .grey = grey, .plain = &work, .faces = faces};
	int n = face_find(models, grey, &work, faces);

	if (n > 0) {
		search.hits =
			mem_xmalloc(FACE_CASCADE_HITS * sizeof(*search.hits));
		n = find_beside(&search, n);
	}
	free(search.hits);
	image_release(&work);
	return n;
}

int face_others_find(const struct face_models *models, const struct image *grey,
		     struct face faces[FACE_MAX])
{
	int n = face_others_find_open(models, grey, faces);

	if (n > 0)
		face_find_eyes(models, grey, &faces[0]);
	return n;
}

int face_others_small(const struct face_models *models,
		      const struct image *grey, struct face faces[FACE_MAX])
{
	struct search search = {
		.models = models,
		.hits = mem_xmalloc(FACE_CASCADE_HITS * sizeof(*search.hits)),
		.faces = faces,
	};
	struct beside beside = {
		.work = grey,
		.grey = grey,
		.range = {.least_spread = face_spread},
	};
	int n = add_others(&search, &beside, 0);

	free(search.hits);
	return n;
}
