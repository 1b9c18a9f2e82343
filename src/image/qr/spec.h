/* SPDX-License-Identifier: MIT */
/*
 * The fixed parts of QR codes, model 2 (ISO/IEC 18004:2015, "the standard" in
 * this room): sizes (6.1), alignment patterns (6.3.6, annex E),
 * error-correction blocks (7.5.1, table 9), format (7.9) and version
 * information (7.10).  Pure tables and arithmetic; any thread.
 *
 *      0     6 8                side-8      modules; side = 17 + 4 version
 *    0 ┌─────┐s f                 v v v┌─────┐
 *      │  F  │s f     data        v v v│  F  │     F  finder, 7 x 7
 *      └─────┘s f                 v v v└─────┘     s  separator, light
 *    6 s s s s t t t t t t t t t t t t s s s s     t  timing, dark at even
 *    8 f f f f t f               f f f f f f f     f  format, twice 15 bits
 *              t     ┌─┐       ┌─┐                 v  version from 7, 18 bits
 *        data  t     └A┘       └A┘     data        A  alignment, 5 x 5
 *    v v v v v t
 *      ┌─────┐s f    ┌─┐       ┌─┐
 *      │  F  │s f    └A┘       └A┘     data
 *      └─────┘s f
 *
 * Column 6 and row 6 are the timing patterns; alignment patterns stand on a
 * grid of rows that leaves out the three finders' corners.
 */
#ifndef IMAGE_QR_SPEC_H
#define IMAGE_QR_SPEC_H

#include <stdint.h>

enum {
	QR_SPEC_VERSIONS = 40,
	QR_SPEC_SIDE = 177,	  /* modules, version 40 */
	QR_SPEC_CODEWORDS = 3706, /* version 40 */
	QR_SPEC_ALIGNMENTS = 7,	  /* rows of alignment patterns at most */
	QR_SPEC_BLOCK_EC = 30,	  /* error-correction codewords of a block */
	QR_SPEC_BLOCK_SIZE = 255,
};

enum qr_spec_level { QR_SPEC_L, QR_SPEC_M, QR_SPEC_Q, QR_SPEC_H };

/* Modules a side of version 1..40: 21, 25 … 177. */
int qr_spec_side(int version);

/*
 * Rows (= columns) of the centres of alignment patterns into at[]; their
 * count, 0 for version 1.  The three at finder corners do not exist.
 */
int qr_spec_alignment(int version, int at[QR_SPEC_ALIGNMENTS]);

/* Whether the alignment pattern of rows i, j (of n) is a real one. */
int qr_spec_has_alignment(int i, int j, int n);

/* map[y * side + x] = 1 for modules without data. */
void qr_spec_function_map(int version, uint8_t *map);

/* Codewords of a version, data and correction. */
int qr_spec_codewords(int version);

struct qr_spec_blocks {
	int count;   /* blocks */
	int ec;	     /* correction codewords of each block */
	int data;    /* data codewords of the shorter blocks */
	int longer;  /* how many blocks, the last ones, have one more */
	int reserve; /* correction codewords kept against misreading */
};

struct qr_spec_blocks qr_spec_blocks(int version, enum qr_spec_level level);

/* Level of the two bits of the format information. */
enum qr_spec_level qr_spec_level_of(unsigned bits);

/* The 15 format bits, masked, for 5 data bits; 18 version bits. */
unsigned qr_spec_format_word(unsigned data);
unsigned qr_spec_version_word(int version);

#endif
