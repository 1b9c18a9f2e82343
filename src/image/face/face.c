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

enum { WORK_SIDE = 640, MIN_VOTES = 5, FEW_VOTES = 2 };

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

/* Histogram equalisation, in place. */
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
struct hunt {
	const struct face_models *models;
	const struct image *grey;  /* as it came */
	struct image plain, equal; /* WORK_SIDE; equal is equalised */
	struct face_hit *hits;
	struct face *faces;
};

/* What one cascade is asked: the smallest face, the least windows. */
struct wish {
	const struct cascade *c;
	const struct image *work;
	double min_part; /* of the shorter side */
	int min_votes;
	bool needs_eyes;
};

static int search(const struct wish *wish, struct face_hit *hits)
{
	const struct image *work = wish->work;
	int side = work->width < work->height ? work->width : work->height;
	struct face_range range = {wish->min_part * side, 0, false};
	int n = face_cascade_scan(wish->c, work, &range, hits);

	n = face_group(hits, n, wish->min_votes);
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
static int drop_doubtful(struct face *faces, int n, bool needs_eyes)
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

static float shared(float a, float a_size, float b, float b_size)
{
	float end = a + a_size < b + b_size ? a + a_size : b + b_size;

	return fmaxf(0, end - fmaxf(a, b));
}

/* Mostly inside a face that far more windows saw. */
static bool is_part(const struct face_hit *small, const struct face_hit *large)
{
	float common = shared(small->x, small->width, large->x, large->width) *
		       shared(small->y, small->height, large->y, large->height);

	return 2 * small->votes <= large->votes &&
	       common > 0.6F * small->width * small->height;
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
		return 9;
	return fabs(gap / f->width - 0.39) + fabs(row / f->height - 0.388) +
	       fabs(middle / f->width - 0.5);
}

static bool is_nested(const struct face *a, const struct face *b)
{
	double size = fmin(a->width, b->width);
	float common = shared((float)a->x, (float)a->width, (float)b->x,
			      (float)b->width) *
		       shared((float)a->y, (float)a->height, (float)b->y,
			      (float)b->height);

	return (double)common > 0.85 * size * size;
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

/* Faces and their eyes by one wish; boxes in pixels of hunt->grey. */
static int grant(struct hunt *hunt, const struct wish *wish)
{
	double scale = (double)hunt->grey->width / wish->work->width;
	int n = drop_parts(hunt->hits, search(wish, hunt->hits)), i;

	for (i = 0; i < n; i++) {
		set_face(&hunt->faces[i], &hunt->hits[i], scale);
		face_eyes_find(hunt->models, hunt->grey, &hunt->faces[i]);
	}
	n = drop_nested(hunt->faces, n);
	return drop_doubtful(hunt->faces, n, wish->needs_eyes);
}

/* Within 7 degrees, as the heads are that the finders see best. */
static bool is_level(const struct face *f)
{
	return fabs(f->right_eye_y - f->left_eye_y) <
	       0.12 * (f->right_eye_x - f->left_eye_x);
}

/* A box without eyes is now and then the lower part of a face. */
static void look_around(const struct hunt *hunt, struct face *f)
{
	static const double grown[] = {1.25, 1.5};
	struct face all;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(grown) && !f->has_eyes; i++) {
		all = *f;
		all.width *= grown[i];
		all.height *= grown[i];
		all.x -= (all.width - f->width) / 2;
		all.y -= (all.height - f->height) / 2;
		face_eyes_find_sure(hunt->models, hunt->grey, &all);
		if (all.has_eyes && is_level(&all))
			*f = all;
	}
}

/* The finders in order of trust; the first that sees anything decides. */
static int find_upright(struct hunt *hunt)
{
	const struct face_models *m = hunt->models;
	const struct wish wishes[] = {
		{m->face, &hunt->equal, 0.20, MIN_VOTES, false},
		{m->face, &hunt->plain, 0.20, MIN_VOTES, false},
		{m->face_lbp, &hunt->equal, 0.10, MIN_VOTES, false},
		{m->face, &hunt->equal, 0.20, FEW_VOTES, true},
		{m->face_lbp, &hunt->equal, 0.20, FEW_VOTES, true},
	};
	size_t i;
	int n = 0;

	for (i = 0; i < ARRAY_SIZE(wishes) && n == 0; i++)
		n = grant(hunt, &wishes[i]);
	if (n == 1)
		look_around(hunt, &hunt->faces[0]);
	return n;
}

/* The same for a head held aslant. */
static int find_aslant(struct hunt *hunt)
{
	static const double turns[] = {-12, 12, -29, 29};
	struct image turned = IMAGE_INIT;
	struct hunt part = *hunt;
	struct error err = ERROR_INIT;
	struct wish wish = {hunt->models->face, &turned, 0.15, MIN_VOTES, true};
	size_t i;
	int n = 0, k;

	part.grey = &turned;
	for (i = 0; i < ARRAY_SIZE(turns) && n == 0; i++) {
		if (face_rotate_image(&hunt->plain, turns[i], &turned, &err) <
		    0)
			return 0;
		n = grant(&part, &wish);
		for (k = 0; k < n; k++)
			face_rotate_back(&hunt->plain, turns[i],
					 &hunt->faces[k]);
		image_release(&turned);
	}
	return n;
}

static void enlarge(struct face *f, double k)
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
	struct hunt hunt = {.models = models, .grey = grey, .faces = faces};
	struct error err = ERROR_INIT;
	int n = 0, i;

	if (make_work(grey, &hunt.plain) < 0)
		return 0;
	hunt.hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*hunt.hits));
	if (image_copy(&hunt.plain, &hunt.equal, &err) == 0) {
		equalise(&hunt.equal);
		n = find_upright(&hunt);
	}
	if (n == 0) {
		n = find_aslant(&hunt);
		for (i = 0; i < n; i++)
			enlarge(&faces[i],
				(double)grey->width / hunt.plain.width);
	}
	free(hunt.hits);
	image_release(&hunt.plain);
	image_release(&hunt.equal);
	return n;
}
