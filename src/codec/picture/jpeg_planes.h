/* SPDX-License-Identifier: MIT */
/*
 * The planes of a JPEG as they are stored (ITU-T T.81, JFIF 1.02): luma, and
 * the two chroma planes, mostly at half the width and height.  For a reader who
 * needs grey first and colours later this costs hardly more than decoding grey:
 * the bits are unpacked once, and chroma is neither enlarged nor converted to
 * RGB.  Thread-safe.
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
	int across, down;	/* pixels of grey for one pixel of these */
};

/*
 * Read the planes as stored, not turned by EXIF; the caller releases them. Blue
 * and red stay empty for grey files, for colour spaces other than YCbCr and
 * when there are more pixels than most.  Also fills info.
 */
int jpeg_planes_read(const void *bytes, size_t n, double most,
		     struct jpeg_info *info, struct jpeg_planes *out,
		     struct error *err);

void jpeg_planes_release(struct jpeg_planes *planes);

#endif
