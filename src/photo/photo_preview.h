/* SPDX-License-Identifier: MIT */
/* codec/picture/thumb.h for commands, which see workflows only. */
#ifndef PHOTO_PHOTO_PREVIEW_H
#define PHOTO_PHOTO_PREVIEW_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Append the photo at this height, never enlarged; a strip becomes lower. */
int photo_preview_make(const void *bytes, size_t n, int height, struct buf *out,
		       struct error *err);

/* Pixels of the photo itself, upright. */
int photo_preview_size(const void *bytes, size_t n, int *width, int *height,
		       struct error *err);

#endif
