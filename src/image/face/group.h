/* SPDX-License-Identifier: MIT */
/*
 * Joining the many windows that a cascade fires on into one box a face, as
 * OpenCV's groupRectangles does: components of boxes that are alike (union by
 * the disjoint sets of Galler and Fischer 1964), each its mean.  Pure.
 */
#ifndef IMAGE_FACE_GROUP_H
#define IMAGE_FACE_GROUP_H

#include "image/face/cascade.h"

/*
 * Join hits whose sides lie within a fifth of their size into their mean and
 * keep those of at least min_votes windows.  In place; returns how many are
 * left, in the order of their first window.
 */
int face_group(struct face_hit *hits, int n, int min_votes);

#endif
