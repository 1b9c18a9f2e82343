/* SPDX-License-Identifier: MIT */
/*
 * Whether two pictures of a face come from one exposure: register one face on
 * the other and measure how alike their fine structure is.  Pure, thread-safe.
 *
 *     face      prepare each face: a patch, normalised in bands of detail
 *     coarse    guess the map from one to the other, by correlation
 *     affine    make the map exact
 *     flow      find the displacements that an affine map cannot express
 *     evidence  correlate the faces through map and displacements: M
 *
 * These files, with patch, warp, ncc, correlation and trimmed, are internal.
 * signature and search_query serve the search for same photos; show draws the
 * evidence for people; enlarged detects faces that were made larger than they
 * were taken.
 */
#ifndef IMAGE_ALIGN_ALIGN_H
#define IMAGE_ALIGN_ALIGN_H

#include <stdbool.h>

#include "image/pixel/image.h"

/* A face prepared for comparing; made once, used for many pairs. */
struct align_face;

/* face: the box of face_find(); width 0 = no face, use the whole picture. */
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
 * A row of low values means a bar over the face, scattered ones mean another
 * exposure.
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

/* Turn r, the result of align_compare(a, b), into that of (b, a). */
void align_turn(const struct align_result *r, struct align_result *out);

/*
 * align_compare() for boxes that are known to frame the same place of the face,
 * in b's picture mirrored or not.  The coarse guess, which a bar over the face
 * could mislead, is left out.
 */
void align_compare_placed(const struct align_face *a,
			  const struct align_face *b, bool mirrored,
			  struct align_result *out);

/*
 * Compare a with framed, which is b prepared again with another box, when r has
 * the result of (a, b): its map replaces the coarse guess, which is half of the
 * cost of a comparison.
 */
void align_compare_framed(const struct align_face *a,
			  const struct align_face *b,
			  const struct align_result *r,
			  const struct align_face *framed,
			  struct align_result *out);

/* Limit the measure to most, and the score accordingly. */
void align_cap(struct align_result *r, double most);

/*
 * The box in b's picture that frames the face as a's box does in a's.  Two
 * detections may differ by a tenth, and b prepared again with this box compares
 * better.  False when r is so poor or so good that this is not worth the time;
 * align_may_gain() says only that, for either order of the faces.
 */
bool align_may_gain(const struct align_result *r);
bool align_box(const struct align_face *a, const struct align_face *b,
	       const struct align_result *r, struct image_box *box);

enum align_verdict { ALIGN_DIFFERENT, ALIGN_SUSPECT, ALIGN_SAME };

struct align_limits {
	double same, suspect; /* the least measure for each verdict */
};
extern const struct align_limits align_limits_default;

enum align_verdict align_verdict(const struct align_result *r,
				 const struct align_limits *limits);
/*
 * Whether the smaller of the two faces has fewer pixels of real detail than a
 * sure verdict needs.  The size of the box or of the file does not count: the
 * picture may have been enlarged.
 */
enum { ALIGN_SURE_WIDTH = 120 };
bool align_is_weak(const struct align_result *r);

const char *align_verdict_name(enum align_verdict verdict);

#endif
