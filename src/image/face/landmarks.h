/* SPDX-License-Identifier: MIT */
/*
 * The 68 points of a face by an ensemble of regression trees (Kazemi and
 * Sullivan, One Millisecond Face Alignment with an Ensemble of Regression
 * Trees, CVPR 2014), with the trees that dlib's authors trained on the
 * iBUG 300-W faces (Debian's libdlib-data), packed by tools/pack_landmarks.c
 * and mapped by codec/config/landmark_file.c.  Pure; a model is read-only and
 * may be shared between threads.
 *
 *        17 18 19 20 21     22 23 24 25 26       brows
 *         37 38      27       43 44
 *     0  36    39    28     42    45  16         eyes, ends of the jaw
 *     1   41 40      29       47 46   15
 *      2             30              14          tip of the nose
 *       3      31 32 33 34 35       13
 *        4      49 50 51 52 53     12            lips: 48-59 outer,
 *         5   48 60 61 62 63 64 54 11                  60-67 inner
 *          6    59 67 66 65  55   10
 *            7     58 57 56      9
 *                    8                           chin
 *
 * Left is the picture's left.  Each stage moves all points by the sum of one
 * leaf from each of its trees.  A tree makes four comparisons: is one pixel
 * lighter than another by more than a threshold?  The place of such a pixel is
 * given relative to the nearest point of the mean face, so it moves with the
 * points.
 */
#ifndef IMAGE_FACE_LANDMARKS_H
#define IMAGE_FACE_LANDMARKS_H

#include <stdint.h>

#include "image/face/face.h"
#include "image/pixel/image.h"

enum {
	LANDMARKS = 68,
	LANDMARKS_VALUES = 2 * LANDMARKS, /* x, y, x, y, … */
	LANDMARKS_DEPTH = 4,
	LANDMARKS_SPLITS = (1 << LANDMARKS_DEPTH) - 1, /* of a tree */
	LANDMARKS_LEAVES = 1 << LANDMARKS_DEPTH,
	/* so many of the largest leaves still add up to less than 2^31 */
	LANDMARKS_MAX_TREES = 511,
	LANDMARKS_MAX_PIXELS = 1024, /* of a stage */
	LANDMARKS_MAX_STAGES = 64,
};

/* A pixel that a stage compares, at an offset from a point of the mean face. */
struct landmark_pixel {
	float dx, dy; /* sides of the face's box */
	uint32_t point;
};

/* Goes left when pixel a is lighter than b by more than threshold levels. */
struct landmark_split {
	uint16_t a, b;
	int16_t threshold;
};

/* How far a leaf moves the points: value times scale times the unit. */
struct landmark_leaf {
	int8_t value[LANDMARKS_VALUES];
	int16_t scale;
	int16_t unused; /* 140 bytes: every leaf at a multiple of four */
};

/*
 * The arrays lie in the mapped file.  Splits of a tree are a heap: the
 * children of i are 2 i + 1 and 2 i + 2; what follows the last is a leaf.
 */
struct landmark_model {
	int stages, trees, pixels; /* trees and pixels of one stage */
	float unit;		   /* of a leaf's value, sides of the box */
	const float *mean;	   /* LANDMARKS_VALUES, the box is 0..1 */
	const struct landmark_pixel *pixel; /* stages x pixels */
	const struct landmark_split *split; /* stages x trees x SPLITS */
	const struct landmark_leaf *leaf;   /* stages x trees x LEAVES */
};

struct landmarks {
	double at[LANDMARKS][2]; /* x, y in pixels of the image */
	/* how much the two fits differ: the mean distance of their points from
	 * these, over the distance of the eyes' outer corners */
	double spread;
};

/*
 * The landmarks of a face with the box of face_find(): the mean of a fit and of
 * a fit to the mirror image.  For a tilted head this is repeated in a box that
 * is turned like the head.
 */
void landmarks_fit(const struct landmark_model *model, const struct image *grey,
		   const struct face *face, struct landmarks *out);

#endif
