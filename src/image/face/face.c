/* SPDX-License-Identifier: MIT */
#include "image/face/face.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/face/boxes.h"
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

/* Windows behind a box that never was anything but a face. */
enum { SURE_VOTES = 15 };

/* The rise of the eyes' line over its length: 7 degrees. */
static const double level_rise = 0.12;

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

/* The picture in both its contrasts, and where faces in it are kept. */
struct face_search {
	const struct face_models *models;
	const struct image *grey;  /* as it came */
	struct image plain, equal; /* WORK_SIDE; equal is equalised */
	struct face_hit *hits;
	struct face *faces;
	int votes;    /* of the largest face */
	bool largest; /* one is enough, and its eyes only in doubt */
};

/* One pass: a cascade, the smallest face, the least windows. */
struct face_pass {
	const struct cascade *c;
	const struct image *work;
	double min_part; /* of the shorter side */
	int min_votes;
	bool needs_eyes;
	int enough; /* windows; see struct face_range */
};

static int run_cascade(const struct face_pass *pass, struct face_hit *hits)
{
	const struct image *work = pass->work;
	int side = work->width < work->height ? work->width : work->height;
	struct face_range range = {.min_width = pass->min_part * side,
				   .enough = pass->enough};
	int n = face_cascade_scan(pass->c, work, &range, hits);

	n = face_group(hits, n, pass->min_votes);
	face_boxes_sort(hits, n);
	return n > FACE_MAX ? FACE_MAX : n;
}

/* Faces and their eyes by one pass; boxes in pixels of search->grey. */
static int run_pass(struct face_search *search, const struct face_pass *pass)
{
	double scale = (double)search->grey->width / pass->work->width;
	int n = face_boxes_drop_parts(search->hits,
				      run_cascade(pass, search->hits)),
	    i;

	search->votes = n ? search->hits[0].votes : 0;
	if (search->largest && n == 1 && search->votes >= SURE_VOTES) {
		face_boxes_set(&search->faces[0], &search->hits[0], scale);
		return 1;
	}
	for (i = 0; i < n; i++) {
		face_boxes_set(&search->faces[i], &search->hits[i], scale);
		face_eyes_find(search->models, search->grey, &search->faces[i]);
	}
	n = face_boxes_drop_nested(search->faces, n);
	return face_boxes_drop_eyeless(search->faces, n, pass->needs_eyes);
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
		{m->face, &search->equal, 0.20, MIN_VOTES, false, SURE_VOTES},
		{m->face, &search->plain, 0.20, MIN_VOTES, false, SURE_VOTES},
		{m->face_lbp, &search->equal, 0.10, MIN_VOTES, false},
		{m->face, &search->equal, 0.20, FEW_VOTES, true},
		{m->face_lbp, &search->equal, 0.20, FEW_VOTES, true},
	};
	size_t i;
	int n = 0;

	for (i = 0; i < ARRAY_SIZE(passes) && n == 0; i++)
		n = run_pass(search, &passes[i]);
	if (n == 1 && !(search->largest && search->votes >= SURE_VOTES))
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

static void search_release(struct face_search *search)
{
	free(search->hits);
	image_release(&search->plain);
	image_release(&search->equal);
}

/* Upright, then aslant; 0 without memory too. */
static int find(struct face_search *search)
{
	struct error err = ERROR_INIT;
	int n = 0, i;

	if (make_work(search->grey, &search->plain) < 0)
		return 0;
	search->hits = mem_xmalloc(FACE_CASCADE_HITS * sizeof(*search->hits));
	if (image_copy(&search->plain, &search->equal, &err) == 0) {
		image_equalise(&search->equal);
		n = find_upright(search);
	}
	if (n == 0) {
		n = find_rotated(search);
		for (i = 0; i < n; i++)
			face_boxes_scale(&search->faces[i],
					 (double)search->grey->width /
						 search->plain.width);
	}
	return n;
}

int face_find(const struct face_models *models, const struct image *grey,
	      struct image *work, struct face faces[FACE_MAX])
{
	struct face_search search = {
		.models = models, .grey = grey, .faces = faces};
	int n = find(&search);

	*work = search.plain;
	search.plain = (struct image)IMAGE_INIT;
	search_release(&search);
	return n;
}

int face_find_largest(const struct face_models *models,
		      const struct image *grey, struct face *out)
{
	struct face faces[FACE_MAX];
	struct face_search search = {.models = models,
				     .grey = grey,
				     .faces = faces,
				     .largest = true};
	int n = find(&search);

	*out = faces[0];
	search_release(&search);
	return n > 0;
}
