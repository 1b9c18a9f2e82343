/* SPDX-License-Identifier: MIT */
#include "image/phash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/clones.h"
#include "image/face_box.h"
#include "image/resize.h"

/*
 * Integers from the pixels to the bits: the tables below are rounded far from
 * any tie, so every machine makes the same hash.
 */
enum {
	SIDE = 64, /* of the square looked at */
	KEEP = 16, /* lowest frequencies each way */
	BITS = KEEP * KEEP,
	RADIUS = 23,   /* of the wider blur */
	ONE = 1 << 14, /* of the blurs */
	COSINE = 1 << 12,
	SQUARE_STEP = 64, /* of squares, so that their sums fit 32 bits */
	FINE = 16,	  /* steps of a grey level */
	SCALE = 512	  /* steps of a normalised value */
};

#define REACH  .72 /* side of the square, face widths */
#define CENTRE .52 /* its middle, face heights from the top */
#define NARROW 6.0 /* sigma of the local mean; deviation 1.5 times */
#define FLOOR  4   /* grey levels added to the deviation */
#define CLAMP  (5 * SCALE / 2)

/* A picture without a face: as wide as one this wide would be. */
#define WHOLE_WIDTH  .5
#define WHOLE_CENTRE .46

static const double probe_scales[] = {1, .92, 1.08};
static const double probe_shifts[] = {0, -.06, .06};

/* Half a kernel: weights[0] in the middle. */
struct kernel {
	int reach;
	uint32_t weights[RADIUS + 1];
};

struct tables {
	struct kernel mean, spread;
	int32_t cosine[4 * SIDE]; /* of pi k / 128 */
};

static void fill_kernel(struct kernel *k, double sigma)
{
	double weight[RADIUS + 1], total = 0;
	uint32_t sum = 0;
	int i;

	k->reach = (int)ceil(2.5 * sigma);
	for (i = 0; i <= k->reach; i++) {
		weight[i] = exp(-i * i / (2 * sigma * sigma));
		total += i > 0 ? 2 * weight[i] : weight[i];
	}
	for (i = 0; i <= k->reach; i++) {
		k->weights[i] = (uint32_t)lround(weight[i] / total * ONE);
		sum += i > 0 ? 2 * k->weights[i] : k->weights[i];
	}
	k->weights[0] += ONE - sum;
}

static void fill_tables(struct tables *t)
{
	int k;

	fill_kernel(&t->mean, NARROW);
	fill_kernel(&t->spread, NARROW * 1.5);
	for (k = 0; k < 4 * SIDE; k++)
		t->cosine[k] = (int32_t)lround(
			COSINE * cos(3.14159265358979323846 * k / (2 * SIDE)));
}

/* Weights sum to ONE, so sums of values up to 2^18 - 1 fit 32 bits. */
IMAGE_CLONES
static void blur_line(const uint32_t *padded, const struct kernel *k,
		      uint32_t *restrict sums)
{
	const uint32_t *middle = padded + RADIUS;
	int x, i;

	for (x = 0; x < SIDE; x++)
		sums[x] = ONE / 2 + k->weights[0] * middle[x];
	for (i = 1; i <= k->reach; i++)
		for (x = 0; x < SIDE; x++)
			sums[x] +=
				k->weights[i] * (middle[x - i] + middle[x + i]);
}

/* One way of a blur; called twice, it turns the square over and back. */
static void blur_turn(const uint32_t *from, uint32_t *to,
		      const struct kernel *k)
{
	uint32_t padded[SIDE + 2 * RADIUS], sums[SIDE];
	int x, y;

	for (y = 0; y < SIDE; y++) {
		const uint32_t *row = from + y * SIDE;

		for (x = 0; x < RADIUS; x++) {
			padded[x] = row[0];
			padded[RADIUS + SIDE + x] = row[SIDE - 1];
		}
		memcpy(padded + RADIUS, row, SIDE * sizeof(*row));
		blur_line(padded, k, sums);
		for (x = 0; x < SIDE; x++)
			to[x * SIDE + y] = sums[x] >> 14;
	}
}

static void normalise(const struct tables *t, const uint8_t *pixels,
		      int32_t *out)
{
	uint32_t values[SIDE * SIDE], once[SIDE * SIDE];
	int32_t v, deviation;
	int i;

	for (i = 0; i < SIDE * SIDE; i++)
		values[i] = (uint32_t)pixels[i] * FINE;
	blur_turn(values, once, &t->mean);
	blur_turn(once, values, &t->mean);
	for (i = 0; i < SIDE * SIDE; i++) {
		out[i] = pixels[i] * FINE - (int32_t)values[i];
		values[i] = (uint32_t)(out[i] * out[i]) / SQUARE_STEP;
	}
	blur_turn(values, once, &t->spread);
	blur_turn(once, values, &t->spread);
	for (i = 0; i < SIDE * SIDE; i++) {
		deviation = (int32_t)sqrt((double)values[i] * SQUARE_STEP) +
			    FLOOR * FINE;
		v = out[i] * SCALE / deviation;
		out[i] = v > CLAMP ? CLAMP : v < -CLAMP ? -CLAMP : v;
	}
}

/* The KEEP x KEEP lowest terms of the cosine transform, row by row. */
static void transform(const struct tables *t, const int32_t *pixels,
		      int64_t terms[BITS])
{
	int32_t half[SIDE][KEEP], sum;
	int x, y, u, v;
	int64_t total;

	for (y = 0; y < SIDE; y++)
		for (u = 0; u < KEEP; u++) {
			for (sum = 0, x = 0; x < SIDE; x++)
				sum += pixels[y * SIDE + x] *
				       t->cosine[(2 * x + 1) * u % (4 * SIDE)];
			half[y][u] = sum >> 6;
		}
	for (v = 0; v < KEEP; v++)
		for (u = 0; u < KEEP; u++) {
			for (total = 0, y = 0; y < SIDE; y++)
				total +=
					(int64_t)half[y][u] *
					t->cosine[(2 * y + 1) * v % (4 * SIDE)];
			terms[v * KEEP + u] = total;
		}
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void threshold(const int64_t terms[BITS], struct phash *out)
{
	int64_t sorted[BITS];
	int i;

	memcpy(sorted, terms, sizeof(sorted));
	qsort(sorted, BITS, sizeof(*sorted), ascending);
	memset(out, 0, sizeof(*out));
	for (i = 0; i < BITS; i++)
		if (terms[i] > sorted[BITS / 2 - 1])
			out->bits[i / 8] |= (uint8_t)(1 << i % 8);
}

static void mirror(int64_t terms[BITS])
{
	int i;

	for (i = 1; i < BITS; i += 2)
		terms[i] = -terms[i];
}

/* The terms of the square, moved and scaled; all zero without memory. */
static void look(const struct tables *t, const struct image *grey,
		 struct resize_region square, int64_t terms[BITS])
{
	struct image small = IMAGE_INIT;
	int32_t pixels[SIDE * SIDE];

	memset(terms, 0, BITS * sizeof(*terms));
	if (resize_region(grey, square, SIDE, SIDE, &small, NULL) < 0)
		return;
	normalise(t, small.data, pixels);
	transform(t, pixels, terms);
	image_release(&small);
}

static struct resize_region square_of(const struct image *grey,
				      struct image_box face, double scale,
				      double shift)
{
	double width = face.width, x = face.x + width / 2;
	double y = face.y + face.height * CENTRE, side;

	if (!face_box_is_usable(grey, face)) {
		width = grey->width * WHOLE_WIDTH;
		x = grey->width / 2.0;
		y = grey->height * WHOLE_CENTRE;
	}
	side = REACH * width * scale;
	x += shift * width;
	return (struct resize_region){x - side / 2, y - side / 2, side, side};
}

void phash_make(const struct image *grey, struct image_box face,
		struct phash *out)
{
	struct tables t;
	int64_t terms[BITS];

	fill_tables(&t);
	look(&t, grey, square_of(grey, face, 1, 0), terms);
	threshold(terms, out);
}

void phash_probes(const struct image *grey, struct image_box face,
		  struct phash out[PHASH_PROBES])
{
	struct tables t;
	int64_t terms[BITS];
	int i;

	fill_tables(&t);
	for (i = 0; i < PHASH_PROBES / 2; i++) {
		look(&t, grey,
		     square_of(grey, face, probe_scales[i / 3],
			       probe_shifts[i % 3]),
		     terms);
		threshold(terms, &out[2 * i]);
		mirror(terms);
		threshold(terms, &out[2 * i + 1]);
	}
}
