/* SPDX-License-Identifier: MIT */
/*
 * The codes of one picture while they are being found, in the order found,
 * however many.  The list owns the bytes.
 */
#ifndef CODE_CODE_FOUND_H
#define CODE_CODE_FOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "image/qr/homography.h"
#include "image/qr/segment.h"

struct code_found {
	unsigned char *bytes;
	size_t size;
	struct qr_segment_runs runs; /* charsets, as far as the code says */
	bool direct;   /* libzbar read it without our rectification */
	bool repeated; /* its bytes were found before, at another place */
	double module; /* pixels of the picture a module, 0 unknown */
	/* centres of the three finders and of where a fourth would be */
	struct qr_point corner[4];
	/* its own corners from the top left one on, clockwise */
	struct qr_point place[4];
	double score; /* of the fit, 0..1; 0 for direct */
};

struct code_found_list {
	struct code_found *list;
	int n;
	size_t cap;
};

/* A new entry with a copy of the bytes, valid until the next add. */
struct code_found *code_found_add(struct code_found_list *all,
				  const void *bytes, size_t size);
void code_found_release(struct code_found_list *all);

/* Whether those bytes are there already. */
bool code_found_has(const struct code_found_list *all, const void *bytes,
		    size_t size);

/*
 * The place of the nearest finder centre of any of them, in modules of that
 * code; a large number when there is none.
 */
double code_found_near(const struct code_found_list *all, struct qr_point at);

static inline double code_found_distance(struct qr_point a, struct qr_point b)
{
	return __builtin_hypot(a.x - b.x, a.y - b.y);
}

#endif
