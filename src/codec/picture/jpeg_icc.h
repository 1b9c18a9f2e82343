/* SPDX-License-Identifier: MIT */
/* The ICC profile of a JPEG, put together from its parts (ICC.1 annex B.4). */
#ifndef CODEC_PICTURE_JPEG_ICC_H
#define CODEC_PICTURE_JPEG_ICC_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Append the profile; nothing when there is none, when a part is missing or
 * repeated, or when it is larger than 4 MiB.
 */
void jpeg_icc(const void *bytes, size_t n, struct buf *out);

#endif
