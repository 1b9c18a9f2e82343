/* SPDX-License-Identifier: MIT */
/*
 * What the search keeps of one photo: the box of its face and the signatures
 * made from it.  Depends on the photo's bytes alone, so it may be made on any
 * machine.  Thread-safe; models are shared read-only.
 */
#ifndef COMPARE_COMPARE_PRINTS_H
#define COMPARE_COMPARE_PRINTS_H

#include "base/json.h"
#include "compare/compare_face.h"
#include "image/face/face.h"
#include "store/photo_store.h"

struct compare_prints {
	struct align_signature list[ALIGN_SIGNATURE_MOST];
	int n;			/* 0: nothing to search with */
	bool has_face;		/* one was found */
	struct photo_face face; /* in pixels of the file, when has_face */
	struct error error;	/* kind NONE, or why there are none */
};

void compare_prints_make(const struct face_models *models, const void *bytes,
			 size_t n, struct compare_prints *out);

int compare_prints_version(void); /* of what makes them */

/* NULL when there are no prints of a face: a check's box stays then. */
const struct photo_face *compare_prints_face(const struct compare_prints *p);

/* To the last bit, and back; the caller's. */
struct json *compare_prints_json(const struct compare_prints *p);
int compare_prints_read(const struct json *object, struct compare_prints *out,
			struct error *err);

#endif
