/* SPDX-License-Identifier: MIT */
#include "image/matte/core.h"

#include <math.h>

/* The ellipse's middle below the box's top, in its heights. */
static const double middle = 0.44;

/*
 * A band in every head's hair, over the brow: half its width and how far up
 * from the box's top, in faces, or the first rows where that is outside.
 */
static const double brow_half = 0.25, brow_up = 0.22, brow_height = 0.06;
enum { BROW_LEAST = 3 };

void matte_core_clear(struct mask *wall, struct image_box face,
		      const double half[2])
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + middle * face.height};
	const double radius[2] = {half[0] * face.width, half[1] * face.height};
	const struct image_box cheeks = {
		face.x + face.width / 5, face.y + face.height / 2,
		face.width * 3 / 5, face.height * 9 / 20};
	const struct image_box neck = {face.x + face.width * 3 / 10, face.y,
				       face.width * 2 / 5, wall->height};
	const struct image_box chest = {face.x + face.width / 5,
					face.y + face.height * 6 / 5,
					face.width * 3 / 5, wall->height};

	mask_ellipse(wall, centre, radius, 0);
	mask_rect(wall, cheeks, 0);
	mask_rect(wall, neck, 0);
	mask_rect(wall, chest, 0);
}

double matte_core_brow_share(const struct mask *m, struct image_box face)
{
	int centre = face.x + face.width / 2;
	int half = (int)lround(brow_half * face.width);
	int top = face.y - (int)lround(brow_up * face.height);
	int rows = (int)lround(brow_height * face.height);
	size_t all = 0, covered = 0;
	int x, y;

	top = top > 1 ? top : 1;
	rows = rows > BROW_LEAST ? rows : BROW_LEAST;
	for (y = top; y < top + rows && y < m->height; y++)
		for (x = centre - half; x < centre + half; x++) {
			if (x < 0 || x >= m->width)
				continue;
			all++;
			covered += mask_row(m, y)[x];
		}
	return all ? (double)covered / (double)all : 0;
}
