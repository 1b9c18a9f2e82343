/* SPDX-License-Identifier: MIT */
#include "image/phash/phash.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"
#include "image/pixel/face_box.h"
#include "image/pixel/resize.h"

/*
 * Integers from the pixels to the bits: the tables below are rounded far from
 * any tie, so every machine makes the same hash.  A hash that is stored must
 * be found again by another processor and another compiler.
 */
enum {
	SIDE = 64,		  /* of the square that is hashed */
	MARGIN = 16,		  /* around it, for moved squares */
	WIDE = SIDE + 2 * MARGIN, /* of what is normalised */
	KEEP = 16,		  /* lowest frequencies each way */
	BITS = KEEP * KEEP,
	RADIUS = 23,   /* of the wider blur */
	ONE_BITS = 14, /* of the blurs: weights sum to 2^14 */
	ONE = 1 << ONE_BITS,
	COSINE = 1 << 12,
	ROW_SHIFT = 16,	  /* so that sums of rows fit 32 bits again */
	SQUARE_STEP = 64, /* of squares, so that their sums fit 32 bits */
	FINE = 16,	  /* steps of a grey level */
	SCALE = 512	  /* steps of a normalised value */
};

#define REACH	.72 /* side of the square, face widths: brows to mouth */
#define CENTRE	.52 /* its middle, face heights from the top */
#define NARROW	6.0 /* sigma of the local mean, pixels of the square */
#define SPREAD	1.5 /* sigma of the deviation, times that */
#define CUT_OFF 2.5 /* reach of a kernel, sigmas: 1 % of it lies beyond */
#define FLOOR	4   /* grey levels added to the deviation */
#define CLAMP	(5 * SCALE / 2) /* 2.5 deviations */
#define PI	3.14159265358979323846

/* The picture's frame: a face this wide, so high. */
#define WHOLE_WIDTH  .5
#define WHOLE_CENTRE .46

/*
 * Where a query has probes: sizes, then moves in pixels of the square.  Boxes
 * of copies differ by up to 1.5 in width and .14 face widths (12 pixels) in
 * height (tests/bench/same-photo.md).  A detector's box that grows also rises:
 * by rise pixels for a factor of e.
 */
enum { SIZES = 11, DOWN = 5, ACROSS = 3 };
static const int downs[DOWN] = {0, -4, 4, -8, 8}, acrosses[ACROSS] = {0, -4, 4};

static const struct grid {
	int sizes, moves;
	double rise, size[SIZES];
} grids[PHASH_FRAMES] = {
	[PHASH_FACE] = {SIZES,
			11,
			18,
			{1, .93, 1.07, .87, 1.15, .81, 1.23, .75, 1.33, .7,
			 1.43}},
	[PHASH_PICTURE] = {9,
			   DOWN *ACROSS,
			   0,
			   {1, .93, 1.07, .87, 1.15, .81, 1.23, .75, 1.33}},
};

/* Of a box no move goes far both ways. */
static bool is_move(const struct grid *g, int across, int down)
{
	return g->moves == DOWN * ACROSS || across == 0 ||
	       down * down <= across * across;
}

/*
 * Every second probe, sizes and moves taken together: whatever lies between
 * two of them is near to both.  sizes: 0 the frame's own, then one smaller,
 * one greater, and so on.
 *
 *                across                across
 *              -4   0   4            -4   0   4
 *     down -8   .   c   .             c   .   c        c coarse
 *          -4   c   .   c             .   c   .        . fine
 *           0   .   c   .             c   .   c
 *           4   c   .   c             .   c   .
 *           8   .   c   .             c   .   c
 *
 *          sizes 1, .87, 1.15, …   sizes .93, 1.07, .81, …
 *
 * All coarse probes of a frame come first, then all fine ones, in the order of
 * sizes, across and down as the tables have them.
 */
static bool is_coarse(int size, int across, int down)
{
	return ((size + 1) / 2 + across / 4 + down / 4) % 2 == 0;
}

/* Half a kernel: weights[0] in the middle. */
struct kernel {
	int reach;
	uint32_t weights[RADIUS + 1];
};

struct tables {
	struct kernel mean, spread;
	int32_t across[SIDE][KEEP]; /* the cosine of place and frequency */
	int32_t down[KEEP][SIDE];
};

/* A square with its margin, normalised. */
struct field {
	int32_t pixels[WIDE][WIDE];
};

static void fill_kernel(struct kernel *k, double sigma)
{
	double weight[RADIUS + 1], total = 0;
	uint32_t sum = 0;
	int i;

	k->reach = (int)ceil(CUT_OFF * sigma);
	for (i = 0; i <= k->reach; i++) {
		weight[i] = exp(-i * i / (2 * sigma * sigma));
		total += i > 0 ? 2 * weight[i] : weight[i];
	}
	for (i = 0; i <= k->reach; i++) {
		k->weights[i] = (uint32_t)lround(weight[i] / total * ONE);
		sum += i > 0 ? 2 * k->weights[i] : k->weights[i];
	}
	/* what rounding took or gave: a flat picture must stay flat */
	k->weights[0] += ONE - sum;
}

static void fill_tables(struct tables *t)
{
	int x, u;

	fill_kernel(&t->mean, NARROW);
	fill_kernel(&t->spread, NARROW * SPREAD);
	for (x = 0; x < SIDE; x++)
		for (u = 0; u < KEEP; u++) {
			t->across[x][u] = (int32_t)lround(
				COSINE *
				cos(PI * ((2 * x + 1) * u) / (2 * SIDE)));
			t->down[u][x] = t->across[x][u];
		}
}

/* Weights sum to ONE, so sums of values up to 2^18 - 1 fit 32 bits. */
IMAGE_CLONES
static void blur_line(const uint32_t *padded, const struct kernel *k,
		      uint32_t *restrict sums)
{
	const uint32_t *middle = padded + RADIUS;
	int x, i;

	for (x = 0; x < WIDE; x++)
		sums[x] = ONE / 2 + k->weights[0] * middle[x];
	for (i = 1; i <= k->reach; i++)
		for (x = 0; x < WIDE; x++)
			sums[x] +=
				k->weights[i] * (middle[x - i] + middle[x + i]);
}

/*
 * One way of a blur, written transposed: called twice it blurs both ways and
 * the square is as it was, and both calls read along rows.
 */
static void blur_transposed(const uint32_t *from, uint32_t *to,
			    const struct kernel *k)
{
	uint32_t padded[WIDE + 2 * RADIUS], sums[WIDE];
	int x, y;

	for (y = 0; y < WIDE; y++) {
		const uint32_t *row = from + y * WIDE;

		for (x = 0; x < RADIUS; x++) {
			padded[x] = row[0];
			padded[RADIUS + WIDE + x] = row[WIDE - 1];
		}
		memcpy(padded + RADIUS, row, WIDE * sizeof(*row));
		blur_line(padded, k, sums);
		for (x = 0; x < WIDE; x++)
			to[x * WIDE + y] = sums[x] >> ONE_BITS;
	}
}

static void normalise(const struct tables *t, const uint8_t *pixels,
		      int32_t *out)
{
	uint32_t values[WIDE * WIDE], once[WIDE * WIDE];
	int32_t v, deviation;
	int i;

	for (i = 0; i < WIDE * WIDE; i++)
		values[i] = (uint32_t)pixels[i] * FINE;
	blur_transposed(values, once, &t->mean);
	blur_transposed(once, values, &t->mean);
	for (i = 0; i < WIDE * WIDE; i++) {
		out[i] = pixels[i] * FINE - (int32_t)values[i];
		values[i] = (uint32_t)(out[i] * out[i]) / SQUARE_STEP;
	}
	blur_transposed(values, once, &t->spread);
	blur_transposed(once, values, &t->spread);
	for (i = 0; i < WIDE * WIDE; i++) {
		deviation = (int32_t)sqrt((double)values[i] * SQUARE_STEP) +
			    FLOOR * FINE;
		v = out[i] * SCALE / deviation;
		out[i] = v > CLAMP ? CLAMP : v < -CLAMP ? -CLAMP : v;
	}
}

/*
 * The lowest frequencies of each row, from column MARGIN + move on.  A move of
 * the square is only another window of the same normalised pixels, so all 15
 * moves of a size share the normalising, and those of one column the rows.
 */
IMAGE_CLONES
static void transform_rows(const struct tables *t, const struct field *f,
			   int move, int32_t (*restrict half)[KEEP])
{
	int32_t sums[KEEP];
	int x, y, u;

	for (y = 0; y < WIDE; y++) {
		const int32_t *row = f->pixels[y] + MARGIN + move;

		memset(sums, 0, sizeof(sums));
		for (x = 0; x < SIDE; x++)
			for (u = 0; u < KEEP; u++)
				sums[u] += row[x] * t->across[x][u];
		for (u = 0; u < KEEP; u++)
			half[y][u] = sums[u] >> ROW_SHIFT;
	}
}

/* The same of the columns, from row MARGIN + move on. */
IMAGE_CLONES
static void transform_columns(const struct tables *t,
			      const int32_t (*half)[KEEP], int move,
			      int32_t (*restrict terms)[KEEP])
{
	int y, u, v;

	half += MARGIN + move;
	for (v = 0; v < KEEP; v++) {
		memset(terms[v], 0, sizeof(terms[v]));
		for (y = 0; y < SIDE; y++)
			for (u = 0; u < KEEP; u++)
				terms[v][u] += half[y][u] * t->down[v][y];
	}
}

/*
 * A bit is a term's sign.  cos of an odd frequency is odd about the middle, so
 * a mirror image inverts the odd columns' bits: they make the second half.
 * The mean says nothing after normalising.
 */
static void signs(int32_t terms[KEEP][KEEP], struct phash *out)
{
	int u, v, bit;

	terms[0][0] = 0;
	memset(out, 0, sizeof(*out));
	for (v = 0; v < KEEP; v++)
		for (u = 0; u < KEEP; u++) {
			bit = u % 2 * (BITS / 2) + v * (KEEP / 2) + u / 2;
			if (terms[v][u] > 0)
				out->bits[bit / 8] |= (uint8_t)(1 << bit % 8);
		}
}

/* The square with its margin; all zero without memory. */
static void normalise_square(const struct tables *t, const struct image *grey,
			     struct resize_region square, struct field *f)
{
	double margin = square.width * MARGIN / SIDE;
	struct image small = IMAGE_INIT;

	square.x -= margin;
	square.y -= margin;
	square.width += 2 * margin;
	square.height += 2 * margin;
	memset(f, 0, sizeof(*f));
	if (resize_region(grey, square, (struct resize_size){WIDE, WIDE},
			  &small, NULL) < 0)
		return;
	normalise(t, small.data, &f->pixels[0][0]);
	image_release(&small);
}

struct resize_region phash_square(const struct image *grey,
				  struct image_box face, enum phash_frame frame)
{
	double width = face.width, x = face.x + width / 2;
	double y = face.y + face.height * CENTRE, side;

	if (frame == PHASH_PICTURE || !face_box_is_usable(grey, face)) {
		width = grey->width * WHOLE_WIDTH;
		x = grey->width / 2.0;
		y = grey->height * WHOLE_CENTRE;
	}
	side = REACH * width;
	return (struct resize_region){x - side / 2, y - side / 2, side, side};
}

void phash_make(const struct image *grey, struct resize_region square,
		struct phash *out)
{
	int32_t half[WIDE][KEEP], terms[KEEP][KEEP];
	struct tables t;
	struct field f;

	fill_tables(&t);
	normalise_square(&t, grey, square, &f);
	transform_rows(&t, &f, 0, half);
	transform_columns(&t, (const int32_t(*)[KEEP])half, 0, terms);
	signs(terms, out);
}

/*
 * Another size about the same middle, or risen: the logarithm makes a growth
 * and the same shrinking after it end where they began.
 */
static struct resize_region sized(struct resize_region square, double size,
				  double rise)
{
	double grow = square.width * (size - 1);

	square.x -= grow / 2;
	square.y -= grow / 2;
	square.width += grow;
	square.height += grow;
	square.y -= rise * log(size) / SIDE * square.width;
	return square;
}

static struct resize_region moved(struct resize_region square, int across,
				  int down)
{
	square.x += square.width * across / SIDE;
	square.y += square.height * down / SIDE;
	return square;
}

int phash_probe_coarse(enum phash_frame frame)
{
	const struct grid *g = &grids[frame];
	int s, x, y, n = 0;

	for (s = 0; s < g->sizes; s++)
		for (x = 0; x < ACROSS; x++)
			for (y = 0; y < DOWN; y++)
				n += is_move(g, acrosses[x], downs[y]) &&
				     is_coarse(s, acrosses[x], downs[y]);
	return n;
}

/* Where probes are written to. */
struct probes {
	struct phash *hashes;
	int coarse, fine; /* the next place of each */
};

static int *next_of(struct probes *out, int size, int across, int down)
{
	return is_coarse(size, across, down) ? &out->coarse : &out->fine;
}

/* The picture at one size of a grid. */
struct sized_square {
	int size; /* its place in the grid */
	struct field field;
};

/* All moves of one size. */
static void probe_size(const struct tables *t, const struct grid *g,
		       const struct sized_square *at, struct probes *out)
{
	int32_t half[WIDE][KEEP], terms[KEEP][KEEP];
	int x, y;

	for (x = 0; x < ACROSS; x++) {
		transform_rows(t, &at->field, acrosses[x], half);
		for (y = 0; y < DOWN; y++) {
			if (!is_move(g, acrosses[x], downs[y]))
				continue;
			transform_columns(t, (const int32_t(*)[KEEP])half,
					  downs[y], terms);
			signs(terms,
			      &out->hashes[(*next_of(out, at->size, acrosses[x],
						     downs[y]))++]);
		}
	}
}

int phash_probe_squares(struct resize_region square, enum phash_frame frame,
			struct resize_region squares[PHASH_PROBES])
{
	const struct grid *g = &grids[frame];
	struct probes at = {NULL, 0, phash_probe_coarse(frame)};
	struct resize_region own;
	int s, x, y;

	for (s = 0; s < g->sizes; s++) {
		own = sized(square, g->size[s], g->rise);
		for (x = 0; x < ACROSS; x++)
			for (y = 0; y < DOWN; y++)
				if (is_move(g, acrosses[x], downs[y]))
					squares[(*next_of(&at, s, acrosses[x],
							  downs[y]))++] =
						moved(own, acrosses[x],
						      downs[y]);
	}
	return at.fine;
}

int phash_probes(const struct image *grey, struct resize_region square,
		 enum phash_frame frame, struct phash hashes[PHASH_PROBES])
{
	const struct grid *g = &grids[frame];
	struct probes out = {hashes, 0, phash_probe_coarse(frame)};
	struct tables t;
	struct sized_square at;

	fill_tables(&t);
	for (at.size = 0; at.size < g->sizes; at.size++) {
		normalise_square(&t, grey,
				 sized(square, g->size[at.size], g->rise),
				 &at.field);
		probe_size(&t, g, &at, &out);
	}
	return out.fine;
}
