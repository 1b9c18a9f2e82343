/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_shadow.h"

#include <math.h>
#include <string.h>

/* Where the picture is the wall times one factor, softly. */
static void shade_mask(const struct wall_model *w, const struct image *rgb,
		       struct mask *shade)
{
	struct plane c[3], slope;
	size_t i, n = (size_t)shade->width * (size_t)shade->height;
	int k, x, y, width = shade->width;

	for (k = 0; k < 3; k++) {
		plane_from_image(&c[k], rgb, k);
		plane_gauss(&c[k], &c[k], 0.7f);
	}
	plane_init(&slope, shade->width, shade->height);
	for (y = 1; y < shade->height - 1; y++) {
		for (x = 1; x < width - 1; x++) {
			const float *g = plane_row(&c[1], y) + x;
			float h = g[1] - g[-1], v = g[width] - g[-width];

			plane_row(&slope, y)[x] = sqrtf(h * h + v * v) / 2;
		}
	}
	for (i = 0; i < n; i++) {
		float mean = 0, wall = 0, off = 0;

		for (k = 0; k < 3; k++) {
			mean += c[k].data[i] + 4;
			wall += w->rgb[k].data[i] + 4;
		}
		mean /= wall;
		for (k = 0; k < 3; k++) {
			float want = mean * (w->rgb[k].data[i] + 4);
			float d = fabsf(c[k].data[i] + 4 - want);

			off = fmaxf(off, d / (0.035f * want + 2.0f));
		}
		shade->data[i] = mean > 0.4f && mean < 1.10f && off < 1 &&
				 w->texture.data[i] < 1.2f &&
				 slope.data[i] < 0.011f * wall + 1.5f;
	}
	for (k = 0; k < 3; k++)
		plane_release(&c[k]);
	plane_release(&slope);
}

/* Whether the clothes, where they must be, could be the wall in shade. */
static bool pale_clothes(const struct mask *shade, struct image_box face)
{
	struct image_box chest = {face.x + face.width / 10,
				  face.y + face.height * 3 / 2,
				  face.width * 4 / 5, shade->height};
	struct mask all;
	size_t i, n = (size_t)shade->width * (size_t)shade->height;
	size_t count, alike = 0;

	mask_init(&all, shade->width, shade->height);
	mask_rect(&all, chest, 1);
	count = mask_count(&all);
	for (i = 0; i < n; i++)
		alike += all.data[i] & shade->data[i];
	mask_release(&all);
	return alike * 20 > count;
}

/* Shoulders widen downwards; pale clothes there are no shadow. */
static void clear_shoulders(struct mask *shade, struct image_box face)
{
	int top = face.y + face.height * 23 / 20, y;

	for (y = top > 0 ? top : 0; y < shade->height; y++) {
		int half = face.width * 3 / 5 + 2 * (y - top);
		struct image_box row = {face.x + face.width / 2 - half, y,
					2 * half, 1};

		mask_rect(shade, row, 0);
	}
}

void wall_shadow_add(struct wall_model *w, const struct image *rgb,
		     struct image_box face)
{
	int width = w->sure.width, height = w->sure.height;
	int low = face.y + face.height * 19 / 10;
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + 0.44 * face.height};
	const double radius[2] = {0.45 * face.width, 0.62 * face.height};
	const struct image_box cheeks = {
		face.x + face.width / 5, face.y + face.height / 2,
		face.width * 3 / 5, face.height * 9 / 20};
	const struct image_box neck = {face.x + face.width * 3 / 10, face.y,
				       face.width * 2 / 5, height};
	const struct image_box chest = {face.x + face.width / 5,
					face.y + face.height * 6 / 5,
					face.width * 3 / 5, height};
	struct mask shade, joined;
	bool pale;
	size_t i, n = (size_t)width * (size_t)height;

	mask_init(&shade, width, height);
	shade_mask(w, rgb, &shade);
	memcpy(w->shade.data, shade.data, n);
	pale = pale_clothes(&shade, face);
	mask_rect(&shade, (struct image_box){0, low, width, height}, 0);
	mask_ellipse(&shade, centre, radius, 0);
	mask_rect(&shade, cheeks, 0);
	mask_rect(&shade, neck, 0);
	mask_rect(&shade, chest, 0);
	if (pale)
		clear_shoulders(&shade, face);
	mask_shrink(&shade, 1);
	mask_grow(&shade, 1);
	mask_copy(&shade, &joined);
	for (i = 0; i < n; i++)
		joined.data[i] |= w->sure.data[i];
	mask_reach(&joined, &w->sure);
	for (i = 0; i < n; i++) {
		if (!joined.data[i] || !shade.data[i] || w->sure.data[i])
			continue;
		w->sure.data[i] = 1;
		w->distance.data[i] = fminf(w->distance.data[i], 1.5f);
	}
	mask_release(&shade);
	mask_release(&joined);
}
