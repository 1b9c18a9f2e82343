/* SPDX-License-Identifier: MIT */
/*
 * PNG bytes ⇄ pixels (W3C PNG, third edition; libpng).  Every depth and colour
 * type is read as 8-bit grey, sRGB or RGBA; sizes are checked before decoding.
 * Thread-safe.
 */
#ifndef CODEC_PICTURE_PNG_H
#define CODEC_PICTURE_PNG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"

bool png_is(const void *bytes, size_t n); /* by the first 8 bytes */

/* channels: 1 or 3 (what is transparent is put over white), or 4. */
int png_read(const void *bytes, size_t n, int channels, struct image *out,
	     struct error *err);

/* Whether it has neither colours nor transparency. */
bool png_is_grey(const void *bytes, size_t n);

/* Append the colour profile the file holds; nothing when it has none. */
void png_icc(const void *bytes, size_t n, struct buf *out);

/* Append a PNG of an image with 1, 3 or 4 channels; no metadata. */
int png_write(const struct image *im, struct buf *out, struct error *err);

#endif
