/* SPDX-License-Identifier: MIT */
/*
 * A photo made ready for comparing: its hash and its aligned face.  Made once
 * a photo, used for any number of comparisons; read-only afterwards, so
 * threads may share it.
 */
#ifndef COMPARE_COMPARE_FACE_H
#define COMPARE_COMPARE_FACE_H

#include <stdbool.h>
#include <stddef.h>

#include "image/align.h"
#include "image/phash.h"

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
	struct phash hash;
	bool has_face;
	struct image grey; /* of compare_face_open(): for a second look */
};

/*
 * ERROR_INPUT for bytes that are no picture.  A JPEG is decoded only as large
 * as the face needs.
 */
int compare_face_init(struct compare_face *f,
		      const struct compare_source *source, struct error *err);
/*
 * The same, keeping the grey pixels (about half a megabyte), so that
 * compare_pair() may frame one face as the other's alignment says and look
 * again: boxes of a detector differ by more than an alignment forgives.
 */
int compare_face_open(struct compare_face *f,
		      const struct compare_source *source, struct error *err);
void compare_face_release(struct compare_face *f); /* all zero is accepted */

/* The hash alone: the bits that compare_face_init() finds. */
int compare_face_hash(const struct compare_source *source, struct phash *hash,
		      struct error *err);

/* The probe set for searching among other photos' hashes. */
int compare_face_probes(const struct compare_source *source,
			struct phash probes[PHASH_PROBES], struct error *err);

#endif
