/* SPDX-License-Identifier: MIT */
/* The GEO- and APP- findings: where the face is, and how it looks. */
#ifndef PHOTO_PHOTO_CHECK_FACE_H
#define PHOTO_PHOTO_CHECK_FACE_H

#include "photo/photo_view.h"
#include "rules/finding.h"

struct photo_check_face {
	const struct profile *profile;
	const struct photo_view *view;
	bool as_source; /* it will be framed and get a new background */
};

void photo_check_face_geometry(const struct photo_check_face *f,
			       struct findings *out);
void photo_check_face_look(const struct photo_check_face *f,
			   struct findings *out);

#endif
