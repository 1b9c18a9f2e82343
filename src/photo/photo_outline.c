/* SPDX-License-Identifier: MIT */
#include "photo/photo_outline.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

/* Points of one side at most. */
enum { MOST = 160 };

/* The leftmost (or rightmost) pixel of the row that is more person than not. */
static int edge_of(const struct image *alpha, int y, bool right)
{
	const uint8_t *row = image_row(alpha, y);
	int x, w = alpha->width;

	for (x = 0; x < w; x++)
		if (row[right ? w - 1 - x : x] >= 128)
			return right ? w - x : x;
	return -1;
}

/* Down the left side and up the right. */
void photo_outline_trace(const struct image *alpha, struct photo_outline *out)
{
	int rows = alpha->height < MOST ? alpha->height : MOST;
	int side, i, x, y;

	out->points = mem_xcalloc((size_t)rows * 4 + 1, sizeof(double));
	out->n = 0;
	for (side = 0; side < 2; side++)
		for (i = 0; i < rows; i++) {
			/* Rows from top to bottom, then back up. */
			y = (int)((long)(side ? rows - 1 - i : i) *
				  alpha->height / rows);
			x = edge_of(alpha, y, side);
			if (x < 0)
				continue;
			out->points[2 * out->n] = x;
			out->points[2 * out->n++ + 1] = y;
		}
}

void photo_outline_release(struct photo_outline *o)
{
	free(o->points);
	*o = (struct photo_outline){NULL, 0};
}
