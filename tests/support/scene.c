/* SPDX-License-Identifier: MIT */
#include "support/scene.h"

#include <stdlib.h>
#include <string.h>

enum { BLOBS = 90 };

uint32_t scene_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Places in 1/1000 of the width and height, squares of radii in 1/10^6. */
static void blob(struct image *im, long cx, long cy, long r, int value)
{
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			long dx = 1000L * x / im->width - cx;
			long dy = (1000L * y / im->height - cy) * im->height /
				  im->width;

			if (dx * dx + dy * dy < r * r)
				image_row(im, y)[x] = (uint8_t)value;
		}
}

void scene_draw(struct image *im, int width, int height, uint32_t seed)
{
	int i;

	if (image_init(im, width, height, 1, NULL) < 0)
		abort();
	memset(im->data, 110, (size_t)width * (size_t)height);
	for (i = 0; i < BLOBS; i++) {
		long cx = scene_random(&seed) % 1000;
		long cy = scene_random(&seed) % 1000;
		long r = 12 + scene_random(&seed) % 70;

		blob(im, cx, cy, r, (int)(scene_random(&seed) % 170) + 40);
	}
}
