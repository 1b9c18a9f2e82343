/* SPDX-License-Identifier: MIT */
/*
 * The main road from a photo's bytes to its pixels: what kind of file it is,
 * what its header and EXIF say, and its pixels upright and in sRGB.  Nothing
 * here judges.  Thread-safe; deterministic; sizes are checked before anything
 * is decoded.
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
	bool many;  /* one of several pictures in the file (MPO) */
	bool icc;   /* a colour profile was there and has been applied */
	bool twice; /* jpeg_twice(), where it was asked for */
	struct exif exif;
};

/* The header alone.  ERROR_INPUT for what is no picture we can read. */
int photo_decode_peek(const void *bytes, size_t n,
		      struct photo_decode_info *info, struct error *err);

struct photo_decode {
	/*
	 * Decode at the smallest of 1/8 … 4/8 and 8/8 of the file's size that
	 * is still at least so large, upright; 0 = full size.
	 */
	int min_width, min_height;
	bool grey;			/* 1 channel instead of 3 */
	bool twice;			/* whether a JPEG was saved twice */
	struct photo_decode_info *info; /* filled */
};

/* Upright sRGB pixels. */
int photo_decode(const void *bytes, size_t n, const struct photo_decode *how,
		 struct image *out, struct error *err);

#endif
