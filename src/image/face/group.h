/* SPDX-License-Identifier: MIT */
/*
 * Joining the many windows in which a cascade sees a face into one box for each
 * face, as OpenCV's groupRectangles does: boxes that are alike are united (by
 * the disjoint sets of Galler and Fischer 1964) and replaced by their mean.
 * Pure.
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
