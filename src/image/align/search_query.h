/* SPDX-License-Identifier: MIT */
/*
 * A photo that is searched for among signatures (image/align/signature.h): its
 * probes, which are hashes of many squares of it, and its face.  Read-only once
 * made, so threads may share it.
 *
 * When a signature's hash is near one of the probes, the hashed square and the
 * probe's square show the same place, mirrored or not.  That gives a map
 * between the faces.  A few steps of registration from there and a correlation
 * at half size say how alike the faces are, for a fiftieth of the cost of a
 * verdict.
 *
 * The query may be stored: 15 KB of plain bytes, from which it is restored
 * without the photo.  A query made from the photo goes through the same bytes,
 * so that both give exactly the same results.
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
/* Restore a query from stored bytes, which the caller put into q->kept. */
void align_search_query_open(struct align_search_query *q);
void align_search_query_release(struct align_search_query *q);

struct align_likeness {
	int distance; /* of the nearest probe, bits */
	/*
	 * after registration: the correlation of the face, and of its best
	 * 30 %; -2 when no probe is within the cut
	 */
	double whole, part;
};

/* The state between the two looks at a candidate. */
struct align_search_glance {
	float half[ALIGN_SIGNATURE_LEVEL][ALIGN_SIGNATURE_LEVEL];
	float quarter[ALIGN_SIGNATURE_LEVEL / 2][ALIGN_SIGNATURE_LEVEL / 2];
	float m[PHASH_FRAMES][6];
	bool near[PHASH_FRAMES]; /* its probe is within the cut */
};

/*
 * A first look at a candidate, and a closer one.  The first starts from the
 * nearest probe of each frame, if it is within cut bits, and registers at a
 * quarter of the size.  The closer one continues from there at half the size
 * and sets whole and part again.  Nothing in g has to be released.
 */
void align_search_query_glance(const struct align_search_query *q,
			       const struct align_signature *signature, int cut,
			       struct align_search_glance *g,
			       struct align_likeness *out);
void align_search_query_look(const struct align_search_query *q,
			     struct align_search_glance *g,
			     struct align_likeness *out);

#endif
