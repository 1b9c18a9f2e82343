/* SPDX-License-Identifier: MIT */
/*
 * WebP bytes → pixels (RFC 9649; libwebp).  Still pictures only: animations are
 * refused.  Sizes are checked before decoding.  Thread-safe.
 */
#ifndef CODEC_PICTURE_WEBP_H
#define CODEC_PICTURE_WEBP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "image/pixel/image.h"

bool webp_is(const void *bytes, size_t n); /* by its first 12 bytes */

struct webp_info {
	int width, height;
	bool alpha;
};

/* The header alone. */
int webp_peek(const void *bytes, size_t n, struct webp_info *info,
	      struct error *err);

/* channels 1 (alpha over white), 3 (alpha dropped) or 4 (sRGB and alpha). */
int webp_read(const void *bytes, size_t n, int channels, struct image *out,
	      struct error *err);

#endif
