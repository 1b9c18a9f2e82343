/* SPDX-License-Identifier: MIT */
/*
 * A cascade for eight neighbouring windows at once, one a lane of a vector, and
 * the plain evaluation of one window; both sum in the same order and give the
 * same floats.  Internal to cascade.c.
 *
 *   p + 0 .. p + 7        windows, one column apart in the table
 *   | | | | | | | |
 *   load at p + corner    8 neighbouring sums: one load a corner
 *   | | | | | | | |
 *   left or right         of every node of a tree: a bit of its outcome
 *   | | | | | | | |
 *   value of the outcome  looked up, eight in one shuffle
 *   | | | | | | | |
 *   sum of the stage      a lane stays alive while it reaches the threshold
 */
#ifndef IMAGE_FACE_LANES_H
#define IMAGE_FACE_LANES_H

#include "image/face/cascade.h"

enum { FACE_LANES = 8 };

/*
 * A node with its rectangles as offsets into the tables of one size; one line
 * of the cache, for deep windows go through thousands of them.
 */
struct face_offsets {
	union {
		struct {
			int at[CASCADE_RECTS][4];
			float weight[CASCADE_RECTS]; /* the third 0: two */
			float threshold;
		};
		int cells[16]; /* LBP: the 4 x 4 corners */
	};
} __attribute__((aligned(64)));

struct face_lanes {
	const struct cascade *c;
	const struct face_offsets *nodes;
};

/*
 * Windows whose top left corners are at p .. p + 7, norm[8] their deviations;
 * pass[i] (0 or 1) says on entry which count and on return which passed all
 * stages.
 */
void face_lanes_eight(const struct face_lanes *f, const uint32_t *p,
		      const float *norm, int pass[FACE_LANES]);

/* The same for the one window at p. */
bool face_lanes_one(const struct face_lanes *f, const uint32_t *p, float norm);

#endif
