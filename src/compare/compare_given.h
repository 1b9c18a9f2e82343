/* SPDX-License-Identifier: MIT */
/*
 * Prints, queries and verdicts that were computed on other machines: a night
 * uses them instead of computing them.  What is not given it computes itself,
 * so the result is the same.
 */
#ifndef COMPARE_COMPARE_GIVEN_H
#define COMPARE_COMPARE_GIVEN_H

#include "compare/compare_pair.h"
#include "compare/compare_prints.h"

/*
 * Two originals, the submission first, each with the box its face was compared
 * in: a verdict holds for these boxes alone.
 */
struct compare_given_pair {
	char a[SHA256_HEX], b[SHA256_HEX];
	struct image_box a_face, b_face;
};

struct compare_given {
	/* 1 filled, 0 not there, -1 */
	int (*prints)(void *ctx, const char *sha256, struct compare_prints *out,
		      struct error *err);
	/* as compare_face_query_keep() has it, for this box */
	int (*query)(void *ctx, const char *sha256,
		     const struct image_box *face, struct buf *out,
		     struct error *err);
	int (*pair)(void *ctx, const struct compare_given_pair *pair,
		    struct compare_verdict *out, struct error *err);
	void *ctx;
};

/*
 * What a night keeps of a verdict, with the boxes; the block map is drawn anew
 * when somebody looks.  The caller's.
 */
struct json *compare_given_json(const struct compare_given_pair *pair,
				const struct compare_verdict *v);

/*
 * 1, 0 when it was given for other boxes or could not be judged, -1
 * ERROR_INPUT: damaged.
 */
int compare_given_read(const struct json *object,
		       const struct compare_given_pair *pair,
		       struct compare_verdict *out, struct error *err);

/* Whether it can be read at all, for whatever boxes: 0 or -1. */
int compare_given_check(const struct json *object, struct error *err);

/* The same of a query, where 1 has appended it to out. */
struct json *compare_given_query_json(const struct image_box *face,
				      const struct buf *query);
int compare_given_query_read(const struct json *object,
			     const struct image_box *face, struct buf *out);

#endif
