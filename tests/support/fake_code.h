/* SPDX-License-Identifier: MIT */
/*
 * Made-up collection codes (采集码) with libqrencode, as students hand them
 * in: the saved picture, or a screenshot of a phone.  Equal input gives equal
 * bytes.  Images are the caller's.
 */
#ifndef SUPPORT_FAKE_CODE_H
#define SUPPORT_FAKE_CODE_H

#include <stddef.h>

#include "base/error.h"
#include "image/pixel/image.h"

enum fake_code_frame {
	FAKE_CODE_PLAIN,  /* code and quiet zone */
	FAKE_CODE_CARD,	  /* with a heading and lines of text around */
	FAKE_CODE_SCREEN, /* a phone's screen, the code rescaled */
};

struct fake_code_look {
	int version; /* 1..40, 0 = the least that fits */
	int level;   /* 0 L, 1 M, 2 Q, 3 H */
	int module;  /* pixels of a module */
	enum fake_code_frame frame;
};

/* The matrix: 1 dark, 0 light, side * side bytes.  free() by the caller. */
unsigned char *fake_code_modules(const void *payload, size_t n,
				 const struct fake_code_look *look, int *side,
				 struct error *err);

/* A picture of it, 3 channels.  ERROR_INPUT when the payload is too long. */
int fake_code_image(const void *payload, size_t n,
		    const struct fake_code_look *look, struct image *out,
		    struct error *err);

#endif
