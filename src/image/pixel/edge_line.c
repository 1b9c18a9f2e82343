/* SPDX-License-Identifier: MIT */
#include "image/pixel/edge_line.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"

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

/*
 * What lies along a side, copied: depth by depth and channel by channel, so
 * that pixels along are bytes in a row.
 *
 *   depth 0   | red … | green … | blue … |
 *   depth 1   | red … | green … | blue … |
 */
struct strip {
	int n; /* pixels along */
	uint8_t *data;
};

/* Deeper than the last depth of a line by so many is looked at. */
enum { BESIDE = 2, BEYOND = 4 };

static uint8_t *line_of(const struct strip *s, int depth, int channel)
{
	return s->data + (size_t)(3 * depth + channel) * (size_t)s->n;
}

/* Pixels along that are copied at a time: what lies deeper is in the cache. */
enum { AT_ONCE = 256 };

static void strip_init(struct strip *s, const struct image *rgb,
		       enum edge_line_side side, int deep)
{
	ptrdiff_t step = pixel_at(rgb, side, 0, 1) - pixel_at(rgb, side, 0, 0);
	int from, depth, i, c, n;

	s->n = along_of(rgb, side);
	s->data = mem_xmalloc(3 * (size_t)deep * (size_t)s->n);
	for (from = 0; from < s->n; from += AT_ONCE) {
		n = s->n - from < AT_ONCE ? s->n - from : AT_ONCE;
		for (depth = 0; depth < deep; depth++)
			for (c = 0; c < 3; c++) {
				uint8_t *out = line_of(s, depth, c) + from;
				const uint8_t *in =
					pixel_at(rgb, side, depth, from) + c;

				for (i = 0; i < n; i++)
					out[i] = in[i * step];
			}
	}
}

/* The median colour of what lies so deep, channels apart. */
static void median_colour(const struct strip *s, int depth, int out[3])
{
	/* Two counts in turn: a wall's levels would wait for each other. */
	int count[2][256], c, i, sum;

	for (c = 0; c < 3; c++) {
		const uint8_t *line = line_of(s, depth, c);

		memset(count, 0, sizeof(count));
		for (i = 0; i < s->n; i++)
			count[i % 2][line[i]]++;
		for (i = 0, sum = count[0][0] + count[1][0]; 2 * sum < s->n;
		     i++, sum += count[0][i] + count[1][i])
			;
		out[c] = i;
	}
}

/* A channel's levels apart, or what another channel's were if that is more. */
static uint8_t apart(uint8_t a, uint8_t b, uint8_t most)
{
	uint8_t d = (uint8_t)(a > b ? a - b : b - a);

	return d > most ? d : most;
}

IMAGE_CLONES
static int count_unlike(const struct strip *s, int depth, const int colour[3],
			int limit)
{
	const uint8_t *r = line_of(s, depth, 0), *g = r + s->n, *b = g + s->n;
	const uint8_t to[3] = {(uint8_t)colour[0], (uint8_t)colour[1],
			       (uint8_t)colour[2]};
	int i, unlike = 0;

	for (i = 0; i < s->n; i++)
		unlike += apart(b[i], to[2],
				apart(g[i], to[1], apart(r[i], to[0], 0))) >
			  limit;
	return unlike;
}

/* Pixels along that differ between two depths. */
IMAGE_CLONES
static int count_steps(const struct strip *s, int depth, int deeper)
{
	const uint8_t *r = line_of(s, depth, 0), *g = r + s->n, *b = g + s->n;
	const uint8_t *u = line_of(s, deeper, 0), *v = u + s->n, *w = v + s->n;
	int i, steps = 0;

	for (i = 0; i < s->n; i++)
		steps += apart(b[i], w[i],
			       apart(g[i], v[i], apart(r[i], u[i], 0))) >
			 LINE_STEP;
	return steps;
}

/* A line of many colours, but nearly everywhere another than what is beside. */
static bool stands_out(const struct strip *s, int depth)
{
	return count_steps(s, depth, depth + BESIDE) * 100 >=
		       s->n * STEPS_PERCENT &&
	       count_steps(s, depth + BESIDE, depth + BEYOND) * 100 <=
		       s->n * CALM_PERCENT;
}

/* Whether a line ends here; the next pixel shows line and picture both. */
static bool line_ends(const struct strip *s, int depth)
{
	int line[3];

	if (stands_out(s, depth))
		return true;
	median_colour(s, depth, line);
	return count_unlike(s, depth, line, LINE_ALIKE) * STRAY_PART <= s->n &&
	       count_unlike(s, depth + BESIDE, line, LINE_UNLIKE) *
			       UNLIKE_PART >=
		       s->n;
}

int edge_line_width(const struct image *rgb, enum edge_line_side side)
{
	int most = across_of(rgb, side) / LINE_PART, depth;
	struct strip strip;

	most = most < LINE_LEAST ? LINE_LEAST : most;
	if (across_of(rgb, side) < 4 * most)
		return 0;
	strip_init(&strip, rgb, side, most + BEYOND);
	depth = most - 1;
	while (depth >= 0 && !line_ends(&strip, depth))
		depth--;
	free(strip.data);
	return depth >= 0 ? depth + 2 : 0;
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
