/* SPDX-License-Identifier: MIT */
/*
 * A photo to search for among signatures (image/align/signature.h): its probes
 * and its face under one box.  Read-only once made, so threads may share it.
 *
 * A signature that one of the probes is near to says where its face lies: the
 * hashed square of the one on the probe's square of the other, mirrored or
 * not.  From there a few steps of registration and a correlation at half size
 * say how alike the faces are, at a thirtieth of a verdict's cost.
 */
#ifndef IMAGE_ALIGN_SEARCH_QUERY_H
#define IMAGE_ALIGN_SEARCH_QUERY_H

#include "image/align/signature.h"

struct align_search_query {
	struct phash probes[PHASH_FRAMES][PHASH_PROBES];
	/* their squares, patch pixels */
	struct resize_region squares[PHASH_FRAMES][PHASH_PROBES];
	int probe_count[PHASH_FRAMES];
	struct align_face *face;
};

/* ERROR_INPUT for an empty picture; nothing to release then. */
int align_search_query_init(struct align_search_query *q,
			    const struct image *grey, struct image_box box,
			    struct error *err);
void align_search_query_release(struct align_search_query *q);

struct align_likeness {
	int distance; /* least of any probe, bits */
	/*
	 * once registered: the face's correlation, and that of its best
	 * 30 %; -2 without a probe within the cut
	 */
	double whole, part;
};

/* Starts from the nearest probe of each frame, if it is within cut bits. */
void align_search_query_compare(const struct align_search_query *q,
				const struct align_signature *signature,
				int cut, struct align_likeness *out);

#endif
