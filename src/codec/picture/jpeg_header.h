/* SPDX-License-Identifier: MIT */
/* What a JPEG's header says, after libjpeg has read it.  Pure. */
#ifndef CODEC_PICTURE_JPEG_HEADER_H
#define CODEC_PICTURE_JPEG_HEADER_H

#include <stdio.h>

#include <jpeglib.h>

#include "codec/picture/jpeg.h"

/* bytes: the whole file; info->exif points into it. */
void jpeg_header_fill(const struct jpeg_decompress_struct *cinfo,
		      const void *bytes, size_t n, struct jpeg_info *info);

/* ERROR_LIMIT when there are more pixels than we accept. */
int jpeg_header_check(const struct jpeg_decompress_struct *cinfo,
		      struct error *err);

/*
 * libjpeg keeps all coefficients of a file with several scans until the last
 * scan, which is 625 MB for 100 MP.  ERROR_LIMIT when they take more memory
 * than we allow; to be called after the header was read.
 */
int jpeg_header_check_scans(struct jpeg_decompress_struct *cinfo,
			    struct error *err);

#endif
