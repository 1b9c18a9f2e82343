/* SPDX-License-Identifier: MIT */
/*
 * A photo to search for among prints (image/align_print.h): its probes and its
 * face under one box.  Read-only once made, so threads may share it.
 */
#ifndef IMAGE_ALIGN_QUERY_H
#define IMAGE_ALIGN_QUERY_H

#include "image/align_print.h"

struct align_query {
	struct phash probes[PHASH_FRAMES][PHASH_PROBES];
	/* their squares, patch pixels */
	struct resize_region squares[PHASH_FRAMES][PHASH_PROBES];
	int probe_count[PHASH_FRAMES];
	struct align_face *face;
};

/* ERROR_INPUT for an empty picture; nothing to release then. */
int align_query_init(struct align_query *q, const struct image *grey,
		     struct image_box box, struct error *err);
void align_query_release(struct align_query *q);

struct align_likeness {
	int distance; /* least of any probe, bits */
	/* once laid over each other: the face's correlation, and that of its
	 * best 30 %; -2 without a probe within the cut */
	double whole, part;
};

/* Starts from the nearest probe of each frame, if it is within cut bits. */
void align_query_compare(const struct align_query *q,
			 const struct align_print *print, int cut,
			 struct align_likeness *out);

#endif
