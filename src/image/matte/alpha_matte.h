/* SPDX-License-Identifier: MIT */
/*
 * Alpha matting: from a sharp outline on a small picture to a soft alpha on the
 * full one.  A trimap divides the picture into wall, person and, in a band
 * around the outline, unknown.  The colours of wall and person are spread into
 * the band (pull_push.h).  Alpha follows from where a pixel's colour lies
 * between the two, and the wall's share is then removed from it (unmix.h).
 *
 * This is the method of Knockout (Berman, Vlahos and Dadourian 2000), in which
 * both colours continue smoothly from the known parts of the trimap.  Other
 * methods choose samples for each pixel, or solve a linear system as
 * closed-form matting does (Levin, Lischinski and Weiss 2006).  Neither is
 * needed here, because we have a model of the wall and an outline.  Pure,
 * deterministic.
 */
#ifndef IMAGE_MATTE_ALPHA_MATTE_H
#define IMAGE_MATTE_ALPHA_MATTE_H

#include "image/matte/segment.h"
#include "image/matte/wall_model.h"

struct alpha_matte {
	struct image alpha;  /* 1 channel */
	struct image colour; /* 3 channels; the picture's own where alpha 255 */
	/* as in struct matte_confidence */
	double low_contrast, wall_rest, wall_patch;
};

/*
 * rgb: the full picture; small: the picture from which wall and segment were
 * made; face: its box in small.  ERROR_LIMIT when memory runs out.
 */
struct alpha_matte_from {
	const struct image *rgb, *small;
	const struct wall_model *wall;
	const struct segment *segment;
	struct image_box face;
};
int alpha_matte_make(const struct alpha_matte_from *from,
		     struct alpha_matte *out, struct error *err);
void alpha_matte_release(struct alpha_matte *a);

#endif
