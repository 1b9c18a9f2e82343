/* SPDX-License-Identifier: MIT */
/*
 * From a photo's bytes to its pixels: what kind of file it is, what its header
 * and EXIF say, and its pixels, upright and in sRGB.  Does not judge the photo.
 * Thread-safe; deterministic; sizes are checked before anything is decoded.
 */
#ifndef CODEC_PICTURE_PHOTO_DECODE_H
#define CODEC_PICTURE_PHOTO_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/picture/exif.h"
#include "codec/picture/picture.h"
#include "image/pixel/image.h"

struct photo_decode_info {
	enum picture_kind kind;
	int width, height; /* upright */
	int components;	   /* 1 grey, 3, 4 CMYK or alpha */
	int dpi, quality, subsampling;
	bool progressive, truncated, alpha, rotated;
	bool many;  /* the file has several pictures (MPO); this is the first */
	bool icc;   /* it has a colour profile, which was applied */
	bool twice; /* jpeg_twice(), if struct photo_decode asks for it */
	struct exif exif;
};

/* The header alone.  ERROR_INPUT when it is not a picture we can read. */
int photo_decode_peek(const void *bytes, size_t n,
		      struct photo_decode_info *info, struct error *err);

struct photo_decode {
	/*
	 * Decode at the smallest of the scales 1/8 … 4/8 and 8/8 that gives at
	 * least this size, upright; 0 = full size.
	 */
	int min_width, min_height;
	bool grey;			/* 1 channel instead of 3 */
	bool twice;			/* fill info->twice */
	struct photo_decode_info *info; /* filled */
};

/* Upright sRGB pixels. */
int photo_decode(const void *bytes, size_t n, const struct photo_decode *how,
		 struct image *out, struct error *err);

#endif
