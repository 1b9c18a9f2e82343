/* SPDX-License-Identifier: MIT */
/*
 * Evaluating a cascade for eight neighbouring windows at once, each in a lane
 * of a vector, and for a single window without vectors; both sum in the same
 * order and give exactly the same results.  Internal to cascade.c.
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
 * A node whose rectangles are offsets into the tables of one size.  It fills
 * one cache line, because windows that go far pass through thousands of nodes.
 */
struct face_offsets {
	union {
		struct {
			int at[CASCADE_RECTS][4];
			float weight[CASCADE_RECTS]; /* third 0: only two */
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
 * Evaluate the windows with top left corners at p .. p + 7 and standard
 * deviations norm[8].  pass[i] (0 or 1) says on entry whether window i is to be
 * evaluated and on return whether it passed all stages.
 */
void face_lanes_eight(const struct face_lanes *f, const uint32_t *p,
		      const float *norm, int pass[FACE_LANES]);

/* The same for the one window at p. */
bool face_lanes_one(const struct face_lanes *f, const uint32_t *p, float norm);

#endif
