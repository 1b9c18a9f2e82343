/* SPDX-License-Identifier: MIT */
#include "image/align/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/align/warp.h"
#include "image/align/ncc.h"

enum { SIDE = 14, REACH = 3, ROUNDS = 2, STEPS = 2 * REACH + 1 };

/* Half axes of the grid, patch pixels. */
#define HALF_WIDTH  (.36 * ALIGN_UNIT)
#define HALF_HEIGHT (.46 * ALIGN_UNIT)

/* A block that finds itself less well than this does not speak. */
#define LEAST_MATCH .5f
#define FLAT_FLOOR  .05
#define MOST_MOVE   6.0f

/* What the blocks of one round found. */
struct found {
	float dx[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float dy[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
	float weight[ALIGN_FLOW_CELLS][ALIGN_FLOW_CELLS];
};

static void cut(const struct plane *a, int x0, int y0, struct align_template *t)
{
	int x, y;

	*t = (struct align_template){.width = SIDE, .height = SIDE};
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			t->pixels[y][x] =
				align_ncc_value(plane_row(a, y0 + y)[x0 + x]);
	align_ncc_centre(t);
}

/* The top of a parabola through three neighbours, -.5..5. */
static float top_of(float before, float here, float after)
{
	float bend = before - 2 * here + after;

	if (bend > -1e-6f)
		return 0;
	return fmaxf(-.5f, fminf(.5f, (before - after) / (2 * bend)));
}

static void search(const struct align_ncc *w, const struct align_template *t,
		   int x0, int y0, float move[3])
{
	float score[STEPS][STEPS];
	int x, y, bx = REACH, by = REACH;

	for (y = 0; y < STEPS; y++)
		for (x = 0; x < STEPS; x++) {
			score[y][x] = align_ncc_match(w, t, x0 + x, y0 + y,
						      SIDE * SIDE * FLAT_FLOOR);
			if (score[y][x] > score[by][bx]) {
				bx = x;
				by = y;
			}
		}
	move[0] = (float)(bx - REACH);
	move[1] = (float)(by - REACH);
	move[2] = score[by][bx];
	if (bx > 0 && bx < STEPS - 1)
		move[0] += top_of(score[by][bx - 1], score[by][bx],
				  score[by][bx + 1]);
	if (by > 0 && by < STEPS - 1)
		move[1] += top_of(score[by - 1][bx], score[by][bx],
				  score[by + 1][bx]);
}

static void look(const struct align_face *a, const struct align_warp *warp,
		 const struct align_flow *flow, struct found *f)
{
	struct align_template t;
	struct align_ncc window;
	float move[3];
	int i, j;

	align_ncc_from(&window, warp);
	for (j = 0; j < flow->down; j++)
		for (i = 0; i < flow->across; i++) {
			int x = i * ALIGN_FLOW_STEP, y = j * ALIGN_FLOW_STEP;

			cut(&a->level[ALIGN_MID], warp->left + REACH + x,
			    warp->top + REACH + y, &t);
			search(&window, &t, x, y, move);
			f->dx[j][i] = move[0];
			f->dy[j][i] = move[1];
			f->weight[j][i] = fmaxf(0, move[2] - LEAST_MATCH);
		}
	align_ncc_release(&window);
}

static float held(float v)
{
	return fmaxf(-MOST_MOVE, fminf(MOST_MOVE, v));
}

/* Add the weighted mean of a point's neighbourhood to its move. */
static void add_smooth(struct align_flow *flow, const struct found *f, int i,
		       int j)
{
	static const float kernel[3] = {1, .6f, .15f};
	float sum = 1e-3f, dx = 0, dy = 0, w;
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
	flow->dx[j][i] = held(flow->dx[j][i] + dx / sum);
	flow->dy[j][i] = held(flow->dy[j][i] + dy / sum);
}

void align_flow_find(struct align_flow *flow, const struct align_face *a,
		     const struct align_face *b, const float m[6])
{
	struct align_warp warp;
	struct found found;
	int round, i, j;

	memset(flow, 0, sizeof(*flow));
	align_warp_place(&warp, a, ALIGN_MID, HALF_WIDTH + REACH,
			 HALF_HEIGHT + REACH);
	flow->x0 = (float)(warp.left + REACH + SIDE / 2) - a->centre_x;
	flow->y0 = (float)(warp.top + REACH + SIDE / 2) - a->centre_y;
	for (round = 0; round < ROUNDS; round++) {
		align_warp(&warp, a, b,
			   (struct align_view){ALIGN_MID, m, flow});
		flow->across =
			(warp.width - 2 * REACH - SIDE) / ALIGN_FLOW_STEP + 1;
		flow->down =
			(warp.height - 2 * REACH - SIDE) / ALIGN_FLOW_STEP + 1;
		look(a, &warp, flow, &found);
		for (j = 0; j < flow->down; j++)
			for (i = 0; i < flow->across; i++)
				add_smooth(flow, &found, i, j);
	}
}

static float clampf(float v, float max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

void align_flow_row(const struct align_flow *flow, const float from[3], int n,
		    float *dx, float *dy)
{
	float v = clampf((from[1] - flow->y0) / ALIGN_FLOW_STEP,
			 (float)flow->down - 1.001f);
	int i, j = (int)v;

	v -= (float)j;
	for (i = 0; i < n; i++) {
		float u = clampf((from[0] + from[2] * (float)i - flow->x0) /
					 ALIGN_FLOW_STEP,
				 (float)flow->across - 1.001f);
		int k = (int)u;

		u -= (float)k;
		dx[i] = (flow->dx[j][k] * (1 - u) + flow->dx[j][k + 1] * u) *
				(1 - v) +
			(flow->dx[j + 1][k] * (1 - u) +
			 flow->dx[j + 1][k + 1] * u) *
				v;
		dy[i] = (flow->dy[j][k] * (1 - u) + flow->dy[j][k + 1] * u) *
				(1 - v) +
			(flow->dy[j + 1][k] * (1 - u) +
			 flow->dy[j + 1][k + 1] * u) *
				v;
	}
}
