/* SPDX-License-Identifier: MIT */
/*
 * JPEG bytes → pixels (ITU-T T.81, JFIF 1.02; libjpeg-turbo).  photo_decode.h
 * is the main road for a photo; this one is for who wants grey pixels, a
 * smaller scale or the header alone.  Bad bytes are ERROR_INPUT, never a
 * crash; sizes are checked before anything is decoded.  Thread-safe: no state
 * is kept between calls.  Writing is in codec/picture/jpeg_write.h.
 */
#ifndef CODEC_PICTURE_JPEG_H
#define CODEC_PICTURE_JPEG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"

struct jpeg_counts;

struct jpeg_info {
	int width, height; /* as stored, before the EXIF orientation */
	int components;	   /* 1 grey, 3 YCbCr or RGB, 4 CMYK */
	bool progressive, arithmetic;
	int dpi;	 /* JFIF density across in dots an inch, 0 unknown */
	int quality;	 /* 1..100 estimated from the tables, 0 unknown */
	int subsampling; /* 444, 422, 420, 440, 411; 0 other or grey */
	bool truncated;	 /* filled by jpeg_read(): pixels are missing */
	bool many;	 /* more pictures follow (MPO); the first is read */
	const unsigned char *exif; /* borrowed from the input, NULL none */
	size_t exif_size;	   /* from the TIFF header on */
	bool icc; /* a profile is there: codec/picture/jpeg_icc.h reads it */
};

/* The header alone; no pixels. */
int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err);

struct jpeg_read {
	/* 1 grey, 3 sRGB; 4, of CMYK alone: inks, 255 = none */
	int channels;
	/*
	 * Decode at the smallest of 1/8 … 4/8 and 8/8 whose sides are at least
	 * these; 0 = full size.
	 */
	int min_width, min_height;
	struct jpeg_info *info;	    /* filled unless NULL */
	struct jpeg_counts *counts; /* jpeg_count_along(), unless NULL */
};

/* Pixels as stored (not turned).  A truncated file gives what there is. */
int jpeg_read(const void *bytes, size_t n, const struct jpeg_read *how,
	      struct image *out, struct error *err);

#endif
