/* SPDX-License-Identifier: MIT */
#include "image/face/face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* The windows of a whole scan, for a pass that asks less of them. */
struct face_windows {
	struct face_hit *hits;
	int n;
};
enum { KEPT_HAAR, KEPT_LBP, KEPT_COUNT, KEPT_NONE = KEPT_COUNT };

/* The picture in both its contrasts, and where faces in it are kept. */
struct face_search {
	const struct face_models *models;
	const struct image *grey;  /* as it came */
	struct image plain, equal; /* WORK_SIDE; equal is equalised */
	struct face_hit *hits;
	struct face_windows kept[KEPT_COUNT];
	struct face *faces;
	int votes;    /* of the largest face */
	bool largest; /* one is enough, and its eyes only in doubt */
	bool later;   /* the eyes of one that is sure are left to the caller */
	bool sure;    /* none but what is seen at once */
};

/* One pass: a cascade, the smallest face, the least windows. */
struct face_pass {
	const struct cascade *c;
	const struct image *work;
	double min_part; /* of the shorter side */
	int min_votes;
	bool needs_eyes;
	int enough; /* windows; see struct face_range */
	int kept;   /* where its windows are, once it was run */
};

/* The windows of a pass before over the same picture, as far as they count. */
static int take_kept(const struct face_windows *kept, double min_width,
		     struct face_hit *hits)
{
	int i, n = 0;

	for (i = 0; i < kept->n; i++)
		if ((double)kept->hits[i].width >= min_width)
			hits[n++] = kept->hits[i];
	return n;
}

static int find_windows(struct face_search *search,
			const struct face_pass *pass)
{
	const struct image *work = pass->work;
	int side = work->width < work->height ? work->width : work->height, n;
	struct face_range range = {.min_width = pass->min_part * side,
				   .enough = pass->enough};
	struct face_windows *kept = &search->kept[pass->kept];

	if (pass->kept != KEPT_NONE && kept->hits)
		return take_kept(kept, range.min_width, search->hits);
	n = face_cascade_scan(pass->c, work, &range, search->hits);
	if (pass->kept == KEPT_NONE)
		return n;
	kept->n = n;
	kept->hits = mem_xmalloc(((size_t)n + 1) * sizeof(*kept->hits));
	memcpy(kept->hits, search->hits, (size_t)n * sizeof(*kept->hits));
	return n;
}

static int run_cascade(struct face_search *search, const struct face_pass *pass)
{
	struct face_hit *hits = search->hits;
	int n = find_windows(search, pass);

	n = face_group(hits, n, pass->min_votes);
	face_boxes_sort(hits, n);
	return n > FACE_MAX ? FACE_MAX : n;
}

/* Whether its eyes are not needed to believe in it. */
static bool is_beyond_doubt(const struct face_search *search, int n)
{
	return (search->largest || search->later) && n == 1 &&
	       search->votes >= FACE_SURE_VOTES;
}

/* Faces and their eyes by one pass; boxes in pixels of search->grey. */
static int run_pass(struct face_search *search, const struct face_pass *pass)
{
	double scale = (double)search->grey->width / pass->work->width;
	int n = face_boxes_drop_parts(search->hits, run_cascade(search, pass)),
	    i;

	search->votes = n ? search->hits[0].votes : 0;
	if (is_beyond_doubt(search, n)) {
		face_boxes_set(&search->faces[0], &search->hits[0], scale);
		search->faces[0].eyes_open = search->later;
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
static void try_larger(const struct face_models *models,
		       const struct image *grey, struct face *f)
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
		face_eyes_find_sure(models, grey, &all);
		if (all.has_eyes && is_level(&all))
			*f = all;
	}
}

/*
 * The passes in order of trust; the first that sees anything decides.  The
 * plain picture is searched when the equalised one shows nothing, LBP for
 * faces half as wide; few windows are believed only with eyes in them.
 */
enum { SURE_PASSES = 2 };

static int find_upright(struct face_search *search)
{
	const struct face_models *m = search->models;
	const struct face_pass passes[] = {
		{m->face, &search->equal, 0.20, MIN_VOTES, false,
		 FACE_SURE_VOTES, KEPT_HAAR},
		{m->face, &search->plain, 0.20, MIN_VOTES, false,
		 FACE_SURE_VOTES, KEPT_NONE},
		{m->face_lbp, &search->equal, 0.10, MIN_VOTES, false, 0,
		 KEPT_LBP},
		{m->face, &search->equal, 0.20, FEW_VOTES, true, 0, KEPT_HAAR},
		{m->face_lbp, &search->equal, 0.20, FEW_VOTES, true, 0,
		 KEPT_LBP},
	};
	size_t i, most = search->sure ? SURE_PASSES : ARRAY_SIZE(passes);
	int n = 0, k;

	for (i = 0; i < most && n == 0; i++)
		n = run_pass(search, &passes[i]);
	for (k = 0; k < n; k++)
		search->faces[k].at_once = i <= SURE_PASSES;
	if (n == 1 && !is_beyond_doubt(search, n))
		try_larger(m, search->grey, &search->faces[0]);
	return n;
}

/* The same for a head held aslant, in the picture rotated. */
static int find_rotated(struct face_search *search)
{
	static const double angles[] = {-12, 12, -29, 29};
	struct image rotated = IMAGE_INIT;
	struct face_search within = *search;
	struct error err = ERROR_INIT;
	struct face_pass pass = {search->models->face,
				 &rotated,
				 0.15,
				 MIN_VOTES,
				 true,
				 0,
				 KEPT_NONE};
	size_t i;
	int n = 0, k;

	within.grey = &rotated;
	within.later = false;
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
	free(search->kept[KEPT_HAAR].hits);
	free(search->kept[KEPT_LBP].hits);
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
	if (n == 0 && !search->sure) {
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
		.models = models, .grey = grey, .faces = faces, .later = true};
	int n = find(&search);

	*work = search.plain;
	search.plain = (struct image)IMAGE_INIT;
	search_release(&search);
	return n;
}

void face_find_eyes(const struct face_models *models, const struct image *grey,
		    struct face *f)
{
	if (!f->eyes_open)
		return;
	f->eyes_open = false;
	face_eyes_find(models, grey, f);
	try_larger(models, grey, f);
}

static int find_one(struct face_search *search, struct face *out)
{
	struct face faces[FACE_MAX];
	int n;

	search->faces = faces;
	search->largest = true;
	n = find(search);
	*out = faces[0];
	search_release(search);
	return n > 0;
}

int face_find_largest(const struct face_models *models,
		      const struct image *grey, struct face *out)
{
	struct face_search search = {.models = models, .grey = grey};

	return find_one(&search, out);
}

int face_find_sure(const struct face_models *models, const struct image *grey,
		   struct face *out)
{
	struct face_search search = {
		.models = models, .grey = grey, .sure = true};

	return find_one(&search, out);
}
