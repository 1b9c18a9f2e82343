/* SPDX-License-Identifier: MIT */
/*
 * Reading a photo's EXIF (Exif 2.32, CIPA DC-008-2019; its directories are
 * those of TIFF 6.0) from the first two directories of the block.  Every offset
 * is checked against the block's size.  A field that cannot be read is left
 * empty; there are no errors.  Pure.
 */
#ifndef CODEC_PICTURE_EXIF_H
#define CODEC_PICTURE_EXIF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

enum { EXIF_TEXT = 64 };

struct exif {
	bool present;
	int orientation;      /* 1..8; 1 when absent */
	struct date taken;    /* DateTimeOriginal, else DateTimeDigitized */
	struct date changed;  /* DateTime */
	char make[EXIF_TEXT]; /* UTF-8, cleaned for a terminal */
	char model[EXIF_TEXT];
	char lens[EXIF_TEXT];
	char software[EXIF_TEXT];
	double dpi; /* 0 unknown */
};

/* block begins with the TIFF header ("II*\0" or "MM\0*"). */
void exif_read(const unsigned char *block, size_t n, struct exif *out);

#endif
