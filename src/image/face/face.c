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

/* Windows behind a box that never was anything but a face. */
enum { SURE_VOTES = 15 };

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
};

static int run_cascade(const struct face_pass *pass, struct face_hit *hits)
{
	const struct image *work = pass->work;
	int side = work->width < work->height ? work->width : work->height;
	struct face_range range = {.min_width = pass->min_part * side};
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

	search->votes = n ? search->hits[0].votes : 0;
	if (search->largest && n == 1 && search->votes >= SURE_VOTES) {
		set_face(&search->faces[0], &search->hits[0], scale);
		return 1;
	}
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

/*
 * A second look at what may be a further face: twice its box at CLOSE_SIDE
 * pixels, so that the face is 60 wide.  Of 84 portraits no box that is none
 * had more than 5 windows there, faces have 11 to 90.
 */
enum { CLOSE_SIDE = 120, CLOSE_FACE = 60, CLOSE_OFF = 15, CLOSE_VOTES = 10 };

/* Windows behind the largest group about the middle. */
static int close_votes(const struct cascade *c, const struct image *close,
		       struct face_hit *hits)
{
	const struct face_range range = {.min_width = CLOSE_FACE * 2 / 3.0,
					 .max_width = CLOSE_FACE * 1.5};
	int n = face_cascade_scan(c, close, &range, hits), most = 0, i;
	double dx, dy;

	n = face_group(hits, n, 1);
	for (i = 0; i < n; i++) {
		dx = (double)(hits[i].x + hits[i].width / 2) - CLOSE_SIDE / 2.0;
		dy = (double)(hits[i].y + hits[i].height / 2) -
		     CLOSE_SIDE / 2.0;
		if (hypot(dx, dy) < CLOSE_OFF && hits[i].votes > most)
			most = hits[i].votes;
	}
	return most;
}

int face_votes(const struct face_models *models, const struct image *grey,
	       const struct face *f)
{
	double half = f->width / 2;
	struct resize_region around = {f->x - half, f->y - half, 4 * half,
				       4 * half};
	struct image close = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct face_hit *hits;
	int votes, equal;

	if (resize_region(grey, around,
			  (struct resize_size){CLOSE_SIDE, CLOSE_SIDE}, &close,
			  &err) < 0)
		return 0;
	hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*hits));
	votes = close_votes(models->face, &close, hits);
	equalise(&close);
	equal = close_votes(models->face, &close, hits);
	free(hits);
	image_release(&close);
	return votes > equal ? votes : equal;
}

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
static bool is_other(const struct face_search *search, const struct image *grey,
		     struct face *f)
{
	if (face_votes(search->models, grey, f) >= CLOSE_VOTES)
		return true;
	face_eyes_find_sure(search->models, grey, f);
	return f->has_eyes;
}

/* A scan for faces beside those there are: where, at which scale. */
struct face_beside {
	const struct image *work;
	const struct image *grey; /* of the second look */
	struct face_range range;
};

static int add_others(struct face_search *search,
		      const struct face_beside *beside, int n)
{
	double scale = (double)beside->grey->width / beside->work->width;
	int m = face_cascade_scan(search->models->face, beside->work,
				  &beside->range, search->hits),
	    i;
	struct face f;

	m = face_group(search->hits, m, LOOK_VOTES);
	qsort(search->hits, (size_t)m, sizeof(*search->hits), larger_first);
	for (i = 0; i < m && n < FACE_MAX; i++) {
		set_face(&f, &search->hits[i], scale);
		if (!is_known(&f, search->faces, n) &&
		    is_other(search, beside->grey, &f))
			search->faces[n++] = f;
	}
	return n;
}

/* Least width of a further face, of the picture's shorter side. */
static const double other_part = 0.1;

static struct face_beside beside_face(const struct image *work,
				      const struct image *grey,
				      struct image_box skip)
{
	int side = work->width < work->height ? work->width : work->height;

	return (struct face_beside){
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
static int find_others_aslant(struct face_search *search, int n)
{
	const struct image *plain = &search->plain;
	struct image rotated = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct face_beside beside;
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
		n = drop_nested(search->faces, all);
		image_release(&rotated);
	}
	return n;
}

static void scale_faces(struct face *faces, int n, double k)
{
	int i;

	for (i = 0; i < n; i++)
		scale_face(&faces[i], k);
}

/* Someone beside the person, smaller, tilted or with hidden eyes. */
static int find_others(struct face_search *search, int n)
{
	double k = (double)search->plain.width / search->grey->width;
	const struct face *f = &search->faces[0];
	struct face_beside beside =
		beside_face(&search->plain, search->grey,
			    image_box_round(f->x * k, f->y * k, f->width * k,
					    f->height * k));
	int i, all = add_others(search, &beside, n);

	for (i = n; i < all; i++)
		face_eyes_find(search->models, search->grey, &search->faces[i]);
	scale_faces(search->faces, all, k);
	all = find_others_aslant(search, all);
	scale_faces(search->faces, all, 1 / k);
	return all;
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
	search->hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*search->hits));
	if (image_copy(&search->plain, &search->equal, &err) == 0) {
		equalise(&search->equal);
		n = find_upright(search);
	}
	if (n == 0) {
		n = find_rotated(search);
		for (i = 0; i < n; i++)
			scale_face(&search->faces[i],
				   (double)search->grey->width /
					   search->plain.width);
	}
	return n;
}

int face_find(const struct face_models *models, const struct image *grey,
	      struct face faces[FACE_MAX])
{
	struct face_search search = {
		.models = models, .grey = grey, .faces = faces};
	int n = find(&search);

	if (n > 0)
		n = find_others(&search, n);
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

int face_find_small(const struct face_models *models, const struct image *grey,
		    struct face faces[FACE_MAX])
{
	struct face_search search = {
		.models = models, .grey = grey, .faces = faces};
	struct face_beside beside = {
		.work = grey,
		.grey = grey,
		.range = {.least_spread = face_spread},
	};
	int n;

	search.hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*search.hits));
	n = add_others(&search, &beside, 0);
	search_release(&search);
	return n;
}

/* The votes of the largest face in the picture turned; 0 for none. */
static int votes_turned(const struct face_models *models,
			const struct image *grey, int orientation)
{
	struct image turned = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct face face;
	int votes = 0;

	if (image_copy(grey, &turned, &err) == 0 &&
	    image_orient(&turned, orientation, &err) == 0 &&
	    face_find_largest(models, &turned, &face))
		votes = face_votes(models, &turned, &face);
	image_release(&turned);
	return votes;
}

int face_orientation(const struct face_models *models, const struct image *grey)
{
	static const int orientations[] = {6, 8, 3};
	int best = 1, most = CLOSE_VOTES - 1, votes;
	size_t i;

	/* All of them: a face upside down is now and then taken for one. */
	for (i = 0; i < ARRAY_SIZE(orientations); i++) {
		votes = votes_turned(models, grey, orientations[i]);
		if (votes <= most)
			continue;
		most = votes;
		best = orientations[i];
	}
	return best;
}
