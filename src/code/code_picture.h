/* SPDX-License-Identifier: MIT */
/*
 * A picture file as pixels to look for codes in: grey first, and in colours
 * for those that grey did not help (code_plane.h).  The kind is told by the
 * bytes: chat programs rename what they forward.  Pure but for memory;
 * thread-safe.
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

/* -1 for what is no picture we read; the kind is filled all the same. */
int code_picture_read(const void *bytes, size_t n, struct code_picture *out,
		      struct error *err);
void code_picture_release(struct code_picture *picture);

/*
 * Its colours, kept in the picture: RGB of a JPEG, nothing to do for the
 * others.  A glance is reduced, and nearly free where the planes came with the
 * grey.  ERROR_LIMIT for one too large to look at a second time.
 */
int code_picture_glance(const void *bytes, size_t n,
			struct code_picture *picture, struct error *err);
int code_picture_colours(const void *bytes, size_t n,
			 struct code_picture *picture, struct error *err);

/* A point of the stored picture in the upright one. */
void code_picture_upright(const struct code_picture *picture, double *x,
			  double *y);

#endif
