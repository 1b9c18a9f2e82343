/* SPDX-License-Identifier: MIT */
/*
 * Codes of one picture: thresholds, finder patterns, triples of them, and a
 * decoding of each likely triple.  One struct code_detect goes through all
 * pictures that are made of a file (reduced, blurred, magnified) and
 * remembers what was fitted in any of them, so nothing is paid for twice.
 * One thread; what it cost is counted in qr_work.
 *
 *   grey ─ threshold ─→ binary ─→ finders ─→ triples ─→ by contrast ─→ decode
 *           4 of them            1:1:3:1:1    3 corners    best 8        bytes
 */
#ifndef CODE_CODE_DETECT_H
#define CODE_CODE_DETECT_H

#include "code/code_found.h"
#include "code/code_decode.h"

enum {
	CODE_DETECT_FITTED = 512,
	/* pixels; up to it a doubtful fit is cheap */
	CODE_DETECT_SMALL = 160000,
};

/* Contrast of a triple, -1..1, from which it is worth a fit. */
#define CODE_DETECT_SURE 0.4

/* A picture made from the original: original = here / scale + (x, y). */
struct code_view {
	const struct image *grey;
	double scale;
	double x, y;
	bool open;    /* no quiet zone on a dark page */
	bool closeup; /* of modules too small to be seen in the original */
};

/* A triple by qr_frame_plausible(); of many by qr_frame_timing() too. */
struct code_candidate {
	double contrast;
	int triple;
};

/* A code beyond doubt, read or not: its finders in the original. */
struct code_seen {
	struct qr_point at[3];
	double module;
};

/* x and y of three finders, in the original. */
struct code_fitted {
	double at[6];
};

struct code_detect {
	struct qr_work *work;	       /* borrowed */
	struct code_found_list *found; /* borrowed; filled */
	double contrast;	       /* the best triple's */
	struct code_seen *seen;
	size_t seen_n, seen_cap;
	int most_finders; /* in one picture */
	struct code_fitted fitted[CODE_DETECT_FITTED];
	int fitted_n;
	struct code_decode decode;
	struct qr_finder finders[QR_FINDER_MAX];
	bool used[QR_FINDER_MAX]; /* of a code that was read or counted */
	struct qr_triple triples[QR_FINDER_TRIPLES];
	struct code_candidate candidates[QR_FINDER_TRIPLES];
};

/* Under four thresholds, fewer when all there is was read before. */
void code_detect(struct code_detect *detect, const struct code_view *view);

/* How many codes were seen in any view so far and not read in one. */
int code_detect_unread(const struct code_detect *detect);

void code_detect_release(struct code_detect *detect);

#endif
