/* SPDX-License-Identifier: MIT */
/*
 * Making the standard photo: one scale and one offset, the wall replaced,
 * JPEG bytes inside the KB window.  Thread-safe and deterministic: the same
 * bytes, profile and options give the same JPEG.
 */
#ifndef PHOTO_PHOTO_MAKE_H
#define PHOTO_PHOTO_MAKE_H

#include "base/buf.h"
#include "image/pixel/image.h"
#include "photo/photo_check.h"
#include "photo/photo_outline.h"

struct photo_make_options {
	bool keep_background;	/* the wall stays as it is */
	bool force;		/* make it although a check failed */
	bool outline;		/* tell where the person was cut out */
	const char *background; /* a colour of the profile by name, or NULL */
};

enum photo_made_status { PHOTO_MADE, PHOTO_REFUSED, PHOTO_MAKE_ERROR };

/*
 * Where the output lies in the upright source, turned first by so many
 * degrees counter-clockwise about its middle: out = (src - (x, y)) * scale.
 */
struct photo_frame {
	double x, y, scale;
	double rotate;
};

struct photo_made {
	enum photo_made_status status;
	struct photo_check source;
	struct buf jpeg; /* of PHOTO_MADE */
	int width, height;
	int quality, subsampling;
	double head_top, eye_line, face_width; /* pixels of the output */
	double confidence;		       /* of the matte; 1 without */
	struct photo_frame frame;
	struct photo_outline outline; /* when asked; pixels of the source */
	struct findings findings;     /* why refused, or what to look at */
	struct photo_check result;    /* the JPEG checked by its profile */
	struct error error;	      /* of PHOTO_MAKE_ERROR */
	double ms;		      /* processor time of the thread */
};

/* ERROR_USAGE, with the words there are, for a background of no profile. */
int photo_make_check(const struct profile *profile,
		     const struct photo_make_options *options,
		     struct error *err);

/* options may be NULL. */
void photo_make(const struct photo_engine *engine,
		const struct profile *profile,
		const struct photo_make_options *options,
		const struct photo_input *input, struct photo_made *out);

/*
 * Append the findings of making: why the photo was refused, or what a check of
 * the made photo found.
 */
void photo_make_findings(const struct photo_made *made, struct findings *all);

/*
 * The same after the findings of the source, without repeating those that the
 * made photo shares with it.
 */
void photo_make_tell(const struct photo_made *made, struct findings *all);

/* Where a point of the output lies in the upright source, pixels. */
void photo_make_source(const struct photo_made *made, double x, double y,
		       double at[2]);

void photo_make_release(struct photo_made *made);

/* "made", "refused", "error". */
const char *photo_make_status_name(enum photo_made_status status);

#endif
