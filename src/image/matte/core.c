/* SPDX-License-Identifier: MIT */
#include "image/matte/core.h"

/* The ellipse's middle below the box's top, in its heights. */
static const double middle = 0.44;

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
