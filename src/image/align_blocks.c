/* SPDX-License-Identifier: MIT */
#include "image/align_blocks.h"

#include <math.h>
#include <stdlib.h>

#include "image/align_warp.h"
#include "image/align_window.h"

enum { SIDE = 14, SLIP = 2, FEWEST = 8 };

/* Half axes of the ellipse of blocks, level-2 pixels. */
#define HALF_WIDTH  (.36 * ALIGN_UNIT)
#define HALF_HEIGHT (.46 * ALIGN_UNIT)

/* A block of a flatter than this says nothing, squares of a pixel. */
#define FLAT_BLOCK .05
#define FLAT_FLOOR .02

#define UNUSED -2.0f

static bool cut(const struct plane *a, int x0, int y0, struct align_template *t)
{
	int x, y;

	*t = (struct align_template){.width = SIDE, .height = SIDE};
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			t->pixels[y][x] = align_window_value(
				plane_row(a, y0 + y)[x0 + x]);
	align_window_centre(t);
	return t->norm * t->norm >=
	       SIDE * SIDE * FLAT_BLOCK * ALIGN_WINDOW_ONE * ALIGN_WINDOW_ONE;
}

static bool is_inside(const struct align_warp *w, int x0, int y0)
{
	int x, y, far = SIDE + 2 * SLIP - 1;

	for (y = 0; y <= far; y += far)
		for (x = 0; x <= far; x += far)
			if (w->inside[y0 + y][x0 + x] == 0)
				return false;
	return true;
}

static float best_match(const struct align_window *w,
			const struct align_template *t, int x0, int y0)
{
	float best = -1, now;
	int x, y;

	for (y = 0; y <= 2 * SLIP; y++)
		for (x = 0; x <= 2 * SLIP; x++) {
			now = align_window_match(w, t, x0 + x, y0 + y,
						 SIDE * SIDE * FLAT_FLOOR);
			if (now > best)
				best = now;
		}
	return best;
}

static int ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

static double trimmed_mean(const struct align_result *out)
{
	float used[ALIGN_MAP * ALIGN_MAP];
	int i, n = 0;
	double sum = 0;

	for (i = 0; i < out->blocks_across * out->blocks_down; i++)
		if (out->blocks[i] >= -1)
			used[n++] = out->blocks[i];
	if (n < FEWEST)
		return 0;
	qsort(used, (size_t)n, sizeof(*used), ascending);
	for (i = n / 4; i < n; i++)
		sum += used[i];
	return sum / (n - n / 4);
}

static bool in_ellipse(double x, double y)
{
	x /= HALF_WIDTH;
	y /= HALF_HEIGHT;
	return x * x + y * y <= 1;
}

double align_blocks(const struct align_face *a, const struct align_face *b,
		    struct align_view view, struct align_result *out)
{
	struct align_template t;
	struct align_window window;
	struct align_warp warp;
	int i, j, x, y;
	float *block = out->blocks;

	align_warp_place(&warp, a, 2, HALF_WIDTH + SLIP, HALF_HEIGHT + SLIP);
	align_warp(&warp, a, b, view);
	align_window_from(&window, &warp);
	out->blocks_across = (warp.width - 2 * SLIP) / SIDE;
	out->blocks_down = (warp.height - 2 * SLIP) / SIDE;
	for (j = 0; j < out->blocks_down; j++)
		for (i = 0; i < out->blocks_across; i++) {
			x = i * SIDE;
			y = j * SIDE;
			*block++ =
				in_ellipse(x + (SIDE - warp.width) / 2.0 + SLIP,
					   y + (SIDE - warp.height) / 2.0 +
						   SLIP) &&
						is_inside(&warp, x, y) &&
						cut(&a->level[2],
						    warp.left + SLIP + x,
						    warp.top + SLIP + y, &t)
					? best_match(&window, &t, x, y)
					: UNUSED;
		}
	align_window_release(&window);
	return trimmed_mean(out);
}
