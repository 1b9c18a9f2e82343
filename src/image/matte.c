/* SPDX-License-Identifier: MIT */
#include "image/matte.h"

#include <math.h>
#include <stdlib.h>

#include "image/alpha.h"
#include "image/lab.h"
#include "image/resize.h"
#include "image/segment.h"
#include "image/wall.h"
#include "image/wallshade.h"

/* Long side of the picture that wall and outline are found on. */
enum { SMALL = 320 };

static struct image_box scale_box(struct image_box box, double k)
{
	return (struct image_box){
		(int)lround(box.x * k), (int)lround(box.y * k),
		(int)lround(box.width * k), (int)lround(box.height * k)};
}

static double overlap(const struct shape *a, const struct shape *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height, both = 0, any = 0;

	for (i = 0; i < n; i++) {
		both += a->data[i] & b->data[i];
		any += a->data[i] | b->data[i];
	}
	return any ? (double)both / (double)any : 0;
}

/* Share of the outline where the picture itself shows no edge (Lab). */
static double soft_share(const struct plane lab[3], const struct shape *person)
{
	int w = person->width, h = person->height, x, y, c, dx, dy;
	size_t all = 0, soft = 0;

	for (y = 3; y < h - 3; y++) {
		for (x = 3; x < w - 3; x++) {
			const uint8_t *m = shape_row(person, y) + x;
			float most = 0;

			if (*m == m[1] && *m == m[w])
				continue;
			for (dy = -2; dy <= 2; dy++) {
				for (dx = -2; dx <= 2; dx++) {
					int at = (y + dy) * w + x + dx;
					float sum = 0;

					for (c = 0; c < 3; c++) {
						const float *p =
							lab[c].data + at;
						float gx = p[1] - p[-1];
						float gy = p[w] - p[-w];

						sum += gx * gx + gy * gy;
					}
					most = fmaxf(most, sum);
				}
			}
			all++;
			soft += most < 10 * 10;
		}
	}
	return all ? (double)soft / (double)all : 1;
}

static double ramp(double v, double good, double bad)
{
	double k = (v - good) / (bad - good);

	return k < 0 ? 1 : k > 1 ? 0 : 1 - k;
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

static void judge(struct matte *out)
{
	double a = ramp(out->disagree, 0.0, 0.20);
	double b = ramp(out->weak_edge, 0.0, 0.60);
	double c = ramp(out->soft_edge, 0.0, 0.14);

	out->confidence = fmin(a, fmin(b, c));
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
	wall_close_lines(&wall);
	segment_make(&small, &wall, from.face, &segment);
	status = alpha_make(&from, &alpha, err);
	if (status == 0) {
		out->alpha = alpha.alpha;
		out->colour = alpha.colour;
		out->weak_edge = alpha.weak;
		out->disagree = 1 - overlap(&segment.person, &segment.by_wall);
		out->soft_edge = soft_share(lab, &segment.person);
		describe_wall(&wall, out);
		judge(out);
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
