/* SPDX-License-Identifier: MIT */
/*
 * A picture's bytes to a face ready for comparing: decoded upright, the
 * largest face found.  Thread-safe; models are shared read-only.
 */
#ifndef COMPARE_COMPARE_FILE_H
#define COMPARE_COMPARE_FILE_H

#include "compare/compare_face.h"
#include "image/face/face.h"

struct compare_file {
	struct image grey;     /* upright, reduced */
	struct image_box face; /* in grey's pixels; width 0 = none */
	struct face seen;      /* the same as it was found */
	double scale;	       /* the original's pixels for one of grey */
};

int compare_file_open(const struct face_models *models, const void *bytes,
		      size_t n, struct compare_file *out, struct error *err);
/* The same in two steps: the pixels, the face in them. */
int compare_file_read(const void *bytes, size_t n, struct compare_file *out,
		      struct error *err);
void compare_file_look(const struct face_models *models,
		       struct compare_file *f);
/*
 * Where none was found, or what few windows speak for: the picture is turned
 * as it must have been taken, if it lies on its side or its head and shows a
 * surer face so.
 */
int compare_file_turn(const struct face_models *models, struct compare_file *f,
		      struct error *err);
void compare_file_release(struct compare_file *f);

#endif
