/* SPDX-License-Identifier: MIT */
#include "image/qr/spec.h"

#include <string.h>

/* ISO/IEC 18004:2015 table 9: correction codewords of a block. */
static const uint8_t block_ec[4][QR_SPEC_VERSIONS] = {
	{7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30,
	 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
	 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
	{10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24,
	 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
	 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
	{13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20,
	 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30,
	 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
	{17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24,
	 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30,
	 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};

/* The same table: how many blocks. */
static const uint8_t block_count[4][QR_SPEC_VERSIONS] = {
	{1,  1,	 1,  1,	 1,  2,	 2,  2,	 2,  4,	 4,  4,	 4,  4,
	 6,  6,	 6,  6,	 7,  8,	 8,  9,	 9,  10, 12, 12, 12, 13,
	 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
	{1,  1,	 1,  2,	 2,  4,	 4,  4,	 5,  5,	 5,  8,	 9,  9,
	 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
	 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
	{1,  1,	 2,  2,	 4,  4,	 6,  6,	 8,  8,	 8,  10, 12, 16,
	 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35,
	 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
	{1,  1,	 2,  4,	 4,  4,	 5,  6,	 8,  8,	 11, 11, 16, 16,
	 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42,
	 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};

int qr_spec_side(int version)
{
	return version * 4 + 17;
}

int qr_spec_alignment(int version, int at[QR_SPEC_ALIGNMENTS])
{
	int n = version < 2 ? 0 : version / 7 + 2, i, step, place;

	if (n == 0)
		return 0;
	/* annex E; 32 is its one irregular row */
	step = version == 32 ? 26 : (version * 4 + n * 2 + 1) / (n * 2 - 2) * 2;
	place = qr_spec_side(version) - 7;
	at[0] = 6;
	for (i = n - 1; i > 0; i--, place -= step)
		at[i] = place;
	return n;
}

int qr_spec_has_alignment(int i, int j, int n)
{
	return !(i == 0 && j == 0) && !(i == 0 && j == n - 1) &&
	       !(i == n - 1 && j == 0);
}

static void fill(uint8_t *map, int side, const int box[4])
{
	int y;

	for (y = box[1]; y < box[1] + box[3]; y++)
		memset(map + y * side + box[0], 1, (size_t)box[2]);
}

void qr_spec_function_map(int version, uint8_t *map)
{
	int side = qr_spec_side(version), at[QR_SPEC_ALIGNMENTS], n, i, j;

	memset(map, 0, (size_t)side * (size_t)side);
	fill(map, side, (const int[]){0, 0, 9, 9});
	fill(map, side, (const int[]){side - 8, 0, 8, 9});
	fill(map, side, (const int[]){0, side - 8, 9, 8});
	fill(map, side, (const int[]){0, 6, side, 1});
	fill(map, side, (const int[]){6, 0, 1, side});
	if (version >= 7) {
		fill(map, side, (const int[]){side - 11, 0, 3, 6});
		fill(map, side, (const int[]){0, side - 11, 6, 3});
	}
	n = qr_spec_alignment(version, at);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (qr_spec_has_alignment(i, j, n))
				fill(map, side,
				     (const int[]){at[j] - 2, at[i] - 2, 5, 5});
}

int qr_spec_codewords(int version)
{
	int modules = (16 * version + 128) * version + 64, n;

	if (version >= 2) {
		n = version / 7 + 2;
		modules -= (25 * n - 10) * n - 55;
	}
	if (version >= 7)
		modules -= 36;
	return modules / 8;
}

/*
 * Table 9's p, codewords kept against misreading: the few of a small symbol
 * would else correct noise to a code word.
 */
static int reserve_of(int version, enum qr_spec_level level)
{
	if (version == 1)
		return level == QR_SPEC_L ? 3 : level == QR_SPEC_M ? 2 : 1;
	if (version == 2)
		return level == QR_SPEC_L ? 2 : 0;
	return version == 3 && level == QR_SPEC_L ? 1 : 0;
}

struct qr_spec_blocks qr_spec_blocks(int version, enum qr_spec_level level)
{
	int total = qr_spec_codewords(version);
	struct qr_spec_blocks b;

	b.count = block_count[level][version - 1];
	b.ec = block_ec[level][version - 1];
	b.data = total / b.count - b.ec;
	b.longer = total % b.count;
	b.reserve = reserve_of(version, level);
	return b;
}

enum qr_spec_level qr_spec_level_of(unsigned bits)
{
	static const enum qr_spec_level levels[4] = {QR_SPEC_M, QR_SPEC_L,
						     QR_SPEC_H, QR_SPEC_Q};

	return levels[bits & 3];
}

/* data followed by its remainder: a systematic BCH word (annexes C, D). */
static unsigned bch(unsigned data, int check_bits, unsigned generator)
{
	unsigned rest = data;
	int i;

	for (i = 0; i < check_bits; i++)
		rest = rest << 1 ^ (rest >> (check_bits - 1)) * generator;
	return data << check_bits | rest;
}

unsigned qr_spec_format_word(unsigned data)
{
	/* the mask keeps format 0 from being all light */
	return bch(data, 10, 0x537) ^ 0x5412;
}

unsigned qr_spec_version_word(int version)
{
	return bch((unsigned)version, 12, 0x1f25);
}
