/* SPDX-License-Identifier: MIT */
/* A small JPEG of a JPEG, for lists.  Thread-safe, the same bytes always. */
#ifndef CODEC_THUMB_H
#define CODEC_THUMB_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Append the photo scaled to this height, never enlarged. */
int thumb_make(const void *jpeg, size_t n, int height, struct buf *out,
	       struct error *err);

#endif
