/* SPDX-License-Identifier: MIT */
/*
 * A small JPEG of any photo we can read, upright and in sRGB, for lists and
 * contact sheets.  Thread-safe; the same photo gives the same bytes.
 */
#ifndef CODEC_PICTURE_THUMB_H
#define CODEC_PICTURE_THUMB_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Append it at this height; never enlarged; very wide ones become lower. */
int thumb_make(const void *bytes, size_t n, int height, struct buf *out,
	       struct error *err);

#endif
