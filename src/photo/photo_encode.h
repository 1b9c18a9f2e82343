/* SPDX-License-Identifier: MIT */
/*
 * JPEG bytes inside a window of bytes: quality first, then subsampling; a
 * file is never padded.  Thread-safe; deterministic.
 */
#ifndef PHOTO_PHOTO_ENCODE_H
#define PHOTO_PHOTO_ENCODE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"
#include "rules/profile.h"

struct photo_encoded {
	struct buf jpeg;
	int quality, subsampling;
	bool fits; /* inside the output's window, or at least the accepted */
};

int photo_encode(const struct image *rgb, const struct profile *profile,
		 struct photo_encoded *out, struct error *err);

#endif
