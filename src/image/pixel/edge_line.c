/* SPDX-License-Identifier: MIT */
#include "image/pixel/edge_line.h"

#include <stdlib.h>
#include <string.h>

/* A line is one hundredth of the picture wide at most, 2 pixels at least. */
enum { LINE_PART = 100, LINE_LEAST = 2 };
/* Levels: within them a line is of one colour, beyond unlike another. */
enum { LINE_ALIKE = 12, LINE_UNLIKE = 30 };
/* Levels between a line of many colours and the picture, in so many of its
 * pixels, and in how few of the picture's own there. */
enum { LINE_STEP = 16, STEPS_PERCENT = 80, CALM_PERCENT = 20 };
/* One pixel in so many may have another colour; must have beside the line. */
enum { STRAY_PART = 20, UNLIKE_PART = 20 };

static bool is_upright(enum edge_line_side side)
{
	return side == EDGE_LINE_LEFT || side == EDGE_LINE_RIGHT;
}

/* Pixels along a side, and across the picture from it. */
static int along_of(const struct image *rgb, enum edge_line_side side)
{
	return is_upright(side) ? rgb->height : rgb->width;
}

static int across_of(const struct image *rgb, enum edge_line_side side)
{
	return is_upright(side) ? rgb->width : rgb->height;
}

static uint8_t *pixel_at(const struct image *rgb, enum edge_line_side side,
			 int depth, int along)
{
	int far = side == EDGE_LINE_RIGHT || side == EDGE_LINE_BOTTOM;
	int across = far ? across_of(rgb, side) - 1 - depth : depth;
	int x = is_upright(side) ? across : along;
	int y = is_upright(side) ? along : across;

	return image_row(rgb, y) + 3 * x;
}

static int difference(const uint8_t *a, const int b[3])
{
	int c, most = 0;

	for (c = 0; c < 3; c++)
		most = abs(a[c] - b[c]) > most ? abs(a[c] - b[c]) : most;
	return most;
}

/* The median colour of what lies so deep, channels apart. */
static void median_colour(const struct image *rgb, enum edge_line_side side,
			  int depth, int out[3])
{
	int n = along_of(rgb, side), c, i, sum;
	int count[256];

	for (c = 0; c < 3; c++) {
		memset(count, 0, sizeof(count));
		for (i = 0; i < n; i++)
			count[pixel_at(rgb, side, depth, i)[c]]++;
		for (i = 0, sum = count[0]; 2 * sum < n; sum += count[++i])
			;
		out[c] = i;
	}
}

static int count_unlike(const struct image *rgb, enum edge_line_side side,
			int depth, const int colour[3], int limit)
{
	int i, n = along_of(rgb, side), unlike = 0;

	for (i = 0; i < n; i++)
		unlike += difference(pixel_at(rgb, side, depth, i), colour) >
			  limit;
	return unlike;
}

/* Pixels along that differ between two depths. */
static int count_steps(const struct image *rgb, enum edge_line_side side,
		       int depth, int deeper)
{
	int i, c, n = along_of(rgb, side), steps = 0;

	for (i = 0; i < n; i++) {
		const uint8_t *a = pixel_at(rgb, side, depth, i);
		const uint8_t *b = pixel_at(rgb, side, deeper, i);
		int colour[3];

		for (c = 0; c < 3; c++)
			colour[c] = b[c];
		steps += difference(a, colour) > LINE_STEP;
	}
	return steps;
}

/* A line of many colours, but nearly everywhere another than what is beside. */
static bool stands_out(const struct image *rgb, enum edge_line_side side,
		       int depth)
{
	int n = along_of(rgb, side);

	return count_steps(rgb, side, depth, depth + 2) * 100 >=
		       n * STEPS_PERCENT &&
	       count_steps(rgb, side, depth + 2, depth + 4) * 100 <=
		       n * CALM_PERCENT;
}

/* Whether a line ends here; the next pixel shows line and picture both. */
static bool line_ends(const struct image *rgb, enum edge_line_side side,
		      int depth)
{
	int n = along_of(rgb, side), line[3];

	if (stands_out(rgb, side, depth))
		return true;
	median_colour(rgb, side, depth, line);
	return count_unlike(rgb, side, depth, line, LINE_ALIKE) * STRAY_PART <=
		       n &&
	       count_unlike(rgb, side, depth + 2, line, LINE_UNLIKE) *
			       UNLIKE_PART >=
		       n;
}

int edge_line_width(const struct image *rgb, enum edge_line_side side)
{
	int most = across_of(rgb, side) / LINE_PART, depth;

	most = most < LINE_LEAST ? LINE_LEAST : most;
	if (across_of(rgb, side) < 4 * most)
		return 0;
	for (depth = most - 1; depth >= 0; depth--)
		if (line_ends(rgb, side, depth))
			return depth + 2;
	return 0;
}

void edge_line_remove(struct image *rgb)
{
	enum edge_line_side side;
	int depth, i, width;

	for (side = 0; side < EDGE_LINE_SIDES; side++) {
		width = edge_line_width(rgb, side);
		for (depth = 0; depth < width; depth++)
			for (i = 0; i < along_of(rgb, side); i++)
				memcpy(pixel_at(rgb, side, depth, i),
				       pixel_at(rgb, side, width, i), 3);
	}
}
