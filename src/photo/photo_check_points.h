/* SPDX-License-Identifier: MIT */
/*
 * The findings that rest on a face's landmarks: how the head is turned, lips,
 * eyes, ears, brows, headwear.  Pure.
 */
#ifndef PHOTO_PHOTO_CHECK_POINTS_H
#define PHOTO_PHOTO_CHECK_POINTS_H

#include "photo/photo_view.h"
#include "rules/finding.h"

/* GEO-TILT, without points by the pupils; with them GEO-YAW, GEO-PITCH. */
void photo_check_points_pose(const struct profile *profile,
			     const struct photo_view *view,
			     struct findings *out);

/* Eyes that may be shut, or no points that say otherwise. */
bool photo_check_points_may_be_shut(const struct photo_view *view);

/*
 * APP-MOUTH-OPEN and its like; nothing without points.  sharpness is that of
 * image/portrait/quality.h: eyes that show little are told shut or looking
 * aside only by more.
 */
void photo_check_points_look(const struct profile *profile,
			     const struct photo_view *view, double sharpness,
			     struct findings *out);

#endif
