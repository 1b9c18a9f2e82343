/* SPDX-License-Identifier: MIT */
/* What a JPEG's header tells, once libjpeg has read it.  Pure. */
#ifndef CODEC_PICTURE_JPEG_HEADER_H
#define CODEC_PICTURE_JPEG_HEADER_H

#include <stdio.h>

#include <jpeglib.h>

#include "codec/picture/jpeg.h"

/* bytes: the whole file, which info's exif and icc point into. */
void jpeg_header_fill(const struct jpeg_decompress_struct *cinfo,
		      const void *bytes, size_t n, struct jpeg_info *info);

/* ERROR_LIMIT for more pixels than we accept. */
int jpeg_header_check(const struct jpeg_decompress_struct *cinfo,
		      struct error *err);

/*
 * A file of several scans is held as coefficients until the last of them: of
 * 100 MP 625 MB.  ERROR_LIMIT for more than we give; ask after the header.
 */
int jpeg_header_check_scans(struct jpeg_decompress_struct *cinfo,
			    struct error *err);

#endif
