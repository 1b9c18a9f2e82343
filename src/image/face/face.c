/* SPDX-License-Identifier: MIT */
#include "image/face/face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/face/cascade.h"
#include "image/face/eyes.h"
#include "image/face/group.h"
#include "image/face/rotate.h"
#include "image/pixel/resize.h"

/*
 * The long side that is searched, pixels; windows that a face needs behind it,
 * and one that has its eyes to speak for it.
 */
enum { WORK_SIDE = 640, MIN_VOTES = 5, FEW_VOTES = 2 };

/* Of a box in one that twice as many windows saw: a lens of glasses. */
static const float part_share = 0.6F;
/* Of the smaller of two boxes in the other: one face. */
static const double nested_share = 0.85;
/* The rise of the eyes' line over its length: 7 degrees. */
static const double level_rise = 0.12;
/* Farther off than any eyes are: a box has none. */
static const double no_eyes = 9;

/* The grey image at the size that is searched, its contrast spread. */
static int make_work(const struct image *grey, struct image *work)
{
	int side = grey->width > grey->height ? grey->width : grey->height;
	double k = (double)WORK_SIDE / side;
	struct error err = ERROR_INIT;

	if (side <= WORK_SIDE)
		return image_copy(grey, work, &err);
	return resize_to(grey, (int)fmax(1, lround(grey->width * k)),
			 (int)fmax(1, lround(grey->height * k)), work, &err);
}

/* Histogram equalisation, in place and in whole numbers. */
static void equalise(struct image *im)
{
	size_t n = (size_t)im->width * (size_t)im->height, i;
	size_t count[256] = {0}, below = 0, least;
	uint8_t map[256];
	int v;

	for (i = 0; i < n; i++)
		count[im->data[i]]++;
	for (v = 0; v < 256 && !count[v]; v++)
		;
	least = count[v];
	if (least == n)
		return;
	memset(map, 0, sizeof(map));
	for (v++; v < 256; v++) {
		below += count[v];
		map[v] = (uint8_t)((510 * below + (n - least)) /
				   (2 * (n - least)));
	}
	for (i = 0; i < n; i++)
		im->data[i] = map[im->data[i]];
}

static int larger_first(const void *a, const void *b)
{
	const struct face_hit *p = a, *q = b;

	if (p->width != q->width)
		return p->width > q->width ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->x < q->x ? -1 : p->x > q->x;
}

/* The picture in both its contrasts, and where faces in it are kept. */
struct face_search {
	const struct face_models *models;
	const struct image *grey;  /* as it came */
	struct image plain, equal; /* WORK_SIDE; equal is equalised */
	struct face_hit *hits;
	struct face *faces;
};

/* One pass: a cascade, the smallest face, the least windows. */
struct face_pass {
	const struct cascade *c;
	const struct image *work;
	double min_part; /* of the shorter side */
	int min_votes;
	bool needs_eyes;
};

static int run_cascade(const struct face_pass *pass, struct face_hit *hits)
{
	const struct image *work = pass->work;
	int side = work->width < work->height ? work->width : work->height;
	struct face_range range = {pass->min_part * side, 0, false};
	int n = face_cascade_scan(pass->c, work, &range, hits);

	n = face_group(hits, n, pass->min_votes);
	qsort(hits, (size_t)n, sizeof(*hits), larger_first);
	return n > FACE_MAX ? FACE_MAX : n;
}

static void set_face(struct face *f, const struct face_hit *h, double scale)
{
	memset(f, 0, sizeof(*f));
	f->x = h->x * scale;
	f->y = h->y * scale;
	f->width = h->width * scale;
	f->height = h->height * scale;
}

/*
 * Beside a face with eyes, a box without is no face; and what was found by
 * few windows needs eyes to be one.
 */
static int drop_eyeless(struct face *faces, int n, bool needs_eyes)
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

/* A lens of a pair of glasses is now and then taken for a small face. */
static int drop_parts(struct face_hit *h, int n)
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

/* One box inside another is the same face: the eyes tell which. */
static int drop_nested(struct face *faces, int n)
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

/* Faces and their eyes by one pass; boxes in pixels of search->grey. */
static int run_pass(struct face_search *search, const struct face_pass *pass)
{
	double scale = (double)search->grey->width / pass->work->width;
	int n = drop_parts(search->hits, run_cascade(pass, search->hits)), i;

	for (i = 0; i < n; i++) {
		set_face(&search->faces[i], &search->hits[i], scale);
		face_eyes_find(search->models, search->grey, &search->faces[i]);
	}
	n = drop_nested(search->faces, n);
	return drop_eyeless(search->faces, n, pass->needs_eyes);
}

/* Within 7 degrees, as the heads are that the finders see best. */
static bool is_level(const struct face *f)
{
	return fabs(f->right_eye_y - f->left_eye_y) <
	       level_rise * (f->right_eye_x - f->left_eye_x);
}

/* A box without eyes is now and then the lower part of a face. */
static void try_larger(const struct face_search *search, struct face *f)
{
	static const double growth[] = {1.25, 1.5};
	struct face all;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(growth) && !f->has_eyes; i++) {
		all = *f;
		all.width *= growth[i];
		all.height *= growth[i];
		all.x -= (all.width - f->width) / 2;
		all.y -= (all.height - f->height) / 2;
		face_eyes_find_sure(search->models, search->grey, &all);
		if (all.has_eyes && is_level(&all))
			*f = all;
	}
}

/*
 * The passes in order of trust; the first that sees anything decides.  The
 * plain picture is searched when the equalised one shows nothing, LBP for
 * faces half as wide; few windows are believed only with eyes in them.
 */
static int find_upright(struct face_search *search)
{
	const struct face_models *m = search->models;
	const struct face_pass passes[] = {
		{m->face, &search->equal, 0.20, MIN_VOTES, false},
		{m->face, &search->plain, 0.20, MIN_VOTES, false},
		{m->face_lbp, &search->equal, 0.10, MIN_VOTES, false},
		{m->face, &search->equal, 0.20, FEW_VOTES, true},
		{m->face_lbp, &search->equal, 0.20, FEW_VOTES, true},
	};
	size_t i;
	int n = 0;

	for (i = 0; i < ARRAY_SIZE(passes) && n == 0; i++)
		n = run_pass(search, &passes[i]);
	if (n == 1)
		try_larger(search, &search->faces[0]);
	return n;
}

/* The same for a head held aslant, in the picture rotated. */
static int find_rotated(struct face_search *search)
{
	static const double angles[] = {-12, 12, -29, 29};
	struct image rotated = IMAGE_INIT;
	struct face_search within = *search;
	struct error err = ERROR_INIT;
	struct face_pass pass = {search->models->face, &rotated, 0.15,
				 MIN_VOTES, true};
	size_t i;
	int n = 0, k;

	within.grey = &rotated;
	for (i = 0; i < ARRAY_SIZE(angles) && n == 0; i++) {
		if (face_rotate_image(&search->plain, angles[i], &rotated,
				      &err) < 0)
			return 0;
		n = run_pass(&within, &pass);
		for (k = 0; k < n; k++)
			face_rotate_back(&search->plain, angles[i],
					 &search->faces[k]);
		image_release(&rotated);
	}
	return n;
}

/* From the searched size to the picture's own. */
static void scale_face(struct face *f, double k)
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

int face_find(const struct face_models *models, const struct image *grey,
	      struct face faces[FACE_MAX])
{
	struct face_search search = {
		.models = models, .grey = grey, .faces = faces};
	struct error err = ERROR_INIT;
	int n = 0, i;

	if (make_work(grey, &search.plain) < 0)
		return 0;
	search.hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*search.hits));
	if (image_copy(&search.plain, &search.equal, &err) == 0) {
		equalise(&search.equal);
		n = find_upright(&search);
	}
	if (n == 0) {
		n = find_rotated(&search);
		for (i = 0; i < n; i++)
			scale_face(&faces[i],
				   (double)grey->width / search.plain.width);
	}
	free(search.hits);
	image_release(&search.plain);
	image_release(&search.equal);
	return n;
}
