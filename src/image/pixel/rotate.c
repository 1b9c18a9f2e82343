/* SPDX-License-Identifier: MIT */
#include "image/pixel/rotate.h"

#include <math.h>

/*
 * Positions are whole numbers of 1/65536 pixel: added up along a row of any
 * length they stay the same on every machine, where doubles need not.
 */
enum { MAX_SAMPLES = 8, ONE = 1 << 16 };

void rotate_back(const struct rotation *rotation, double x, double y,
		 double out[2])
{
	double angle = rotation->degrees * M_PI / 180;
	double dx = x - rotation->x, dy = y - rotation->y;

	out[0] = rotation->x + dx * cos(angle) - dy * sin(angle);
	out[1] = rotation->y + dx * sin(angle) + dy * cos(angle);
}

/*
 * The samples of the target in the source: a lattice, turned and scaled.
 *
 *      x,y ●───→ right       each target pixel is samples x samples of its
 *          │   ●    ●        points, averaged: as many as the region is
 *          ↓ below           shrunk by, or fine hair would beat
 *            ●    ●
 */
struct lattice {
	int64_t x, y;		    /* of the first sample */
	int64_t right[2], below[2]; /* steps of x and y */
	int samples;		    /* a pixel, across and down */
};

static int64_t fixed(double v)
{
	return (int64_t)llround(v * ONE);
}

static int samples_of(const struct resize_region *r, const struct image *to)
{
	double k = fmax(r->width / to->width, r->height / to->height);

	return k <= 1 ? 1 : k >= MAX_SAMPLES ? MAX_SAMPLES : (int)ceil(k);
}

static struct lattice lattice_of(const struct rotation *rotation,
				 const struct resize_region *r,
				 const struct image *to)
{
	int n = samples_of(r, to);
	double w = r->width / (to->width * n), h = r->height / (to->height * n);
	double at[3][2];
	struct lattice g = {.samples = n};
	int i;

	rotate_back(rotation, r->x + w / 2, r->y + h / 2, at[0]);
	rotate_back(rotation, r->x + w * 3 / 2, r->y + h / 2, at[1]);
	rotate_back(rotation, r->x + w / 2, r->y + h * 3 / 2, at[2]);
	/* Pixel centres lie at halves. */
	g.x = fixed(at[0][0] - 0.5);
	g.y = fixed(at[0][1] - 0.5);
	for (i = 0; i < 2; i++) {
		g.right[i] = fixed(at[1][i] - at[0][i]);
		g.below[i] = fixed(at[2][i] - at[0][i]);
	}
	return g;
}

static int64_t inside(int64_t v, int side)
{
	int64_t most = (int64_t)(side - 1) * ONE;

	return v < 0 ? 0 : v > most ? most : v;
}

/* Add one sample's channels, bilinear in 1/256, so each times 256 * 256. */
static void add_sample(const struct image *from, int64_t x, int64_t y,
		       int64_t *sum)
{
	int c, n = from->channels;
	int64_t fx, fy;
	const uint8_t *a, *b;
	int right;

	x = inside(x, from->width);
	y = inside(y, from->height);
	a = image_row(from, (int)(y / ONE)) + (x / ONE) * n;
	b = y / ONE + 1 < from->height ? a + (size_t)from->width * (size_t)n
				       : a;
	right = x / ONE + 1 < from->width ? n : 0;
	fx = x % ONE >> 8;
	fy = y % ONE >> 8;
	for (c = 0; c < n; c++)
		sum[c] += (256 - fy) * ((256 - fx) * a[c] + fx * a[c + right]) +
			  fy * ((256 - fx) * b[c] + fx * b[c + right]);
}

static void pixel(const struct image *from, const struct lattice *g, int64_t x,
		  int64_t y, uint8_t *out)
{
	int64_t sum[4] = {0}, n = (int64_t)g->samples * g->samples << 16;
	int i, k;

	for (i = 0; i < g->samples; i++)
		for (k = 0; k < g->samples; k++)
			add_sample(from, x + i * g->below[0] + k * g->right[0],
				   y + i * g->below[1] + k * g->right[1], sum);
	for (i = 0; i < from->channels; i++)
		out[i] = (uint8_t)((sum[i] + n / 2) / n);
}

int rotate_region(const struct image *from, const struct rotation *rotation,
		  struct resize_region region, struct image *to,
		  struct error *err)
{
	int x, y, w = to->width, h = to->height;
	struct lattice g;

	if (image_init(to, w, h, from->channels, err) < 0)
		return -1;
	g = lattice_of(rotation, &region, to);
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			int64_t across = (int64_t)x * g.samples;
			int64_t down = (int64_t)y * g.samples;

			pixel(from, &g,
			      g.x + across * g.right[0] + down * g.below[0],
			      g.y + across * g.right[1] + down * g.below[1],
			      image_row(to, y) + x * from->channels);
		}
	return 0;
}
