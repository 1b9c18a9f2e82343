/* SPDX-License-Identifier: MIT */
#include "image/matte/loose_hair.h"

#include <math.h>

/* Where hair ends, in face heights from the box's top. */
static const float zone[2] = {0.8f, 1.35f};
/* How far from the outline (face widths), how alike the wall, how rough. */
static const float reach = 0.3f, alike = 8, rough = 1;
/* Hair against the wall's green; clothes have flowers of any colour. */
static const float dark = 0.5f;
/* Beside the cheek, where hair that hangs is: face widths and heights. */
static const float hang_across[2] = {0.40f, 0.52f};
static const float hang_down[2] = {0.6f, 0.85f};

struct hair_search {
	const struct image *small;
	const struct wall_model *wall;
	const struct plane *edge;
	struct image_box face;
};

static bool is_dark(const struct hair_search *l, int x, int y)
{
	return image_row(l->small, y)[3 * x + 1] <
	       dark * plane_row(&l->wall->rgb[1], y)[x];
}

/* Whether something as dark as hair is near. */
static bool has_dark(const struct hair_search *l, int x, int y)
{
	int i, j;

	for (j = y - 2; j <= y + 2; j++)
		for (i = x - 2; i <= x + 2; i++)
			if (i >= 0 && j >= 0 && i < l->small->width &&
			    j < l->small->height && is_dark(l, i, j))
				return true;
	return false;
}

/* Whether dark hair hangs beside the cheek on one side (-1 left, 1 right). */
static bool hair_hangs(const struct hair_search *l, int side)
{
	float middle = (float)l->face.x + (float)l->face.width / 2;
	float from = (float)l->face.y + hang_down[0] * (float)l->face.height;
	float to = (float)l->face.y + hang_down[1] * (float)l->face.height;
	int all = 0, hair = 0, x, y;

	for (y = (int)fmaxf(from, 0); (float)y < to && y < l->edge->height; y++)
		for (x = 0; x < l->edge->width; x++) {
			float u = (float)side * ((float)x - middle) /
				  (float)(l->face.width + 1);

			if (u < hang_across[0] || u > hang_across[1])
				continue;
			all++;
			hair += plane_row(l->edge, y)[x] < 0 &&
				is_dark(l, x, y);
		}
	return hair * 2 > all;
}

/* Structure like the wall inside the outline, or unlike it outside. */
static bool is_loose(const struct hair_search *l, int x, int y)
{
	float far = reach * (float)l->face.width;
	float e = plane_row(l->edge, y)[x];
	float d = plane_row(&l->wall->distance, y)[x];

	if (plane_row(&l->wall->texture, y)[x] <= rough)
		return false;
	if (e >= 0)
		return e < far && d > 1;
	return e > -far && d < alike && has_dark(l, x, y);
}

static void find_side(const struct hair_search *l, int side, struct mask *out)
{
	int middle = l->face.x + l->face.width / 2, x, y;
	int x0 = side < 0 ? 0 : middle, x1 = side < 0 ? middle : out->width;

	x0 = x0 > 0 ? x0 : 0;
	x1 = x1 < out->width ? x1 : out->width;
	for (y = 0; y < out->height; y++) {
		float v = (float)(y - l->face.y) /
			  (float)(l->face.height > 0 ? l->face.height : 1);

		for (x = x0; x < x1 && v > zone[0] && v < zone[1]; x++)
			mask_row(out, y)[x] = is_loose(l, x, y);
	}
}

void loose_hair_find(const struct image *small, const struct wall_model *wall,
		     const struct plane *edge, struct image_box face,
		     struct mask *out)
{
	const struct hair_search l = {small, wall, edge, face};
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height * 0.55};
	const double radius[2] = {0.45 * face.width, 0.55 * face.height};
	const struct image_box neck = {face.x + face.width / 5,
				       face.y + face.height * 9 / 10,
				       face.width * 3 / 5, face.height};
	int side;

	mask_init(out, edge->width, edge->height);
	for (side = -1; side <= 1; side += 2)
		if (hair_hangs(&l, side))
			find_side(&l, side, out);
	mask_grow(out, 1);
	mask_ellipse(out, centre, radius, 0);
	mask_rect(out, neck, 0);
}
