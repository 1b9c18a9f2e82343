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
	RADIUS = 23,		  /* of the wider blur */
	ONE_BITS = 14,		  /* of the blurs: weights sum to 2^14 */
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

/*
 * The cosine of place and frequency, of the left half alone: in the right one
 * even frequencies repeat it backwards and odd ones negated.
 *
 *     place      0  1  ...  31 | 32  ...  62  63
 *     even u     a  b  ...   z |  z  ...   b   a    a * (p0 + p63)
 *     odd u      a  b  ...   z | -z  ...  -b  -a    a * (p0 - p63)
 */
enum { HALF = SIDE / 2 };
typedef int32_t terms __attribute__((vector_size(4 * KEEP / 2)));

struct tables {
	struct kernel mean, spread;
	terms even[HALF], odd[HALF]; /* u = 0 2 4 ..., 1 3 5 ... */
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
	for (x = 0; x < HALF; x++)
		for (u = 0; u < KEEP; u++)
			(u % 2 ? t->odd : t->even)[x][u / 2] = (int32_t)lround(
				COSINE *
				cos(PI * ((2 * x + 1) * u) / (2 * SIDE)));
}

/*
 * Weights sum to ONE, so sums of values up to 2^18 - 1 fit 32 bits.  A block
 * of sums stays in registers for the whole kernel.
 */
typedef uint32_t block __attribute__((vector_size(4 * 8)));
enum { BLOCK = 8, BLOCKS = 4 };

IMAGE_CLONES
static void blur_line(const uint32_t *padded, const struct kernel *k,
		      uint32_t *restrict sums)
{
	block sum[BLOCKS], left, right;
	int x, i, b;

	for (x = 0; x < WIDE; x += BLOCKS * BLOCK) {
		const uint32_t *middle = padded + RADIUS + x;

		for (b = 0; b < BLOCKS; b++) {
			memcpy(&left, middle + b * BLOCK, sizeof(left));
			sum[b] = ONE / 2 + left * k->weights[0];
		}
		for (i = 1; i <= k->reach; i++)
			for (b = 0; b < BLOCKS; b++) {
				memcpy(&left, middle + b * BLOCK - i,
				       sizeof(left));
				memcpy(&right, middle + b * BLOCK + i,
				       sizeof(right));
				sum[b] += (left + right) * k->weights[i];
			}
		memcpy(sums + x, sum, sizeof(sum));
	}
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

/* Of a row, or of all rows at one frequency down. */
struct row_terms {
	terms even, odd; /* frequencies across, as in struct tables */
};

/*
 * The lowest frequencies of each row, from column MARGIN + move on.  A move of
 * the square is only another window of the same normalised pixels, so all 15
 * moves of a size share the normalising, and those of one column the rows.
 */
IMAGE_CLONES
static void transform_rows(const struct tables *t, const struct field *f,
			   int move, struct row_terms half[WIDE])
{
	terms even, odd;
	int x, y;

	for (y = 0; y < WIDE; y++) {
		const int32_t *row = f->pixels[y] + MARGIN + move;

		even = odd = (terms){0};
		for (x = 0; x < HALF; x++) {
			even += t->even[x] * (row[x] + row[SIDE - 1 - x]);
			odd += t->odd[x] * (row[x] - row[SIDE - 1 - x]);
		}
		half[y].even = even >> ROW_SHIFT;
		half[y].odd = odd >> ROW_SHIFT;
	}
}

/* The same of the columns, from row MARGIN + move on. */
IMAGE_CLONES
static void transform_columns(const struct tables *t,
			      const struct row_terms *half, int move,
			      struct row_terms out[KEEP])
{
	struct row_terms folded[2][HALF], sum;
	int y, v, c;

	half += MARGIN + move;
	for (y = 0; y < HALF; y++) {
		const struct row_terms *a = &half[y], *b = &half[SIDE - 1 - y];

		folded[0][y].even = a->even + b->even;
		folded[0][y].odd = a->odd + b->odd;
		folded[1][y].even = a->even - b->even;
		folded[1][y].odd = a->odd - b->odd;
	}
	for (v = 0; v < KEEP; v++) {
		const terms *cosine = v % 2 ? t->odd : t->even;

		sum = (struct row_terms){{0}, {0}};
		for (y = 0; y < HALF; y++) {
			c = cosine[y][v / 2];
			sum.even += folded[v % 2][y].even * c;
			sum.odd += folded[v % 2][y].odd * c;
		}
		out[v] = sum;
	}
}

/*
 * A bit is a term's sign.  cos of an odd frequency is odd about the middle, so
 * a mirror image inverts the odd columns' bits: they make the second half.
 * The mean says nothing after normalising.
 */
static void signs(const struct row_terms all[KEEP], struct phash *out)
{
	int v, k;

	memset(out, 0, sizeof(*out));
	for (v = 0; v < KEEP; v++)
		for (k = 0; k < KEEP / 2; k++) {
			if (all[v].even[k] > 0 && v + k > 0)
				out->bits[v] |= (uint8_t)(1 << k);
			if (all[v].odd[k] > 0)
				out->bits[KEEP + v] |= (uint8_t)(1 << k);
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
	struct row_terms half[WIDE], all[KEEP];
	struct tables t;
	struct field f;

	fill_tables(&t);
	normalise_square(&t, grey, square, &f);
	transform_rows(&t, &f, 0, half);
	transform_columns(&t, half, 0, all);
	signs(all, out);
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
	struct row_terms half[WIDE], all[KEEP];
	int x, y;

	for (x = 0; x < ACROSS; x++) {
		transform_rows(t, &at->field, acrosses[x], half);
		for (y = 0; y < DOWN; y++) {
			if (!is_move(g, acrosses[x], downs[y]))
				continue;
			transform_columns(t, half, downs[y], all);
			signs(all, &out->hashes[(*next_of(out, at->size,
							  acrosses[x],
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
