/* SPDX-License-Identifier: MIT */
#include "image/matte/matte.h"

#include <math.h>
#include <stdlib.h>

#include "image/matte/alpha_matte.h"
#include "image/matte/confidence.h"
#include "image/pixel/lab.h"
#include "image/pixel/resize.h"
#include "image/matte/segment.h"
#include "image/matte/wall_model.h"
#include "image/matte/wall_concavity.h"
#include "image/matte/wall_seam.h"
#include "image/matte/wall_shadow.h"

/*
 * Long side of the picture that wall and outline are found on.  A larger one
 * costs time in every step, a smaller one loses hair's outline; the trimap's
 * band makes up for what this one does not show.
 */
enum { SMALL_SIDE = 320, LEAST_SIDE = 16 };

static struct image_box scale_box(struct image_box box, double k)
{
	return (struct image_box){
		(int)lround(box.x * k), (int)lround(box.y * k),
		(int)lround(box.width * k), (int)lround(box.height * k)};
}

/* Mean of 2 x 2 pixels; sides are even. */
static int halve_image(const struct image *rgb, struct image *small,
		       struct error *err)
{
	int x, y, stride = 3 * rgb->width;

	if (image_init(small, rgb->width / 2, rgb->height / 2, 3, err))
		return -1;
	for (y = 0; y < small->height; y++) {
		const uint8_t *restrict in = image_row(rgb, 2 * y);
		uint8_t *restrict out = image_row(small, y);

		for (x = 0; x < 3 * small->width; x++) {
			int i = x + x / 3 * 3;

			out[x] = (uint8_t)((in[i] + in[i + 3] + in[i + stride] +
					    in[i + stride + 3] + 2) /
					   4);
		}
	}
	return 0;
}

/* Up to twice that side a picture is halved, by plain means if it can be. */
static int make_small(const struct image *rgb, struct image *small,
		      struct error *err)
{
	int side = rgb->width > rgb->height ? rgb->width : rgb->height;
	double k = side > 2 * SMALL_SIDE ? (double)SMALL_SIDE / side : 0.5;
	bool even = rgb->width % 2 == 0 && rgb->height % 2 == 0;
	int w = (int)lround(rgb->width * k), h = (int)lround(rgb->height * k);

	if (k == 0.5 && even && w > LEAST_SIDE && h > LEAST_SIDE)
		return halve_image(rgb, small, err);
	w = w > LEAST_SIDE ? w : LEAST_SIDE;
	h = h > LEAST_SIDE ? h : LEAST_SIDE;
	return resize_to(rgb, w, h, small, err);
}

/* The order of the wall's four steps is part of the method: see each header. */
static void find_wall(const struct plane lab[3], const struct image *small,
		      struct image_box face, struct wall_model *wall)
{
	wall_model_fit(lab, face, wall);
	wall_shadow_add(wall, small, face);
	wall_seam_close(wall);
	wall_concavity_add(wall, face);
}

int matte_make(const struct image *rgb, struct image_box face,
	       struct matte *out, struct error *err)
{
	struct image small = IMAGE_INIT;
	struct plane lab[3];
	struct wall_model wall;
	struct segment segment;
	struct alpha_matte alpha;
	struct alpha_matte_from from = {.rgb = rgb,
					.small = &small,
					.wall = &wall,
					.segment = &segment};
	int status, c;

	*out = (struct matte){0};
	if (make_small(rgb, &small, err))
		return -1;
	from.face = scale_box(face, (double)small.width / rgb->width);
	lab_from_image(&small, lab);
	find_wall(lab, &small, from.face, &wall);
	segment_make(&small, &wall, from.face, &segment);
	status = alpha_matte_make(&from, &alpha, err);
	if (status == 0) {
		out->alpha = alpha.alpha;
		out->colour = alpha.colour;
		matte_confidence_find(lab, &segment, &wall, from.face,
				      &out->reasons);
		out->reasons.low_contrast = alpha.low_contrast;
		out->reasons.wall_rest = alpha.wall_rest;
		out->reasons.wall_patch = alpha.wall_patch;
		out->confidence = matte_confidence_sum(&out->reasons);
	}
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
	wall_model_release(&wall);
	segment_release(&segment);
	image_release(&small);
	return status;
}

void matte_release(struct matte *m)
{
	image_release(&m->alpha);
	image_release(&m->colour);
}
