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

/*
 * Places in 1/1000 of the width and height, radii too.  Only the square that
 * may lie within is looked at, a pixel wider for what the divisions drop.
 */
static void blob(struct image *im, long cx, long cy, long r, int value)
{
	long w = im->width, h = im->height, x, y;
	long left = (cx - r) * w / 1000 - 1, right = (cx + r + 1) * w / 1000;
	long reach = r * w / h + 2;
	long top = (cy - reach) * h / 1000 - 1;
	long bottom = (cy + reach) * h / 1000;

	for (y = top < 0 ? 0 : top; y < h && y <= bottom; y++)
		for (x = left < 0 ? 0 : left; x < w && x <= right; x++) {
			long dx = 1000 * x / w - cx;
			long dy = (1000 * y / h - cy) * h / w;

			if (dx * dx + dy * dy < r * r)
				image_row(im, (int)y)[x] = (uint8_t)value;
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
