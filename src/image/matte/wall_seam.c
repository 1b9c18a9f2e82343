/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_seam.h"

/*
 * Pixels from wall to wall across a gap: a door's frame is to fit in; what is
 * wider may be an arm.
 */
enum { SEAM_WIDTH = 14 };
/* A seam is longer than one part in so many of the picture's height. */
enum { SEAM_HEIGHT_PART = 4 };

static void close_gap(struct wall_model *w, const struct mask *gaps, int x,
		      int y)
{
	if (mask_row(gaps, y)[x])
		wall_model_take(w,
				(size_t)y * (size_t)w->sure.width + (size_t)x);
}

/*
 * Pixels in a narrow upright gap: not wall, but wall is near to the left and
 * to the right.
 */
static void find_gaps(const struct mask *sure, struct mask *gaps)
{
	int w = sure->width, x, y;

	mask_init(gaps, w, sure->height);
	for (y = 0; y < sure->height; y++) {
		const uint8_t *in = mask_row(sure, y);
		uint8_t *out = mask_row(gaps, y);
		int last = -w, i;

		for (x = 0; x < w; x++) {
			if (!in[x])
				continue;
			for (i = last + 1; i < x && x - last <= SEAM_WIDTH; i++)
				out[i] = 1;
			last = x;
		}
	}
}

/*
 * A dark line in one wall, the edge of a door, parts it no more than a joint
 * does: gaps above each other over a good part of the height, in three columns
 * at once, since few pictures are plumb.  A mark on the wall is not so high.
 */
void wall_seam_close(struct wall_model *w)
{
	int width = w->sure.width, height = w->sure.height, x, y, k, top;
	struct mask gaps;

	find_gaps(&w->sure, &gaps);
	for (x = 1; x < width - 1; x++) {
		for (y = 0; y < height; y = top + 1) {
			for (top = y; top < height; top++) {
				const uint8_t *g = mask_row(&gaps, top) + x;

				if (!(g[-1] | g[0] | g[1]))
					break;
			}
			for (k = y;
			     k < top && (top - y) * SEAM_HEIGHT_PART > height;
			     k++)
				close_gap(w, &gaps, x, k);
		}
	}
	mask_release(&gaps);
}
