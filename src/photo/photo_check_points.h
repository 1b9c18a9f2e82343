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

/* Lids that may be shut, or no points that say otherwise. */
bool photo_check_points_lids_near(const struct photo_view *view);

/* APP-MOUTH-OPEN and its like; nothing without points. */
void photo_check_points_look(const struct profile *profile,
			     const struct photo_view *view,
			     struct findings *out);

#endif
