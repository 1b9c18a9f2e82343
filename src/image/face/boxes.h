/* SPDX-License-Identifier: MIT */
/*
 * The finder's boxes: from windows to faces, and which of them are one face.
 * In place; what drops returns how many are left.  Pure.
 */
#ifndef IMAGE_FACE_BOXES_H
#define IMAGE_FACE_BOXES_H

#include "image/face/cascade.h"
#include "image/face/face.h"

/* Largest first. */
void face_boxes_sort(struct face_hit *hits, int n);

/* A face without eyes yet; scale: pixels of the picture a pixel searched. */
void face_boxes_set(struct face *f, const struct face_hit *h, double scale);

/* Box and eyes into a picture k times as large. */
void face_boxes_scale(struct face *f, double k);

/* A lens of a pair of glasses is now and then taken for a small face. */
int face_boxes_drop_parts(struct face_hit *h, int n);

/* One box inside another is the same face: the eyes tell which. */
int face_boxes_drop_nested(struct face *faces, int n);

/*
 * Beside a face with eyes, a box without is no face; and what was found by
 * few windows needs eyes to be one.
 */
int face_boxes_drop_eyeless(struct face *faces, int n, bool needs_eyes);

#endif
