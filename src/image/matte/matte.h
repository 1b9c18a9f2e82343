/* SPDX-License-Identifier: MIT */
/*
 * Person and wall: a soft alpha of the person in a portrait before a wall,
 * and the person's own colour with the wall's taken out of the hair edges.
 * Pure and deterministic; all scratch is the call's own; thread-safe.
 *
 * The way of a picture, a file a step:
 *
 *   rgb ─ half size ─→ wall_model      a smooth wall, grown from the edges
 *                      wall_shadow     and the person's shadow on it,
 *                      wall_seam       lines in it,
 *                      wall_concavity  and where it reaches into the outline
 *                      segment         person or wall, a graph cut
 *   rgb ─ full size ─→ alpha_matte     trimap, pull-push, unmixing,
 *                      wall_rest       what of the wall the cut left inside
 *                      confidence      how far to trust it
 */
#ifndef IMAGE_MATTE_MATTE_H
#define IMAGE_MATTE_MATTE_H

#include "image/matte/confidence.h"
#include "image/pixel/image.h"

/*
 * The least confidence at which a matte should be used without a person
 * looking at it; measured by tests/accuracy/accuracy_matte.c.
 */
#define MATTE_CONFIDENCE_MIN 0.5

struct matte {
	struct image alpha;  /* 1 channel, 255 = person */
	struct image colour; /* 3 channels: person's colour where alpha > 0 */
	double confidence;   /* 0..1; below the profile's limit = refuse */
	struct matte_confidence reasons; /* why it is no more */
};

/*
 * rgb: 3 channels, upright, about 300..1200 pixels wide (the caller scales).
 * face: the alt2 box in its pixels.  ERROR_LIMIT only without memory.
 */
int matte_make(const struct image *rgb, struct image_box face,
	       struct matte *out, struct error *err);
void matte_release(struct matte *m);

#endif
