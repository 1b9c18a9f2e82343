/* SPDX-License-Identifier: MIT */
#include "image/matte/loose_hair.h"

#include <math.h>

/* Where hair ends, in face heights from the box's top. */
static const float zone[2] = {0.8f, 1.35f};
/*
 * How far from the outline (face widths); how alike the wall inside it and how
 * unlike outside (spreads); how rough (L*).
 */
static const float reach = 0.3f, alike = 8, unlike = 1, rough = 1;
/* Hair against the wall's green; clothes have flowers of any colour. */
static const float dark = 0.5f;
/* Beside the cheek, where hair that hangs is: face widths and heights. */
static const float hang_across[2] = {0.40f, 0.52f};
static const float hang_down[2] = {0.6f, 0.85f};
/* Pixels from a place that something as dark as hair must lie in. */
enum { DARK_REACH = 2 };
/* The face itself: its middle below the box's top, its half axes. */
static const double face_middle = 0.55, face_half[2] = {0.45, 0.55};

struct hair_search {
	const struct image *small;
	const struct wall_model *wall;
	const struct plane *outline;
	struct image_box face;
};

static bool is_dark(const struct hair_search *l, int x, int y)
{
	return image_row(l->small, y)[3 * x + 1] <
	       dark * plane_row(&l->wall->rgb[1], y)[x];
}

/* Whether something as dark as hair is near: a flowered shirt has it not. */
static bool has_dark(const struct hair_search *l, int x, int y)
{
	int i, j;

	for (j = y - DARK_REACH; j <= y + DARK_REACH; j++)
		for (i = x - DARK_REACH; i <= x + DARK_REACH; i++)
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

	for (y = (int)fmaxf(from, 0); (float)y < to && y < l->outline->height;
	     y++)
		for (x = 0; x < l->outline->width; x++) {
			float u = (float)side * ((float)x - middle) /
				  (float)(l->face.width + 1);

			if (u < hang_across[0] || u > hang_across[1])
				continue;
			all++;
			hair += plane_row(l->outline, y)[x] < 0 &&
				is_dark(l, x, y);
		}
	return hair * 2 > all;
}

/* Structure like the wall inside the outline, or unlike it outside. */
static bool is_loose(const struct hair_search *l, int x, int y)
{
	float far = reach * (float)l->face.width;
	float e = plane_row(l->outline, y)[x];
	float d = plane_row(&l->wall->distance, y)[x];

	if (plane_row(&l->wall->texture, y)[x] <= rough)
		return false;
	if (e >= 0)
		return e < far && d > unlike;
	return e > -far && d < alike && has_dark(l, x, y);
}

/* Rows of the zone on one side of the face. */
static void find_side(const struct hair_search *l, int side, struct mask *out)
{
	int middle = l->face.x + l->face.width / 2, x, y;
	int x0 = side < 0 || middle < 0 ? 0 : middle;
	int x1 = side > 0 || middle > out->width ? out->width : middle;
	float height = (float)(l->face.height > 0 ? l->face.height : 1);

	for (y = 0; y < out->height; y++) {
		float v = (float)(y - l->face.y) / height;

		for (x = x0; x < x1 && v > zone[0] && v < zone[1]; x++)
			mask_row(out, y)[x] = is_loose(l, x, y);
	}
}

void loose_hair_find(const struct image *small, const struct wall_model *wall,
		     const struct plane *outline, struct image_box face,
		     struct mask *out)
{
	const struct hair_search l = {small, wall, outline, face};
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height * face_middle};
	const double radius[2] = {face_half[0] * face.width,
				  face_half[1] * face.height};
	const struct image_box neck = {face.x + face.width / 5,
				       face.y + face.height * 9 / 10,
				       face.width * 3 / 5, face.height};
	int side;

	mask_init(out, outline->width, outline->height);
	for (side = -1; side <= 1; side += 2)
		if (hair_hangs(&l, side))
			find_side(&l, side, out);
	mask_grow(out, 1);
	mask_ellipse(out, centre, radius, 0);
	mask_rect(out, neck, 0);
}
