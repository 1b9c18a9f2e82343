/* SPDX-License-Identifier: MIT */
#include "image/qr/decode.h"

#include <string.h>

#include "image/qr/rs.h"
#include "image/qr/segment.h"

/* One way to look at the grid: which way round, and which format. */
struct view {
	const struct qr_grid *grid;
	int side;
	bool mirrored;
	unsigned format; /* 5 bits */
};

static size_t place(const struct view *v, int x, int y)
{
	return (size_t)(v->mirrored ? x * v->side + y : y * v->side + x);
}

static unsigned bits_apart(unsigned a, unsigned b)
{
	return (unsigned)__builtin_popcount(a ^ b);
}

/* 7.9.1: both copies of the format, most significant bit first. */
static void read_format(const struct view *v, unsigned copy[2])
{
	static const int x1[15] = {0, 1, 2, 3, 4, 5, 7, 8, 8, 8, 8, 8, 8, 8, 8};
	static const int y1[15] = {8, 8, 8, 8, 8, 8, 8, 8, 7, 5, 4, 3, 2, 1, 0};
	int i, x, y;

	copy[0] = copy[1] = 0;
	for (i = 0; i < 15; i++) {
		copy[0] = copy[0] << 1 | v->grid->dark[place(v, x1[i], y1[i])];
		x = i < 7 ? 8 : v->side - 15 + i;
		y = i < 7 ? v->side - 1 - i : 8;
		copy[1] = copy[1] << 1 | v->grid->dark[place(v, x, y)];
	}
}

/*
 * Format words are 7 bits apart at least, and 14 over both copies: up to 3
 * wrong bits of one and 6 of both have one nearest word.
 */
enum { COPY_BITS = 3, BOTH_BITS = 6 };

/* The format nearest to one copy or (which = 0) to both; -1 for none. */
static int nearest_format(const unsigned copy[2], int which)
{
	unsigned least = (which ? COPY_BITS : BOTH_BITS) + 1, n, d, word;
	int best = -1;

	for (n = 0; n < 32; n++) {
		word = qr_spec_format_word(n);
		d = which ? bits_apart(word, copy[which - 1])
			  : bits_apart(word, copy[0]) +
				    bits_apart(word, copy[1]);
		if (d < least) {
			least = d;
			best = (int)n;
		}
	}
	return best;
}

/* The formats worth decoding: nearest to both copies together, or to one. */
static int find_formats(const struct view *v, unsigned out[3])
{
	unsigned copy[2];
	int i, k, f, count = 0;

	read_format(v, copy);
	for (i = 0; i < 3; i++) {
		f = nearest_format(copy, i);
		for (k = 0; k < count && out[k] != (unsigned)f; k++)
			;
		if (f >= 0 && k == count)
			out[count++] = (unsigned)f;
	}
	return count;
}

/* 7.8.2, table 10. */
static unsigned mask_bit(unsigned mask, int x, int y)
{
	switch (mask) {
	case 0:
		return (x + y) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (x + y) % 3 == 0;
	case 4:
		return (y / 2 + x / 3) % 2 == 0;
	case 5:
		return x * y % 2 + x * y % 3 == 0;
	case 6:
		return (x * y % 2 + x * y % 3) % 2 == 0;
	default:
		return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

struct codewords {
	uint8_t word[QR_SPEC_CODEWORDS], sure[QR_SPEC_CODEWORDS];
	int n;
};

/*
 * Along the zigzag of 7.7.3, from the right, two columns at a time; column 6,
 * the timing pattern's, is stepped over.  A codeword is as sure as its least
 * sure module.
 *
 *      ┌ 2 1 ┐   ┌ 4 3 ┐      up in the first pair of columns,
 *      │ 4 3 │   │ 2 1 │      down in the next
 */
static void read_codewords(const struct view *v, struct codewords *out)
{
	uint8_t map[QR_SPEC_SIDE * QR_SPEC_SIDE];
	int side = v->side, right, row, col, bits = 0;
	bool up = true;

	qr_spec_function_map(v->grid->version, map);
	out->n = qr_spec_codewords(v->grid->version);
	memset(out->word, 0, (size_t)out->n);
	memset(out->sure, 255, (size_t)out->n);
	for (right = side - 1; right > 0; right -= 2, up = !up) {
		if (right == 6)
			right--;
		for (row = 0; row < side; row++)
			for (col = right; col > right - 2; col--) {
				int y = up ? side - 1 - row : row;
				size_t at = place(v, col, y);
				unsigned bit;

				if (map[y * side + col] || bits >= 8 * out->n)
					continue;
				bit = v->grid->dark[at] ^
				      mask_bit(v->format & 7, col, y);
				out->word[bits >> 3] |=
					(uint8_t)(bit << (7 - (bits & 7)));
				if (v->grid->sure[at] < out->sure[bits >> 3])
					out->sure[bits >> 3] =
						v->grid->sure[at];
				bits++;
			}
	}
}

/*
 * 7.6: where codeword k of block b stands in the interleaved stream.
 *
 *      a0 b0 c0  a1 b1 c1 …  b9 c9 | A0 B0 C0  A1 B1 C1 …
 *      data; the longer blocks last  correction
 */
static int stream_place(const struct qr_spec_blocks *blocks, int b, int k)
{
	int data = blocks->data + (b >= blocks->count - blocks->longer);
	int total = blocks->data * blocks->count + blocks->longer;

	if (k >= data)
		return total + (k - data) * blocks->count + b;
	if (k < blocks->data)
		return k * blocks->count + b;
	return blocks->data * blocks->count + b -
	       (blocks->count - blocks->longer);
}

/* Insertion sort: stable, so that equals keep one order everywhere. */
static void sort_doubtful(const uint8_t *sure, int n, int *order)
{
	int i, k;

	for (i = 0; i < n; i++) {
		for (k = i; k > 0 && sure[order[k - 1]] > sure[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
}

/*
 * Erasures grow in so many steps at most, and leave so many check codewords
 * unspent: with all spent on erasures any noise is a code word.
 */
enum { ERASE_STEPS = 6, UNSPENT = 2 };

/* As it stands, and then with more and more doubtful codewords erased. */
static int correct_block(uint8_t *word, const uint8_t *sure, struct qr_rs rs,
			 bool thorough)
{
	int order[QR_SPEC_BLOCK_SIZE], fixed, step = rs.ec / ERASE_STEPS + 1;

	fixed = qr_rs_correct(word, &rs);
	if (fixed >= 0 || !thorough)
		return fixed;
	sort_doubtful(sure, rs.n, order);
	rs.erasures = order;
	rs.reserve = rs.reserve > UNSPENT ? rs.reserve : UNSPENT;
	for (rs.erasure_count = step; rs.erasure_count <= rs.ec - rs.reserve;
	     rs.erasure_count += step) {
		fixed = qr_rs_correct(word, &rs);
		if (fixed >= 0)
			return fixed;
	}
	return -1;
}

/* All blocks corrected into data; the count of corrections or -1. */
static int correct_all(const struct codewords *in, struct qr_spec_blocks blocks,
		       bool thorough, uint8_t *data, size_t *size)
{
	uint8_t word[QR_SPEC_BLOCK_SIZE], sure[QR_SPEC_BLOCK_SIZE];
	int b, k, fixed, all = 0;

	*size = 0;
	for (b = 0; b < blocks.count; b++) {
		struct qr_rs rs = {.ec = blocks.ec, .reserve = blocks.reserve};

		rs.n = blocks.data + blocks.ec +
		       (b >= blocks.count - blocks.longer);
		for (k = 0; k < rs.n; k++) {
			int at = stream_place(&blocks, b, k);

			word[k] = in->word[at];
			sure[k] = in->sure[at];
		}
		fixed = correct_block(word, sure, rs, thorough);
		if (fixed < 0)
			return -1;
		all += fixed;
		memcpy(data + *size, word, (size_t)(rs.n - rs.ec));
		*size += (size_t)(rs.n - rs.ec);
	}
	return all;
}

static int decode_view(const struct view *v, bool thorough,
		       struct qr_decoded *out)
{
	struct qr_segment_out segment = {.bytes = out->bytes,
					 .cap = QR_DECODE_BYTES};
	uint8_t data[QR_SPEC_CODEWORDS];
	struct codewords words;
	size_t size;

	out->version = v->grid->version;
	out->level = qr_spec_level_of(v->format >> 3);
	out->mirrored = v->mirrored;
	read_codewords(v, &words);
	out->errors =
		correct_all(&words, qr_spec_blocks(out->version, out->level),
			    thorough, data, &size);
	if (out->errors < 0 ||
	    qr_segment_read(data, size, out->version, &segment) < 0)
		return -1;
	out->size = segment.size;
	out->runs = segment.runs;
	return segment.size > 0 ? 0 : -1;
}

int qr_decode_grid(const struct qr_grid *grid, bool thorough,
		   struct qr_decoded *out)
{
	struct view v = {.grid = grid, .side = qr_spec_side(grid->version)};
	unsigned formats[3];
	int pass, i, n;

	/* front cameras mirror: the grid may be its own transpose */
	for (pass = 0; pass < 2; pass++) {
		v.mirrored = pass == 1;
		n = find_formats(&v, formats);
		for (i = 0; i < n; i++) {
			v.format = formats[i];
			if (decode_view(&v, thorough, out) == 0)
				return 0;
		}
	}
	return -1;
}

/* 7.10: version words are 8 bits apart, so 3 wrong ones are corrected. */
enum { VERSION_BITS = 3 };

int qr_decode_version(unsigned bits)
{
	int version, best = 0;
	unsigned d, least = VERSION_BITS + 1;

	for (version = 7; version <= QR_SPEC_VERSIONS; version++) {
		d = bits_apart(bits, qr_spec_version_word(version));
		if (d < least) {
			least = d;
			best = version;
		}
	}
	return best;
}
