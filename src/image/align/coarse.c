/* SPDX-License-Identifier: MIT */
#include "image/align/coarse.h"

#include <math.h>
#include <string.h>

#include "image/align/ncc.h"
#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

enum {
	TEMPLATE_WIDTH = 20, /* pixels of ALIGN_SMALL: eyes to mouth */
	TEMPLATE_HEIGHT = 22,
	TURNS = 3,
	QUARTER = 4 /* patch pixels a pixel of ALIGN_SMALL */
};

/*
 * Energy added to a window, in squares of a normalised level: a window over a
 * plain wall, with next to none of its own, must not win by its noise.
 */
#define FLAT_ENERGY 20.0

/*
 * Guesses of one mirroring nearer than this are one, patch pixels: what a
 * few steps of the affine map bring together anyway.
 */
#define APART 16.0f

#define NONE (-9) /* the score of a guess not made */

/* Cosines and sines of -3.5, 0 and 3.5 degrees. */
static const struct {
	double cosine, sine;
} turns[TURNS] = {{.998134798, -.061048540}, {1, 0}, {.998134798, .061048540}};

/* One size and turn of b, resampled so that the template's scale is 1. */
struct view {
	double cosine, sine; /* times pixels of b a pixel of a */
	double reach;
	const struct plane *b;
	struct align_ncc window;
};

/*
 * The template as it is and mirrored: mirroring those few pixels costs less
 * than drawing every view of b twice.
 */
static void cut_templates(const struct align_face *a,
			  struct align_template both[2])
{
	const struct plane *level = &a->level[ALIGN_SMALL];
	int left = (int)(a->centre_x / QUARTER) - TEMPLATE_WIDTH / 2;
	int top = (int)(a->centre_y / QUARTER) - TEMPLATE_HEIGHT / 2, x, y;

	both[0] = (struct align_template){.width = TEMPLATE_WIDTH,
					  .height = TEMPLATE_HEIGHT};
	both[1] = both[0];
	for (y = 0; y < TEMPLATE_HEIGHT; y++)
		for (x = 0; x < TEMPLATE_WIDTH; x++) {
			int16_t v = align_ncc_value(
				plane_row(level, top + y)[left + x]);

			both[0].pixels[y][x] = v;
			both[1].pixels[y][TEMPLATE_WIDTH - 1 - x] = v;
		}
	align_ncc_centre(&both[0]);
	align_ncc_centre(&both[1]);
}

/* The widest view: of a whole picture without a face, 58 pixels at .56. */
enum { VIEW_WIDTH = 104 };

/* Where a view's row lies: the upper left of four pixels, how far beyond it. */
struct places {
	float u[VIEW_WIDTH], v[VIEW_WIDTH];
	int at[VIEW_WIDTH];
};

/*
 * The last place is the right neighbour of the one before it, all the way, so
 * that none is read beyond the level.  from: of the row's first pixel.
 */
VECTOR_INLINE void place_row(const struct view *v, const double from[2], int n,
			     struct places *restrict out)
{
	const int width = v->b->width, height = v->b->height;
	const double cosine = v->cosine, sine = v->sine, dy = from[1];
	const double right = width - 1, bottom = height - 1;
	int i;

	for (i = 0; i < n; i++) {
		double dx = from[0] + i;
		double x = cosine * dx - sine * dy + width / 2.0 - .5;
		double y = sine * dx + cosine * dy + height / 2.0 - .5;
		float fx, fy;
		int ix, iy;

		/* as minimum and maximum of the processor (warp.c) */
		x = x > 0 ? x : 0;
		y = y > 0 ? y : 0;
		x = x < right ? x : right;
		y = y < bottom ? y : bottom;
		fx = (float)x;
		fy = (float)y;
		ix = (int)fx;
		iy = (int)fy;
		ix = ix < width - 2 ? ix : width - 2;
		iy = iy < height - 2 ? iy : height - 2;
		out->u[i] = fx - (float)ix;
		out->v[i] = fy - (float)iy;
		out->at[i] = iy * width + ix;
	}
}

/* Added and taken off, it leaves a float rounded to whole numbers. */
#define ROUNDING 12582912.0f /* 1.5 times 2^23 */

typedef int16_t eight_values __attribute__((vector_size(2 * VECTOR_LANES)));

/* As align_ncc_value(), eight of them. */
VECTOR_INLINE void draw_eight(const struct plane *b, const struct places *p,
			      int i, int16_t *row)
{
	vector_floats u, v, left, right, top;
	eight_values values;

	vector_load(p->u + i, &u);
	vector_load(p->v + i, &v);
	vector_load_pairs(b->data, p->at + i, &left, &right);
	top = left * (1 - u) + right * u;
	vector_load_pairs(b->data + b->width, p->at + i, &left, &right);
	top = top * (1 - v) + (left * (1 - u) + right * u) * v;
	top = top * ALIGN_NCC_ONE + ROUNDING;
	values = __builtin_convertvector(top - ROUNDING, eight_values);
	memcpy(row + i, &values, sizeof(values));
}

/* Beyond a row's end are zeroes, which sealing makes anew. */
_Static_assert((int)ALIGN_NCC_STRIDE >= (int)VECTOR_LANES, "room for eight");

IMAGE_CLONES
static void draw_view(struct view *v, int width, int height)
{
	int whole = (width + VECTOR_LANES - 1) & -VECTOR_LANES, x, y;
	struct places places;

	align_ncc_resize(&v->window, width, height);
	for (y = 0; y < height; y++) {
		const double from[2] = {.5 - width / 2.0,
					y + .5 - height / 2.0};

		place_row(v, from, whole, &places);
		for (x = 0; x < width; x += VECTOR_LANES)
			draw_eight(v->b, &places, x,
				   align_ncc_row(&v->window, y));
	}
	align_ncc_seal(&v->window);
}

/* The map that lays a's centre on the template's place in a view. */
static struct align_guess guess_at(const struct view *v, int x, int y,
				   bool mirrored)
{
	double ox = x + TEMPLATE_WIDTH / 2.0 - v->window.width / 2.0;
	double oy = y + TEMPLATE_HEIGHT / 2.0 - v->window.height / 2.0;
	double sign = mirrored ? -1 : 1;
	double bx = v->cosine * ox - v->sine * oy + v->b->width / 2.0;
	double by = v->sine * ox + v->cosine * oy + v->b->height / 2.0;

	return (struct align_guess){
		.m = {(float)(sign * v->cosine), (float)-v->sine,
		      (float)(QUARTER * bx), (float)(sign * v->sine),
		      (float)v->cosine, (float)(QUARTER * by)}};
}

static bool is_near(const struct align_guess *a, const struct align_guess *b)
{
	float dx = a->m[2] - b->m[2], dy = a->m[5] - b->m[5];

	return (a->m[0] > 0) == (b->m[0] > 0) &&
	       dx * dx + dy * dy < APART * APART;
}

/*
 * Insert in order; a near guess is replaced when the new one is better.
 * Without that, the six best would all be neighbours of one place.
 */
static void keep(struct align_guess *best, struct align_guess guess)
{
	int k, last = ALIGN_COARSE_KEEP - 1;

	for (k = 0; k < ALIGN_COARSE_KEEP; k++)
		if (best[k].score > -1 && is_near(&best[k], &guess)) {
			if (guess.score <= best[k].score)
				return;
			last = k;
			break;
		}
	for (k = last; k > 0 && guess.score > best[k - 1].score; k--)
		best[k] = best[k - 1];
	best[k] = guess;
}

/* The first and last place along one side within reach of the middle. */
static void places(int window, int template, double reach, int range[2])
{
	int last = window - template, off = (int)(reach * window);

	range[0] = last / 2 - off > 0 ? last / 2 - off : 0;
	range[1] = (last + 1) / 2 + off < last ? (last + 1) / 2 + off : last;
}

/* A run of places, those that are among the best so far kept. */
static void search_run(const struct view *v, const struct align_template *t,
		       bool mirrored, struct align_ncc_place at,
		       struct align_guess *best)
{
	float scores[ALIGN_NCC_RUN];
	int i;

	align_ncc_match(&v->window, t, at, FLAT_ENERGY, scores);
	for (i = 0; i < at.n; i++) {
		struct align_guess guess;

		if (scores[i] <= best[ALIGN_COARSE_KEEP - 1].score)
			continue;
		guess = guess_at(v, at.x + i, at.y, mirrored);
		guess.score = scores[i];
		keep(best, guess);
	}
}

static void search_view(const struct view *v, const struct align_template *t,
			bool mirrored, struct align_guess *best)
{
	const struct align_ncc *w = &v->window;
	struct align_ncc_place at;
	int across[2], down[2];

	places(w->width, t->width, v->reach, across);
	places(w->height, t->height, v->reach, down);
	for (at.y = down[0]; at.y <= down[1]; at.y++)
		for (at.x = across[0]; at.x <= across[1]; at.x += at.n) {
			at.n = across[1] + 1 - at.x;
			if (at.n > ALIGN_NCC_RUN)
				at.n = ALIGN_NCC_RUN;
			search_run(v, t, mirrored, at, best);
		}
}

/*
 * Sizes tried, each by step more than the one before: .70 to 1.41 between two
 * boxes of a detector, .56 to 1.66 where a whole picture without a face may be
 * far off.  A step is what the affine map still pulls in; smaller ones would
 * cost a whole search each.
 */
struct sizes {
	int count;
	double first, step;
	double reach; /* how far the middle may lie off, patch sides */
};

static struct sizes sizes_for(const struct align_face *a,
			      const struct align_face *b)
{
	if (a->has_face && b->has_face)
		return (struct sizes){8, .70, 1.105, .2};
	return (struct sizes){13, .56, 1.095, .5};
}

void align_coarse(const struct align_face *a, const struct align_face *b,
		  struct align_guess guesses[ALIGN_COARSE_KEEP])
{
	struct sizes sizes = sizes_for(a, b);
	struct align_template both[2];
	struct view v = {.reach = sizes.reach, .b = &b->level[ALIGN_SMALL]};
	double scale = sizes.first;
	int k, t, width, height;

	for (k = 0; k < ALIGN_COARSE_KEEP; k++)
		guesses[k].score = NONE;
	cut_templates(a, both);
	align_ncc_init(&v.window, (int)(v.b->width / sizes.first),
		       (int)(v.b->height / sizes.first));
	for (k = 0; k < sizes.count; k++, scale *= sizes.step)
		for (t = 0; t < TURNS; t++) {
			width = (int)(v.b->width / scale);
			height = (int)(v.b->height / scale);
			v.cosine = turns[t].cosine * scale;
			v.sine = turns[t].sine * scale;
			draw_view(&v, width, height);
			search_view(&v, &both[0], false, guesses);
			search_view(&v, &both[1], true, guesses);
		}
	align_ncc_release(&v.window);
}
