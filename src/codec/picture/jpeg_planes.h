/* SPDX-License-Identifier: MIT */
/*
 * The planes of a JPEG as it stores them (ITU-T T.81, JFIF 1.02): brightness,
 * and the two differences of colour, most often of half the width and height.
 * Grey costs a decoding without colours, and both together hardly more: the
 * bits are unpacked once, and no colour is enlarged or mixed.  Thread-safe.
 */
#ifndef CODEC_PICTURE_JPEG_PLANES_H
#define CODEC_PICTURE_JPEG_PLANES_H

#include <stddef.h>

#include "base/error.h"
#include "codec/picture/jpeg.h"
#include "image/pixel/image.h"

struct jpeg_planes {
	struct image grey;	/* the same as jpeg_read() gives */
	struct image blue, red; /* Cb and Cr; empty without colours */
	int across, down;	/* pixels of grey to one of theirs */
};

/*
 * Planes as stored (not turned), released by the caller.  Without colours:
 * grey files, and those of other colours than YCbCr or of more pixels than
 * most.  info is filled.
 */
int jpeg_planes_read(const void *bytes, size_t n, double most,
		     struct jpeg_info *info, struct jpeg_planes *out,
		     struct error *err);

void jpeg_planes_release(struct jpeg_planes *planes);

#endif
