/* SPDX-License-Identifier: MIT */
/*
 * The codes of one picture while they are being found: each payload once, in
 * the order found.  The list owns the bytes.
 */
#ifndef CODE_CODE_FOUND_H
#define CODE_CODE_FOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "image/qr/homography.h"

enum { CODE_FOUND_MAX = 16 };

struct code_found {
	unsigned char *bytes;
	size_t size;
	bool direct;   /* libzbar read it without our rectification */
	double module; /* pixels of the picture a module, 0 unknown */
	/* centres of the three finders and of where a fourth would be */
	struct qr_point corner[4];
	double score; /* of the fit, 0..1; 0 for direct */
};

struct code_found_list {
	struct code_found list[CODE_FOUND_MAX];
	int n;
};

/* A new entry with a copy of the bytes; NULL when known or full. */
struct code_found *code_found_add(struct code_found_list *all,
				  const void *bytes, size_t size);
void code_found_release(struct code_found_list *all);

static inline double code_found_distance(struct qr_point a, struct qr_point b)
{
	return __builtin_hypot(a.x - b.x, a.y - b.y);
}

#endif
