/* SPDX-License-Identifier: MIT */
/*
 * Cutting the person out of a portrait before a wall: a soft alpha, and the
 * person's own colour, from which the wall's is removed at the edges of the
 * hair.  Pure and deterministic; thread-safe.
 *
 * The steps, each in a file of its name:
 *
 *   rgb ─ half size ─→ wall_model      a smooth wall, grown from the edges
 *                      wall_shadow     and the person's shadow on it,
 *                      wall_seam       lines in it,
 *                      wall_concavity  and where it reaches into the outline
 *                      segment         person or wall, a graph cut
 *   rgb ─ full size ─→ alpha_matte     trimap, pull-push, unmixing,
 *                      wall_rest       wall that the cut left inside
 *                      confidence      how far to trust it
 */
#ifndef IMAGE_MATTE_MATTE_H
#define IMAGE_MATTE_MATTE_H

#include "image/matte/confidence.h"
#include "image/pixel/image.h"

/*
 * A matte with less confidence should not be used before a person has looked at
 * it; measured by tests/accuracy/accuracy_matte.c.
 */
#define MATTE_CONFIDENCE_MIN 0.5

struct matte {
	struct image alpha;  /* 1 channel, 255 = person */
	struct image colour; /* 3 channels: person's colour where alpha > 0 */
	double confidence;   /* 0..1; refused below the profile's limit */
	struct matte_confidence reasons; /* why it is not 1 */
};

/*
 * rgb: 3 channels, upright, about 300..1200 pixels wide (the caller scales).
 * face: the box of face_find() in its pixels.  ERROR_LIMIT when memory runs
 * out.
 */
int matte_make(const struct image *rgb, struct image_box face,
	       struct matte *out, struct error *err);
void matte_release(struct matte *m);

#endif
