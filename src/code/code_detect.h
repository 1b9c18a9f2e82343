/* SPDX-License-Identifier: MIT */
/*
 * Finding the codes of one picture: thresholds, finder patterns, triples of
 * them, and decoding of each likely triple.  One struct code_detect is used for
 * all pictures made from a file (reduced, blurred, magnified) and remembers
 * what was fitted in any of them, so that nothing is tried twice.  One thread;
 * costs are counted in qr_work.
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
	/* in pictures up to so many pixels doubtful fits are cheap */
	CODE_DETECT_SMALL = 160000,
};

/* Least contrast of a triple, -1..1, for which a fit is tried. */
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

/*
 * Nothing seen or read yet.  A code_detect is large, and a folder has many
 * pictures, so only what has to begin as zero is set.
 */
void code_detect_init(struct code_detect *detect, struct qr_work *work,
		      struct code_found_list *found);

/* Try up to four thresholds, fewer when all codes seen were read. */
void code_detect(struct code_detect *detect, const struct code_view *view);

/* How many codes were certainly seen in some view, but read in none. */
int code_detect_unread(const struct code_detect *detect);

void code_detect_release(struct code_detect *detect);

#endif
