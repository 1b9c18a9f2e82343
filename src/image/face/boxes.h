/* SPDX-License-Identifier: MIT */
/*
 * From the finder's windows to faces, and deciding which boxes are the same
 * face.  The functions work in place; those that drop boxes return how many are
 * left.  Pure.
 */
#ifndef IMAGE_FACE_BOXES_H
#define IMAGE_FACE_BOXES_H

#include "image/face/cascade.h"
#include "image/face/face.h"

/* Largest first. */
void face_boxes_sort(struct face_hit *hits, int n);

/* Make a face, without eyes yet; scale: picture pixels per searched pixel. */
void face_boxes_set(struct face *f, const struct face_hit *h, double scale);

/* Convert box and eyes to a picture k times as large. */
void face_boxes_scale(struct face *f, double k);

/* Drop small boxes inside larger ones, such as a lens of glasses. */
int face_boxes_drop_parts(struct face_hit *h, int n);

/* Of two boxes one inside the other, keep one face: the eyes decide. */
int face_boxes_drop_nested(struct face *faces, int n);

/*
 * Drop boxes without eyes if any box has eyes; with needs_eyes, for boxes that
 * few windows support, drop them in any case.
 */
int face_boxes_drop_eyeless(struct face *faces, int n, bool needs_eyes);

#endif
