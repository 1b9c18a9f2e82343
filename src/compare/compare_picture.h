/* SPDX-License-Identifier: MIT */
/*
 * The evidence of a verdict as pictures: both photos with the face marked,
 * the second face turned onto the first, and where their detail agrees.
 * Made anew from the files, so nothing of it is stored.  Thread-safe.
 */
#ifndef COMPARE_COMPARE_PICTURE_H
#define COMPARE_COMPARE_PICTURE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"

struct compare_picture_source {
	const void *bytes;
	size_t size;
	struct image_box face; /* upright, full size; width 0 = none */
};

struct compare_picture_jpeg {
	struct buf bytes;
	int width, height;
};

struct compare_picture {
	struct compare_picture_jpeg whole[2];
	struct image_box face[2]; /* in pixels of whole; width 0 = none */
	struct compare_picture_jpeg first, second, agreement;
};

/* ERROR_INPUT when one of the two cannot be read. */
int compare_picture_make(const struct compare_picture_source sources[2],
			 struct compare_picture *out, struct error *err);
void compare_picture_release(struct compare_picture *p); /* all zero too */

#endif
