/* SPDX-License-Identifier: MIT */
/*
 * Whether two pictures of a face come from one exposure: register one face on
 * the other and measure how alike the fine structure is.  Pure, thread-safe.
 *
 *     face      a patch of each, normalised in bands of detail
 *     coarse    first guesses of the map, by correlation over sizes and turns
 *     affine    the map made exact
 *     flow      what the map leaves: a displacement field
 *     evidence  correlations through both, brought onto one scale: M
 *
 * These, with what they use (patch, warp, ncc, correlation, trimmed), are the
 * inside; signature and search_query are the search's, show draws for people,
 * enlarged tells a face that was made larger than it was taken.
 */
#ifndef IMAGE_ALIGN_ALIGN_H
#define IMAGE_ALIGN_ALIGN_H

#include <stdbool.h>

#include "image/pixel/image.h"

/* A face prepared for comparing; made once, used for many pairs. */
struct align_face;

/* face: the alt2 box; width 0 = none found, the whole picture is used. */
struct align_face *align_prepare(const struct image *grey,
				 struct image_box face, struct error *err);
void align_free(struct align_face *take_face);

enum { ALIGN_MAP = 14 }; /* the block map is at most ALIGN_MAP square */

/*
 * The block map, for people: the correlation of each block of the face, row by
 * row.  Blocks off the face's ellipse or off the other picture are below -1.
 *
 *     blocks[0]      ...  blocks[blocks_across - 1]           -2  -2 .91 -2  -2
 *     blocks[blocks_across] ...                        such as -2 .95 .97 .9 -2
 *     ...                                                     -2 .12 .08 .1  -2
 *
 * A row of low values is a bar, scattered ones are another exposure.
 */
struct align_result {
	double measure; /* M, about 0..1; the verdict's only number */
	double score;	/* 0..100 for people and JSON */
	bool mirrored;
	double map[6];	/* a's patch pixels -> b's patch pixels, affine */
	double back[6]; /* b's -> a's */
	int blocks_across, blocks_down;
	bool blocks_of_second; /* the block map lies on b's face, not a's */
	float blocks[ALIGN_MAP * ALIGN_MAP];
	double native_width; /* smaller face width of the two, pixels */
};

/* align_compare(a, b) and (b, a) measure the same to the last bit. */
void align_compare(const struct align_face *a, const struct align_face *b,
		   struct align_result *out);

/* What align_compare(b, a) would say where (a, b) said r. */
void align_turn(const struct align_result *r, struct align_result *out);

/*
 * The same where b's box frames the very place that a's does, in a picture
 * mirrored or not: no first guess is made, which a bar could mislead.
 */
void align_compare_placed(const struct align_face *a,
			  const struct align_face *b, bool mirrored,
			  struct align_result *out);

/*
 * The same where r says how a lies on b, and framed shows b's picture in
 * another box: no first guess is made, which is half of a comparison's cost.
 */
void align_compare_framed(const struct align_face *a,
			  const struct align_face *b,
			  const struct align_result *r,
			  const struct align_face *framed,
			  struct align_result *out);

/* Let the measure be most at the highest, and the score with it. */
void align_cap(struct align_result *r, double most);

/*
 * Where b's picture has the face as a's box frames it: two detections may
 * differ by a tenth, and a face prepared again with this box compares better.
 * False when the result is too poor, or so good, that it is not worth it,
 * which align_may_gain() alone says of either order.
 */
bool align_may_gain(const struct align_result *r);
bool align_box(const struct align_face *a, const struct align_face *b,
	       const struct align_result *r, struct image_box *box);

enum align_verdict { ALIGN_DIFFERENT, ALIGN_SUSPECT, ALIGN_SAME };

struct align_limits {
	double same, suspect; /* lower ends of measure */
};
extern const struct align_limits align_limits_default;

enum align_verdict align_verdict(const struct align_result *r,
				 const struct align_limits *limits);
/*
 * Whether a face of the two has fewer real pixels than a sure verdict needs
 * (about 120 across a face); what a detector's box or a file's size says does
 * not help a picture that was blown up.
 */
enum { ALIGN_SURE_WIDTH = 120 };
bool align_is_weak(const struct align_result *r);

const char *align_verdict_name(enum align_verdict verdict);

#endif
