/* SPDX-License-Identifier: MIT */
/*
 * A photo prepared for comparing: its face for registration, its signatures for
 * a search.  Made once for each photo and used for any number of comparisons;
 * read-only afterwards, so threads may share it.
 */
#ifndef COMPARE_COMPARE_FACE_H
#define COMPARE_COMPARE_FACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "image/align/align.h"
#include "image/align/search_query.h"

/* Where the pixels come from: grey, or else bytes. */
struct compare_source {
	const struct image *grey; /* upright, 1 channel; NULL = bytes */
	const void *bytes;	  /* a JPEG or PNG file */
	size_t size;
	int orientation;       /* EXIF 1..8 of the bytes; 0 like 1 */
	struct image_box face; /* upright, full size; width 0 = none */
};

struct compare_face {
	struct align_face *face;
	struct image_box box; /* in the pixels prepared; width 0 = none */
	bool has_face;
	struct image grey;    /* kept to frame the face another way */
	struct phash picture; /* of the picture's middle */
};

/*
 * ERROR_INPUT when the bytes are not a picture.  A JPEG is decoded only as
 * large as the face needs.  The grey pixels are kept (about half a megabyte),
 * so that compare_pair() can frame one face by the registration on the other
 * and compare again, because a detector's boxes differ too much between copies.
 */
int compare_face_open(struct compare_face *f,
		      const struct compare_source *source, struct error *err);
void compare_face_release(struct compare_face *f); /* all zero is accepted */

/* What is kept of a photo for the search; returns how many, -1 = error. */
int compare_face_signatures(
	const struct compare_source *source,
	struct align_signature signatures[ALIGN_SIGNATURE_MOST],
	struct error *err);

/* A photo to search for, under each of its boxes. */
struct compare_query {
	struct align_search_query list[ALIGN_SIGNATURE_MOST];
	int n;
};

/* Release it in any case. */
int compare_face_query(const struct compare_face *f, struct compare_query *out,
		       struct error *err);
void compare_face_query_release(struct compare_query *q);

/*
 * A query as bytes to be stored, 15 KB a box, and back.  False for bytes that
 * are not a query: nothing has to be released then, and the photo must be read.
 */
void compare_face_query_keep(const struct compare_query *q, struct buf *out);
bool compare_face_query_open(const struct buf *bytes,
			     struct compare_query *out);

#endif
