/* SPDX-License-Identifier: MIT */
#include "image/align/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/align/ncc.h"

enum {
	SIDE = 14,  /* of a block, patch pixels */
	REACH = 3,  /* of the search, patch pixels each way */
	ROUNDS = 2, /* the second finds what the first's field leaves */
	STEPS = 2 * REACH + 1
};
_Static_assert((int)STEPS <= (int)ALIGN_NCC_RUN, "a row is one run");

/*
 * The peak of a block's correlation from which it has a say, growing with what
 * is above: a block of skin without detail finds itself anywhere by chance.
 */
#define LEAST_MATCH .5f

/*
 * Energy a pixel added to a window, in squares of a normalised level: what has
 * less detail than that correlates with nothing.
 */
#define FLAT_FLOOR .05

/*
 * Patch pixels: as far as ROUNDS searches see.  A parabola's half pixels and a
 * round of wrong matches must not add up to more.
 */
#define MOST_MOVE 6.0f

/* Confidence of no displacement at all, where no block has a say. */
#define REST 1e-3f

/* Weights of a point, of its neighbours and of theirs, along each axis. */
static const float kernel[3] = {1, .6f, .15f};

/* What the blocks of one round found: displacement and confidence. */
struct matches {
	float dx[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float dy[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float weight[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
};

static void cut_block(const struct plane *a, int x0, int y0,
		      struct align_template *t)
{
	int x, y;

	*t = (struct align_template){.width = SIDE, .height = SIDE};
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			t->pixels[y][x] =
				align_ncc_value(plane_row(a, y0 + y)[x0 + x]);
	align_ncc_centre(t);
}

/* The top of a parabola through three neighbours, -.5 to .5. */
static float peak_of(float before, float here, float after)
{
	float bend = before - 2 * here + after;

	if (bend > -1e-6f)
		return 0;
	return fmaxf(-.5f, fminf(.5f, (before - after) / (2 * bend)));
}

/* match: dx, dy and the correlation of the best place about (x0, y0). */
static void match_block(const struct align_ncc *w,
			const struct align_template *t, int x0, int y0,
			float match[3])
{
	float score[STEPS][STEPS];
	int x, y, bx = REACH, by = REACH;

	for (y = 0; y < STEPS; y++)
		align_ncc_match(w, t,
				(struct align_ncc_place){x0, y0 + y, STEPS},
				SIDE * SIDE * FLAT_FLOOR, score[y]);
	/* of equal ones the middle, that is no displacement */
	for (y = 0; y < STEPS; y++)
		for (x = 0; x < STEPS; x++)
			if (score[y][x] > score[by][bx]) {
				bx = x;
				by = y;
			}
	match[0] = (float)(bx - REACH);
	match[1] = (float)(by - REACH);
	match[2] = score[by][bx];
	if (bx > 0 && bx < STEPS - 1)
		match[0] += peak_of(score[by][bx - 1], score[by][bx],
				    score[by][bx + 1]);
	if (by > 0 && by < STEPS - 1)
		match[1] += peak_of(score[by - 1][bx], score[by][bx],
				    score[by + 1][bx]);
}

static void match_blocks(const struct align_face *a,
			 const struct align_warp *warp,
			 const struct align_flow *flow, struct matches *out)
{
	struct align_template block;
	struct align_ncc window;
	float match[3];
	int i, j;

	align_ncc_from(&window, warp);
	for (j = 0; j < flow->down; j++)
		for (i = 0; i < flow->across; i++) {
			int x = i * ALIGN_FLOW_STEP, y = j * ALIGN_FLOW_STEP;

			cut_block(&a->level[ALIGN_MID], warp->left + REACH + x,
				  warp->top + REACH + y, &block);
			match_block(&window, &block, x, y, match);
			out->dx[j][i] = match[0];
			out->dy[j][i] = match[1];
			out->weight[j][i] = fmaxf(0, match[2] - LEAST_MATCH);
		}
	align_ncc_release(&window);
}

static float limited(float v)
{
	return fmaxf(-MOST_MOVE, fminf(MOST_MOVE, v));
}

/*
 * Add the neighbourhood's displacement, weighted by confidence, to a point's
 * own: sum(k w d) / sum(k w).
 */
static void add_smoothed(struct align_flow *flow, const struct matches *f,
			 int i, int j)
{
	float sum = REST, dx = 0, dy = 0, w;
	int x, y;

	for (y = j - 2; y <= j + 2; y++)
		for (x = i - 2; x <= i + 2; x++) {
			if (x < 0 || y < 0 || x >= flow->across ||
			    y >= flow->down)
				continue;
			w = f->weight[y][x] * kernel[abs(x - i)] *
			    kernel[abs(y - j)];
			sum += w;
			dx += w * f->dx[y][x];
			dy += w * f->dy[y][x];
		}
	flow->dx[j][i] = limited(flow->dx[j][i] + dx / sum);
	flow->dy[j][i] = limited(flow->dy[j][i] + dy / sum);
}

void align_flow_find(struct align_flow *flow, const struct align_face *a,
		     const struct align_face *b, const float m[6])
{
	struct align_warp warp;
	struct matches matches;
	int round, i, j;

	memset(flow, 0, sizeof(*flow));
	align_warp_place(&warp, a, ALIGN_MID, ALIGN_BLOCKS_HALF_WIDTH + REACH,
			 ALIGN_BLOCKS_HALF_HEIGHT + REACH);
	flow->x0 = (float)(warp.left + REACH + SIDE / 2) - a->centre_x;
	flow->y0 = (float)(warp.top + REACH + SIDE / 2) - a->centre_y;
	for (round = 0; round < ROUNDS; round++) {
		align_warp(&warp, a, b,
			   (struct align_view){ALIGN_MID, m, flow});
		/* the first warp is to see no field yet: 0 across until here */
		flow->across =
			(warp.width - 2 * REACH - SIDE) / ALIGN_FLOW_STEP + 1;
		flow->down =
			(warp.height - 2 * REACH - SIDE) / ALIGN_FLOW_STEP + 1;
		match_blocks(a, &warp, flow, &matches);
		for (j = 0; j < flow->down; j++)
			for (i = 0; i < flow->across; i++)
				add_smoothed(flow, &matches, i, j);
	}
}
