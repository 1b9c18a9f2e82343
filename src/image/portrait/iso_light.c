/* SPDX-License-Identifier: MIT */
#include "image/portrait/iso_light.h"

#include <math.h>

#include "base/mem.h"
#include "base/number.h"

/* The face: down the jaw and back along the brows. */
enum { JAW_END = 17, BROW_END = 27, UPPER_LIP = 62, LOWER_LIP = 66 };

/*
 * A cheek is a square beside and below an eye's middle, outward from it, as
 * far below as half way from the eyes to the mouth:
 *
 *        O       O   eyes
 *     [##]       [##]
 *          ----      mouth
 */
enum { CHEEK = 33 }; /* samples a side */
static const double cheek_side = 0.3;

/*
 * The window around the head, pixels of the aligned picture: it is 616 square,
 * its eyes lie in row 272 around column 307.5, 113 apart; 62 columns at both
 * sides and 210 rows below are cut off and what is left is shrunk.
 */
enum { WALL_WIDTH = 354, WALL_HEIGHT = 292 };
static const double aligned_gap = 113, aligned_x = 307.5, aligned_y = 272;
static const double cut_left = 62, cut_scale = 492.0 / WALL_WIDTH;
/* Alpha from here on is the person, be it one hair before the wall. */
enum { SEEN = 26 };
/* What is eroded from the wall: a square from so far before to behind. */
enum { BEFORE = 2, BEHIND = 1 };

struct luminance {
	double of[3][ISO_LEVELS]; /* each channel's part */
};

static double linear(double v)
{
	return v > 0.04045 ? pow((v + 0.055) / 1.055, 2.4) : v / 12.92;
}

static void luminance_init(struct luminance *l)
{
	static const double part[3] = {0.2126, 0.7152, 0.0722};
	int c, v;

	for (c = 0; c < 3; c++)
		for (v = 0; v < ISO_LEVELS; v++)
			l->of[c][v] = 255 * part[c] * linear(v / 255.0);
}

static int level(const struct luminance *l, const uint8_t rgb[3])
{
	return (int)(l->of[0][rgb[0]] + l->of[1][rgb[1]] + l->of[2][rgb[2]] +
		     0.5);
}

/* Where the face's outline crosses a row: the outermost two columns. */
static bool span_of(const struct landmarks *p, double y, double span[2])
{
	int order[BROW_END], i, n = 0;

	for (i = 0; i < JAW_END; i++)
		order[n++] = i;
	for (i = BROW_END - 1; i >= JAW_END; i--)
		order[n++] = i;
	span[0] = INFINITY;
	span[1] = -INFINITY;
	for (i = 0; i < n; i++) {
		const double *a = p->at[order[i]],
			     *b = p->at[order[(i + 1) % n]];
		double x;

		if ((a[1] <= y) == (b[1] <= y))
			continue;
		x = a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]);
		span[0] = fmin(span[0], x);
		span[1] = fmax(span[1], x);
	}
	return span[0] < span[1];
}

void iso_light_face(const struct image *rgb, const struct landmarks *points,
		    double share[ISO_LEVELS])
{
	size_t count[ISO_LEVELS] = {0}, n = 0;
	struct luminance l;
	double span[2];
	int x, y, end, v;

	luminance_init(&l);
	for (y = 0; y < rgb->height; y++) {
		if (!span_of(points, y, span))
			continue;
		x = (int)number_clamp_double(span[0], 0, rgb->width);
		end = (int)number_clamp_double(span[1], 0, rgb->width);
		for (; x < end; x++, n++)
			count[level(&l, image_row(rgb, y) + 3 * x)]++;
	}
	for (v = 0; v < ISO_LEVELS; v++)
		share[v] = n ? (double)count[v] / (double)n : 0;
}

/* The picture between four pixels; false outside. */
static bool sample(const struct image *rgb, const double at[2], uint8_t out[3])
{
	const uint8_t *p, *q;
	double wx, wy;
	int x, y, c;

	if (!(at[0] >= 0 && at[1] >= 0 && at[0] < rgb->width - 1 &&
	      at[1] < rgb->height - 1))
		return false;
	x = (int)at[0];
	y = (int)at[1];
	wx = at[0] - x;
	wy = at[1] - y;
	p = image_row(rgb, y) + 3 * x;
	q = image_row(rgb, y + 1) + 3 * x;
	for (c = 0; c < 3; c++)
		out[c] =
			(uint8_t)((p[c] * (1 - wx) + p[c + 3] * wx) * (1 - wy) +
				  (q[c] * (1 - wx) + q[c + 3] * wx) * wy + 0.5);
	return true;
}

/* Adds the colours of one cheek; returns how many there were. */
static int cheek_levels(const struct skin *s, int side,
			double share[ISO_LEVELS], double sum[3])
{
	double below = (s->at[UPPER_LIP][1] + s->at[LOWER_LIP][1]) / 4;
	double left = side ? 0.5 : -0.5 - cheek_side, at[2], pixel[2];
	struct luminance l;
	uint8_t rgb[3];
	int i, c, n = 0;

	luminance_init(&l);
	for (i = 0; i < CHEEK * CHEEK; i++) {
		at[0] = left + cheek_side * (i % CHEEK + 0.5) / CHEEK;
		at[1] = below + cheek_side * (i / CHEEK + 0.5) / CHEEK;
		face_axes_from(&s->axes, at, pixel);
		if (!sample(s->rgb, pixel, rgb))
			continue;
		share[level(&l, rgb)]++;
		for (c = 0; c < 3; c++)
			sum[c] += rgb[c];
		n++;
	}
	for (i = 0; i < ISO_LEVELS; i++)
		share[i] /= fmax(1, n);
	return n;
}

static double cube_root(double v)
{
	return v > 216.0 / 24389 ? cbrt(v) : (24389.0 / 27 * v + 16) / 116;
}

/* a* and b* under D50, as the standard's profile connection space has it. */
static void tint_of(const double rgb[3], double out[2])
{
	static const double xyz[3][3] = {{0.43605, 0.38508, 0.14309},
					 {0.22249, 0.71689, 0.06062},
					 {0.01393, 0.09710, 0.71419}};
	static const double white[3] = {0.964221, 1, 0.825211};
	double f[3];
	int i;

	for (i = 0; i < 3; i++)
		f[i] = cube_root((xyz[i][0] * linear(rgb[0]) +
				  xyz[i][1] * linear(rgb[1]) +
				  xyz[i][2] * linear(rgb[2])) /
				 white[i]);
	out[0] = 500 * (f[0] - f[1]);
	out[1] = 200 * (f[1] - f[2]);
}

void iso_light_cheeks(const struct skin *skin, struct iso_cheeks *out)
{
	double sum[3] = {0};
	int c, n = 0;

	*out = (struct iso_cheeks){0};
	n += cheek_levels(skin, 0, out->share[0], sum);
	n += cheek_levels(skin, 1, out->share[1], sum);
	for (c = 0; c < 3; c++)
		sum[c] /= 255.0 * fmax(1, n);
	tint_of(sum, out->tint);
}

struct window {
	uint8_t level[WALL_HEIGHT][WALL_WIDTH];
	bool wall[WALL_HEIGHT][WALL_WIDTH];
};

static bool is_wall(const struct image *alpha, const double pixel[2])
{
	return image_row(alpha, (int)pixel[1])[(int)pixel[0]] < SEEN;
}

static void look(const struct skin *s, const struct image *alpha,
		 struct window *w)
{
	struct luminance l;
	double at[2], pixel[2];
	uint8_t rgb[3];
	int x, y;

	luminance_init(&l);
	for (y = 0; y < WALL_HEIGHT; y++)
		for (x = 0; x < WALL_WIDTH; x++) {
			at[0] = cut_left + (x + 0.5) * cut_scale - 0.5;
			at[0] = (at[0] - aligned_x) / aligned_gap;
			at[1] = (y + 0.5) * cut_scale - 0.5;
			at[1] = (at[1] - aligned_y) / aligned_gap;
			face_axes_from(&s->axes, at, pixel);
			if (!sample(s->rgb, pixel, rgb))
				continue;
			w->level[y][x] = (uint8_t)level(&l, rgb);
			w->wall[y][x] = is_wall(alpha, pixel);
		}
}

static bool is_deep(const struct window *w, int x, int y)
{
	int i, j;

	for (i = y - BEFORE; i <= y + BEHIND; i++)
		for (j = x - BEFORE; j <= x + BEHIND; j++)
			if (!w->wall[i][j])
				return false;
	return true;
}

static double sobel(const struct window *w, int x, int y)
{
	const uint8_t *a = w->level[y - 1] + x, *b = w->level[y] + x,
		      *c = w->level[y + 1] + x;
	int across = a[1] + 2 * b[1] + c[1] - a[-1] - 2 * b[-1] - c[-1];
	int down = c[-1] + 2 * c[0] + c[1] - a[-1] - 2 * a[0] - a[1];

	return sqrt(across * across + down * down);
}

bool iso_light_wall(const struct skin *skin, const struct image *alpha,
		    double *out)
{
	struct window *w = mem_xcalloc(1, sizeof(*w));
	double sum = 0;
	int x, y, n = 0;

	look(skin, alpha, w);
	for (y = BEFORE; y < WALL_HEIGHT - BEHIND; y++)
		for (x = BEFORE; x < WALL_WIDTH - BEHIND; x++)
			if (is_deep(w, x, y)) {
				sum += sobel(w, x, y);
				n++;
			}
	free(w);
	*out = n ? sum / n : 0;
	return n > 0;
}
