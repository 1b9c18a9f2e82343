/* SPDX-License-Identifier: MIT */
/* The ICC profile of a JPEG, put together from its parts (ICC.1 annex B.4). */
#ifndef CODEC_PICTURE_JPEG_ICC_H
#define CODEC_PICTURE_JPEG_ICC_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Append the profile; nothing when there is none, a part is missing or comes
 * twice, or it is over 4 MiB.
 */
void jpeg_icc(const void *bytes, size_t n, struct buf *out);

#endif
