/* SPDX-License-Identifier: MIT */
/*
 * Which way up a picture of a person is: a phone's portrait without its EXIF
 * lies on its side, and now and then shows the finder a false face in clothes,
 * hair or wall.  Pure, thread-safe.
 */
#ifndef IMAGE_FACE_ORIENTATION_H
#define IMAGE_FACE_ORIENTATION_H

#include "image/face/face.h"

/*
 * The EXIF orientation (6, 8 or 3) by which a picture is to be turned so that
 * it shows a surer face than the one that is seen in it as it is (NULL: none);
 * 1 when no turned picture shows one.  Nothing is searched when the face seen
 * is plainly one.
 */
int face_orientation_find(const struct face_models *models,
			  const struct image *grey, const struct face *seen);

#endif
