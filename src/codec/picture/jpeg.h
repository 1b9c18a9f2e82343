/* SPDX-License-Identifier: MIT */
/*
 * JPEG bytes → pixels (ITU-T T.81, JFIF 1.02; libjpeg-turbo).  Photos are read
 * by photo_decode.h, which uses this file; call these functions directly for
 * grey pixels, for a smaller scale or for the header alone.  Bad bytes are
 * ERROR_INPUT, never a crash; sizes are checked before anything is decoded.
 * Thread-safe: no state is kept between calls.  For writing see jpeg_write.h.
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
	int dpi;	 /* horizontal JFIF density, dots an inch; 0 unknown */
	int quality;	 /* 1..100, estimated from the tables; 0 unknown */
	int subsampling; /* 444, 422, 420, 440, 411; 0 other or grey */
	bool truncated;	 /* pixels are missing; set by jpeg_read() */
	bool many;	 /* more pictures follow (MPO); the first is read */
	const unsigned char *exif; /* borrowed from the input, NULL none */
	size_t exif_size;	   /* from the TIFF header on */
	bool icc; /* it has a profile, which jpeg_icc.h reads */
};

/* The header alone; no pixels. */
int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err);

struct jpeg_read {
	/* 1 grey; 3 RGB; 4, only for CMYK files: inks, 255 = no ink */
	int channels;
	/*
	 * Decode at the smallest of the scales 1/8 … 4/8 and 8/8 that gives at
	 * least this size; 0 = full size.
	 */
	int min_width, min_height;
	struct jpeg_info *info;	    /* filled unless NULL */
	struct jpeg_counts *counts; /* filled by jpeg_count_along(), or NULL */
};

/* Pixels as stored, not turned by EXIF.  Of a truncated file what there is. */
int jpeg_read(const void *bytes, size_t n, const struct jpeg_read *how,
	      struct image *out, struct error *err);

#endif
