/* SPDX-License-Identifier: MIT */
/*
 * JPEG bytes ⇄ pixels (libjpeg-turbo).  Bad bytes are ERROR_INPUT, never a
 * crash; sizes are checked before anything is decoded.  Thread-safe: no state
 * is kept between calls.
 */
#ifndef CODEC_JPEG_H
#define CODEC_JPEG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/image.h"

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
	const unsigned char *icc;  /* first ICC part, NULL none */
	size_t icc_size;
};

/* The header alone; no pixels. */
int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err);

struct jpeg_read {
	int channels; /* 1 grey or 3 sRGB */
	/*
	 * Decode at the smallest of 1/8 … 4/8 and 8/8 whose sides are at least
	 * these; 0 = full size.
	 */
	int min_width, min_height;
};

/* Pixels as stored (not turned).  A truncated file gives what there is. */
int jpeg_read(const void *bytes, size_t n, const struct jpeg_read *how,
	      struct image *out, struct jpeg_info *info, struct error *err);

/* How often each value of the low frequencies of the brightness comes. */
enum {
	JPEG_COUNTS_BANDS = 15, /* in zigzag order; [0], the mean, is empty */
	JPEG_COUNTS_MOST = 60,	/* larger values are left out */
	JPEG_COUNTS_PIXELS = 4 << 20,
};
struct jpeg_counts {
	int step[JPEG_COUNTS_BANDS]; /* of the quantisation */
	long n[JPEG_COUNTS_BANDS][2 * JPEG_COUNTS_MOST + 1]; /* from -MOST */
};

/*
 * Of at most the first 128 KB (all of a progressive file).  ERROR_LIMIT above
 * JPEG_COUNTS_PIXELS.
 */
int jpeg_count(const void *bytes, size_t n, struct jpeg_counts *out,
	       struct error *err);

struct jpeg_write {
	int quality;	 /* 1..100 */
	int subsampling; /* 444 or 420 */
	int dpi;	 /* written as JFIF density */
};

/* Append a baseline JFIF file without any metadata; optimised tables. */
int jpeg_write(const struct image *im, const struct jpeg_write *how,
	       struct buf *out, struct error *err);

#endif
