/* SPDX-License-Identifier: MIT */
/*
 * What a photo's EXIF says (Exif 2.32, CIPA DC-008-2019; the directories are
 * those of TIFF 6.0), read by walking the first two directories of the block.
 * Everything is checked against the block's size; what cannot be read is left
 * empty, never an error.  Pure.
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

/* block: from the TIFF header ("II*\0" or "MM\0*") on. */
void exif_read(const unsigned char *block, size_t n, struct exif *out);

#endif
