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

/* Both copies of the format information, most significant bit first. */
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
 * The formats worth a try, best first: nearest to both copies together (their
 * code words are 14 bits apart) or to one of them (7 apart).
 */
static int find_formats(const struct view *v, unsigned out[3])
{
	unsigned copy[2], best[3] = {7, 4, 4}, word, d, n, f[3] = {0, 0, 0};
	int i, k, count = 0;

	read_format(v, copy);
	for (n = 0; n < 32; n++) {
		word = qr_spec_format_word(n);
		for (i = 0; i < 3; i++) {
			d = i == 0 ? bits_apart(word, copy[0]) +
					     bits_apart(word, copy[1])
				   : bits_apart(word, copy[i - 1]);
			if (d < best[i]) {
				best[i] = d;
				f[i] = n;
			}
		}
	}
	for (i = 0; i < 3; i++) {
		if (best[i] >= (i == 0 ? 7u : 4u))
			continue;
		for (k = 0; k < count && out[k] != f[i]; k++)
			;
		if (k == count)
			out[count++] = f[i];
	}
	return count;
}

/* Table 10. */
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

/* Along the zigzag of 7.7.3, from the right, two columns at a time. */
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

/* Where codeword k of block b stands in the interleaved stream. */
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

/* Places of the block in rising order of sureness (insertion sort). */
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
 * As it stands, and then with more and more of the most doubtful codewords
 * erased; two check codewords stay unspent so that noise does not fit.
 */
static int correct_block(uint8_t *word, const uint8_t *sure, struct qr_rs rs,
			 bool thorough)
{
	int order[QR_SPEC_BLOCK_SIZE], fixed, step = rs.ec / 6 + 1;

	fixed = qr_rs_correct(word, &rs);
	if (fixed >= 0 || !thorough)
		return fixed;
	sort_doubtful(sure, rs.n, order);
	rs.erasures = order;
	rs.reserve = rs.reserve > 2 ? rs.reserve : 2;
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
	out->eci = segment.eci;
	return segment.size > 0 ? 0 : -1;
}

int qr_decode_grid(const struct qr_grid *grid, bool thorough,
		   struct qr_decoded *out)
{
	struct view v = {.grid = grid, .side = qr_spec_side(grid->version)};
	unsigned formats[3];
	int turn, i, n;

	for (turn = 0; turn < 2; turn++) {
		v.mirrored = turn == 1;
		n = find_formats(&v, formats);
		for (i = 0; i < n; i++) {
			v.format = formats[i];
			if (decode_view(&v, thorough, out) == 0)
				return 0;
		}
	}
	return -1;
}

int qr_decode_version(unsigned bits)
{
	int version, best = 0;
	unsigned d, least = 4;

	for (version = 7; version <= QR_SPEC_VERSIONS; version++) {
		d = bits_apart(bits, qr_spec_version_word(version));
		if (d < least) {
			least = d;
			best = version;
		}
	}
	return best;
}
