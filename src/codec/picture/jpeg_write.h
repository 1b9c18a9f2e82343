/* SPDX-License-Identifier: MIT */
/*
 * Pixels → JPEG bytes (ITU-T T.81 baseline, JFIF 1.02; libjpeg-turbo).
 * Thread-safe; the same pixels give the same bytes.
 */
#ifndef CODEC_PICTURE_JPEG_WRITE_H
#define CODEC_PICTURE_JPEG_WRITE_H

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"

struct jpeg_write {
	int quality;	 /* 1..100 */
	int subsampling; /* 444 or 420 */
	int dpi;	 /* written as JFIF density */
};

/* Append a baseline JFIF file without any metadata; optimised tables. */
int jpeg_write(const struct image *im, const struct jpeg_write *how,
	       struct buf *out, struct error *err);

#endif
