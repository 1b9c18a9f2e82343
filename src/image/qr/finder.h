/* SPDX-License-Identifier: MIT */
/*
 * Finder patterns (dark-light-dark-light-dark 1:1:3:1:1 in every direction,
 * or the same inverted; ISO/IEC 18004, 6.3.3 and step b of 12) of a binary
 * image, and the triples of them that may be the corners of a code.  Pure;
 * results depend on the pixels alone.
 *
 *      edge  0 1 2     3 4 5
 *            █ · █ █ █ · █       one row through the middle; the same down
 *      run   0 1   2   3 4       and along both diagonals
 */
#ifndef IMAGE_QR_FINDER_H
#define IMAGE_QR_FINDER_H

#include <stdbool.h>

#include "image/pixel/image.h"
#include "image/qr/work.h"

enum {
	QR_FINDER_MAX = 2048, /* over 600 codes on a page */
	QR_FINDER_TRIPLES = 16384,
};

struct qr_finder {
	double x, y;   /* centre, pixels; a pixel's own centre is at .5 */
	double module; /* pixels; mean of the next two */
	double across, along; /* a module measured in x and in y */
	int hits;	      /* rows that crossed it */
	int crossings;	      /* of the two diagonals, how many agree (0..2) */
	bool inverted;	      /* light on dark */
};

/*
 * Find the finders with most hits, best first; returns their count.  Stops when
 * the work runs out.  open: also accept dark ones that merge with a dark page
 * on one side, as happens when a code has no quiet zone:
 *
 *      page ███████ · █ █ █ · █ ·  code
 */
int qr_finder_scan(const struct image *binary, bool open, struct qr_work *work,
		   struct qr_finder out[QR_FINDER_MAX]);

/*
 * Whether there must be many codes, because many finders, and a large part of
 * them, are certain (crossed by enough rows and by both diagonals).
 */
bool qr_finder_are_many(const struct qr_finder *finders, int n);

struct qr_triple {
	int corner, right, down; /* indices of finders; right-handed */
	double cost;		 /* the lower the better */
};

/*
 * The triples that are plausible corners of one code, best first; returns their
 * count.  Tried are all triples of the best 40 finders; when there are more,
 * also each finder with those nearest to it.
 */
int qr_finder_triples(const struct qr_finder *finders, int n,
		      struct qr_triple out[QR_FINDER_TRIPLES]);

#endif
