/* SPDX-License-Identifier: MIT */
/*
 * A photo to search for among signatures (image/align/signature.h): its probes
 * and its face under one box.  Read-only once made, so threads may share it.
 *
 * A signature that one of the probes is near to says where its face lies: the
 * hashed square of the one on the probe's square of the other, mirrored or
 * not.  From there a few steps of registration and a correlation at half size
 * say how alike the faces are, at a fiftieth of a verdict's cost.
 *
 * What a photo is searched by may be kept: plain bytes, 15 KB, from which the
 * query is made again without the photo.  A query made from the photo goes the
 * same way, so that both find the same to the last bit.
 *
 *     byte 0          4320            8640        8688             15088
 *          +---------------+---------------+-----------+----------------+
 *          | 121 probes of | 135 probes of | x, y, side| 80 rows of 80  |
 *          | the face      | the picture   | of both   | pixels of the  |
 *          +---------------+---------------+ squares   | half level     |
 *           32 bytes each, then room        3 doubles  | a byte each    |
 *           for 14 more                     each       +----------------+
 *                                                value = n / 51 - 2.5
 *
 * Doubles are in the machine's order.
 */
#ifndef IMAGE_ALIGN_SEARCH_QUERY_H
#define IMAGE_ALIGN_SEARCH_QUERY_H

#include "image/align/signature.h"

/* PHASH_VERSION goes up when equal photos give other bytes. */
struct align_search_kept {
	struct phash probes[PHASH_FRAMES][PHASH_PROBES];
	double square[PHASH_FRAMES][3]; /* the frame's own, patch pixels */
	uint8_t half[ALIGN_SIGNATURE_LEVEL][ALIGN_SIGNATURE_LEVEL];
};

struct align_search_query {
	struct align_search_kept kept;
	/* the probes' squares, patch pixels */
	struct resize_region squares[PHASH_FRAMES][PHASH_PROBES];
	int probe_count[PHASH_FRAMES];
	struct align_face *face; /* its ALIGN_HALF and ALIGN_SMALL alone */
};

/* ERROR_INPUT for an empty picture; nothing to release then. */
int align_search_query_init(struct align_search_query *q,
			    const struct image *grey, struct image_box box,
			    struct error *err);
/* The query of bytes that were kept: q->kept is filled, the rest is not. */
void align_search_query_open(struct align_search_query *q);
void align_search_query_release(struct align_search_query *q);

struct align_likeness {
	int distance; /* least of any probe, bits */
	/*
	 * once registered: the face's correlation, and that of its best
	 * 30 %; -2 without a probe within the cut
	 */
	double whole, part;
};

/* A candidate once looked at: the map that each frame's probe led to. */
struct align_search_glance {
	float half[ALIGN_SIGNATURE_LEVEL][ALIGN_SIGNATURE_LEVEL];
	float quarter[ALIGN_SIGNATURE_LEVEL / 2][ALIGN_SIGNATURE_LEVEL / 2];
	float m[PHASH_FRAMES][6];
	bool near[PHASH_FRAMES]; /* its probe is within the cut */
};

/*
 * A first look and a closer one.  The first starts from the nearest probe of
 * each frame, if it is within cut bits, and registers at a quarter; the closer
 * one goes on from there at half, and tells whole and part anew.  Nothing of g
 * has to be released.
 */
void align_search_query_glance(const struct align_search_query *q,
			       const struct align_signature *signature, int cut,
			       struct align_search_glance *g,
			       struct align_likeness *out);
void align_search_query_look(const struct align_search_query *q,
			     struct align_search_glance *g,
			     struct align_likeness *out);

#endif
