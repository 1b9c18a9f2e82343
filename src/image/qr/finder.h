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
 * The finders with most hits, best first; their count.  Stops where the work
 * runs out.  open: dark ones that may run over into a dark page on one side,
 * as those of a code do that has no quiet zone:
 *
 *      page ███████ · █ █ █ · █ ·  code
 */
int qr_finder_scan(const struct image *binary, bool open, struct qr_work *work,
		   struct qr_finder out[QR_FINDER_MAX]);

/*
 * Whether so many of them, and so large a part, are beyond doubt (crossed by
 * rows enough and by both diagonals) that there must be more codes than a few.
 */
bool qr_finder_are_many(const struct qr_finder *finders, int n);

struct qr_triple {
	int corner, right, down; /* indices of finders; right-handed */
	double cost;		 /* the lower the better */
};

/*
 * Plausible corners of one code, best first; their count.  Of any three of
 * the best 40; where there are many, of each and those nearest to it as well.
 */
int qr_finder_triples(const struct qr_finder *finders, int n,
		      struct qr_triple out[QR_FINDER_TRIPLES]);

#endif
