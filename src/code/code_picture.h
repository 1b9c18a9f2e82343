/* SPDX-License-Identifier: MIT */
/*
 * The pixels of a picture file in which codes are searched: grey, and colours
 * for pictures in which grey did not show any (code_colour.h).  The kind of
 * file is recognised by its bytes, because chat programs rename files that they
 * forward. Thread-safe.
 */
#ifndef CODE_CODE_PICTURE_H
#define CODE_CODE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/picture/jpeg_planes.h"
#include "codec/picture/picture.h"
#include "image/pixel/image.h"

struct code_picture {
	enum picture_kind kind;
	struct image grey;	   /* as stored, not turned upright */
	struct image colours;	   /* RGBA, where it came with the grey */
	struct jpeg_planes planes; /* a JPEG's colours; their grey is above */
	bool colourless;	   /* the file holds grey alone */
	int orientation;	   /* EXIF's, 1..8 */
};

/* -1 when it is not a picture that we can read; kind is set nevertheless. */
int code_picture_read(const void *bytes, size_t n, struct code_picture *out,
		      struct error *err);
void code_picture_release(struct code_picture *picture);

/*
 * Set the picture's colours: RGB for a JPEG; for other files they are set
 * already.  code_picture_glance() gives a reduced picture, which costs almost
 * nothing when planes were read with the grey.  ERROR_LIMIT when the picture is
 * too large to be decoded a second time.
 */
int code_picture_glance(const void *bytes, size_t n,
			struct code_picture *picture, struct error *err);
int code_picture_colours(const void *bytes, size_t n,
			 struct code_picture *picture, struct error *err);

/* A point of the stored picture in the upright one. */
void code_picture_upright(const struct code_picture *picture, double *x,
			  double *y);

#endif
