/* SPDX-License-Identifier: MIT */
#include "image/matte.h"

#include <math.h>
#include <stdlib.h>

#include "image/alpha.h"
#include "image/doubt.h"
#include "image/lab.h"
#include "image/resize.h"
#include "image/segment.h"
#include "image/wall.h"
#include "image/wallbay.h"
#include "image/wallline.h"
#include "image/wallshade.h"

/* Long side of the picture that wall and outline are found on. */
enum { SMALL = 320 };

static struct image_box scale_box(struct image_box box, double k)
{
	return (struct image_box){
		(int)lround(box.x * k), (int)lround(box.y * k),
		(int)lround(box.width * k), (int)lround(box.height * k)};
}

static void describe_wall(const struct wall *wall, struct matte *out)
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
	struct wall wall;
	struct segment segment;
	struct alpha alpha;
	struct alpha_from from = {.rgb = rgb,
				  .small = &small,
				  .wall = &wall,
				  .segment = &segment};
	int status, c;

	*out = (struct matte){0};
	if (make_small(rgb, &small, err))
		return -1;
	from.face = scale_box(face, (double)small.width / rgb->width);
	lab_from_image(&small, lab);
	wall_fit(lab, from.face, &wall);
	wallshade_add(&wall, &small, from.face);
	wallline_close(&wall);
	wallbay_add(&wall, from.face);
	segment_make(&small, &wall, from.face, &segment);
	status = alpha_make(&from, &alpha, err);
	if (status == 0) {
		out->alpha = alpha.alpha;
		out->colour = alpha.colour;
		doubt_find(lab, &segment, &wall, from.face, &out->doubt);
		out->doubt.weak = alpha.weak;
		out->confidence = doubt_confidence(&out->doubt);
		describe_wall(&wall, out);
	}
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
	wall_release(&wall);
	segment_release(&segment);
	image_release(&small);
	return status;
}

void matte_release(struct matte *m)
{
	image_release(&m->alpha);
	image_release(&m->colour);
}
