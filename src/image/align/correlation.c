/* SPDX-License-Identifier: MIT */
#include "image/align/correlation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

/* Energy a pixel under which a block of skin says nothing. */
#define FLAT 1e-3

#define TINY	 1e-9 /* energy added, against two flat faces */
#define NO_BLOCK (-2) /* the match of a block that is not used */

enum { SIDE = ALIGN_CORRELATION_SIDE, BLOCKS = ALIGN_MAP * ALIGN_MAP };

/* Sums over pixels of a pair of values. */
struct sums {
	double n, a, b, aa, bb, ab;
};

struct block {
	double aa, bb, ab; /* means taken off */
	float match;	   /* correlation within the block */
	bool used;	   /* its middle in the ellipse, all of it on b */
};

struct grid {
	int across, down, left, top; /* left, top: pixels of the warp */
	struct block blocks[BLOCKS];
};

enum term { N, A, B, AA, BB, AB, TERMS };

/*
 * Sums in floats, a lane each: at most some hundred values are added to one.
 * inside is 1 or 0, so a product leaves out what lies off b without a branch.
 */
struct lane_sums {
	vector_floats term[TERMS];
};

/* Eight pixels, the first done of them not again. */
VECTOR_INLINE void add_eight(const float *a, const float *b,
			     const float *inside, int done, struct lane_sums *s)
{
	vector_floats on, va, vb, rest;

	vector_load(inside, &on);
	vector_load(a, &va);
	vector_load(b, &vb);
	vector_rest(done, &rest);
	on *= rest;
	va *= on;
	vb *= on;
	s->term[N] += on;
	s->term[A] += va;
	s->term[B] += vb;
	s->term[AA] += va * va;
	s->term[BB] += vb * vb;
	s->term[AB] += va * vb;
}

/* Less than eight pixels. */
VECTOR_INLINE void add_few(const float *a, const float *b, const float *inside,
			   int n, struct lane_sums *s)
{
	float few[3][VECTOR_LANES] = {{0}};
	size_t size = (size_t)n * sizeof(*a);

	memcpy(few[0], a, size);
	memcpy(few[1], b, size);
	memcpy(few[2], inside, size);
	add_eight(few[0], few[1], few[2], 0, s);
}

IMAGE_CLONES
static void add_row(const float *a, const float *b, const float *inside, int n,
		    struct lane_sums *s)
{
	int i, back = n - VECTOR_LANES;

	for (i = 0; i + VECTOR_LANES <= n; i += VECTOR_LANES)
		add_eight(a + i, b + i, inside + i, 0, s);
	if (i < n && back >= 0)
		add_eight(a + back, b + back, inside + back, i - back, s);
	else if (i < n)
		add_few(a, b, inside, n, s);
}

static void sum_lanes(const struct lane_sums *lanes, struct sums *s)
{
	*s = (struct sums){
		vector_sum(&lanes->term[N]),  vector_sum(&lanes->term[A]),
		vector_sum(&lanes->term[B]),  vector_sum(&lanes->term[AA]),
		vector_sum(&lanes->term[BB]), vector_sum(&lanes->term[AB])};
}

/* Sums about the means instead of about 0. */
static void remove_means(struct sums *s)
{
	if (s->n < 1)
		return;
	s->aa -= s->a * s->a / s->n;
	s->bb -= s->b * s->b / s->n;
	s->ab -= s->a * s->b / s->n;
}

static double whole_of(const struct plane *a, const struct align_warp *w,
		       double half_width, double half_height)
{
	struct lane_sums lanes = {{{0}}};
	struct sums s;
	double y, half;
	int j, first;

	for (j = 0; j < w->height; j++) {
		y = (j + .5 - w->height / 2.0) / half_height;
		if (y * y >= 1)
			continue;
		half = half_width * sqrt(1 - y * y);
		first = (int)ceil(w->width / 2.0 - half);
		if (first < 0)
			first = 0;
		add_row(plane_row(a, w->top + j) + w->left + first,
			w->value[j] + first, w->inside[j] + first,
			w->width - 2 * first, &lanes);
	}
	sum_lanes(&lanes, &s);
	/* under a third of the ellipse (pi half axes) on b says nothing */
	if (s.n < half_width * half_height)
		return 0;
	remove_means(&s);
	return s.ab / sqrt(s.aa * s.bb + TINY);
}

/* x, y: the block's corner, pixels of the warp. */
static void sum_block(const struct plane *a, const struct align_warp *w, int x,
		      int y, struct block *out)
{
	struct lane_sums lanes = {{{0}}};
	struct sums s;
	int j;

	for (j = y; j < y + SIDE; j++)
		add_row(plane_row(a, w->top + j) + w->left + x, w->value[j] + x,
			w->inside[j] + x, SIDE, &lanes);
	sum_lanes(&lanes, &s);
	out->used = s.n == SIDE * SIDE;
	remove_means(&s);
	out->aa = s.aa;
	out->bb = s.bb;
	out->ab = s.ab;
	out->match = (float)(s.ab / sqrt(s.aa * s.bb + FLAT * SIDE * SIDE));
}

static void fill_grid(const struct plane *a, const struct align_warp *w,
		      struct grid *g)
{
	int i, j;

	g->across = w->width / SIDE;
	g->down = w->height / SIDE;
	g->left = (w->width - g->across * SIDE) / 2;
	g->top = (w->height - g->down * SIDE) / 2;
	for (j = 0; j < g->down; j++)
		for (i = 0; i < g->across; i++) {
			struct block *block = &g->blocks[j * g->across + i];
			double x = g->left + (i + .5) * SIDE - w->width / 2.0;
			double y = g->top + (j + .5) * SIDE - w->height / 2.0;

			x /= w->width / 2.0;
			y /= w->height / 2.0;
			*block = (struct block){.used = false};
			if (x * x + y * y <= 1)
				sum_block(a, w, g->left + i * SIDE,
					  g->top + j * SIDE, block);
		}
}

static int best_first(const void *a, const void *b)
{
	const struct block *x = a, *y = b;

	if (x->used != y->used)
		return x->used ? -1 : 1;
	return x->match > y->match ? -1 : x->match < y->match;
}

static double detail_of(const struct block *b)
{
	return sqrt(b->aa * b->bb);
}

/*
 * The correlation pooled over the best blocks that make up the share: of the
 * sums, not the mean of the blocks' own, in which a block of bare skin would
 * count as much as an eye.
 */
static double part_of(struct grid *g, struct align_share share)
{
	int i, n = g->across * g->down, used = 0;
	double total = 0, seen = 0, aa = 0, bb = 0, ab = 0;

	qsort(g->blocks, (size_t)n, sizeof(*g->blocks), best_first);
	for (; used < n && g->blocks[used].used; used++)
		total += detail_of(&g->blocks[used]);
	for (i = 0;
	     i < used && (seen < share.detail * total || i < share.area * used);
	     i++) {
		aa += g->blocks[i].aa;
		bb += g->blocks[i].bb;
		ab += g->blocks[i].ab;
		seen += detail_of(&g->blocks[i]);
	}
	return ab / sqrt(aa * bb + TINY);
}

void align_correlation(const struct align_face *a, const struct align_face *b,
		       struct align_view view, struct align_share share,
		       struct align_correlation *out)
{
	const struct plane *level = &a->level[view.level];
	struct align_warp warp;
	struct grid grid;

	align_warp_place(&warp, a, view.level, ALIGN_BLOCKS_HALF_WIDTH,
			 ALIGN_BLOCKS_HALF_HEIGHT);
	align_warp(&warp, a, b, view);
	out->whole = whole_of(level, &warp, ALIGN_FACE_HALF_WIDTH,
			      ALIGN_FACE_HALF_HEIGHT);
	fill_grid(level, &warp, &grid);
	out->part = part_of(&grid, share);
}

double align_correlation_whole(const struct align_face *a, int level_a,
			       const struct align_face *b,
			       struct align_view view)
{
	double k = align_face_scale(view.level);
	struct align_warp warp;

	align_warp_place(&warp, a, view.level, ALIGN_FACE_HALF_WIDTH + 1 / k,
			 ALIGN_FACE_HALF_HEIGHT + 1 / k);
	align_warp(&warp, a, b, view);
	return whole_of(&a->level[level_a], &warp, ALIGN_FACE_HALF_WIDTH * k,
			ALIGN_FACE_HALF_HEIGHT * k);
}

void align_correlation_map(const struct align_face *a,
			   const struct align_face *b, struct align_view view,
			   struct align_result *out)
{
	struct align_warp warp;
	struct grid grid;
	int i;

	align_warp_place(&warp, a, view.level, ALIGN_BLOCKS_HALF_WIDTH,
			 ALIGN_BLOCKS_HALF_HEIGHT);
	align_warp(&warp, a, b, view);
	fill_grid(&a->level[view.level], &warp, &grid);
	out->blocks_across = grid.across;
	out->blocks_down = grid.down;
	for (i = 0; i < grid.across * grid.down; i++)
		out->blocks[i] =
			grid.blocks[i].used ? grid.blocks[i].match : NO_BLOCK;
}

void align_correlation_corner(const struct align_face *a, int *left, int *top)
{
	struct align_warp warp;

	align_warp_place(&warp, a, ALIGN_MID, ALIGN_BLOCKS_HALF_WIDTH,
			 ALIGN_BLOCKS_HALF_HEIGHT);
	*left = warp.left + warp.width % SIDE / 2;
	*top = warp.top + warp.height % SIDE / 2;
}
