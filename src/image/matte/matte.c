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

/* Long side of the picture that wall and outline are found on. */
enum { SMALL = 320 };

static struct image_box scale_box(struct image_box box, double k)
{
	return (struct image_box){
		(int)lround(box.x * k), (int)lround(box.y * k),
		(int)lround(box.width * k), (int)lround(box.height * k)};
}

static void describe_wall(const struct wall_model *wall, struct matte *out)
{
	size_t i, n = (size_t)wall->sure.width * (size_t)wall->sure.height;
	size_t count = 0;
	double mean[3] = {0}, spread = 0;
	int c;

	for (i = 0; i < n; i++) {
		double sum = 0;

		if (!wall->sure.data[i])
			continue;
		count++;
		for (c = 0; c < 3; c++) {
			mean[c] += wall->rgb[c].data[i];
			sum += wall->rest[c].data[i] * wall->rest[c].data[i];
		}
		spread += sum;
	}
	for (c = 0; c < 3; c++)
		out->wall[c] = (uint8_t)lround(
			fmin(mean[c] / (double)(count + !count), 255));
	out->wall_spread = 2 * sqrt(spread / (double)(count + !count));
}

/* Mean of 2 x 2 pixels; sides are even. */
static int halve(const struct image *rgb, struct image *small,
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

static int make_small(const struct image *rgb, struct image *small,
		      struct error *err)
{
	int side = rgb->width > rgb->height ? rgb->width : rgb->height;
	double k = side > 2 * SMALL ? (double)SMALL / side : 0.5;
	bool even = rgb->width % 2 == 0 && rgb->height % 2 == 0;
	int w = (int)lround(rgb->width * k), h = (int)lround(rgb->height * k);

	if (k == 0.5 && even && w > 16 && h > 16)
		return halve(rgb, small, err);
	return resize_to(rgb, w > 16 ? w : 16, h > 16 ? h : 16, small, err);
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
	wall_model_fit(lab, from.face, &wall);
	wall_shadow_add(&wall, &small, from.face);
	wall_seam_close(&wall);
	wall_concavity_add(&wall, from.face);
	segment_make(&small, &wall, from.face, &segment);
	status = alpha_matte_make(&from, &alpha, err);
	if (status == 0) {
		out->alpha = alpha.alpha;
		out->colour = alpha.colour;
		matte_confidence_find(lab, &segment, &wall, from.face,
				      &out->doubt);
		out->doubt.weak = alpha.weak;
		out->confidence = matte_confidence_sum(&out->doubt);
		describe_wall(&wall, out);
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
