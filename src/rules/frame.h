/* SPDX-License-Identifier: MIT */
/*
 * Where to crop a photo: one scale and one offset that put head, eyes and face
 * into the windows that a profile allows, as near to the profile's aims as
 * possible and at least 4 pixels away from the ends of the windows.  Never
 * enlarges, and never reaches below the source's lower edge; says which window
 * cannot be met.  Pure.
 */
#ifndef RULES_FRAME_H
#define RULES_FRAME_H

#include "rules/profile.h"

/* Where the head is in the source, in the source's pixels. */
struct frame_head {
	double width, height; /* of the picture */
	double top, eye_line, face_width, centre;
};

enum frame_miss {
	FRAME_FITS,
	FRAME_SMALL,  /* the face would have to be enlarged */
	FRAME_FACE,   /* face width outside its window */
	FRAME_HEAD,   /* head top and eye line cannot both be met */
	FRAME_BOTTOM, /* the source ends too early below */
};

struct frame {
	double x, y, scale; /* out = (source - (x, y)) * scale */
	double head_top, eye_line, face_width; /* pixels of the output */
	double outside; /* output pixels beyond the source's sides */
	enum frame_miss miss;
	double by; /* by how many output pixels the window is missed */
};

void frame_solve(const struct profile *profile, const struct frame_head *head,
		 struct frame *out);

#endif
