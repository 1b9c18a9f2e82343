/* SPDX-License-Identifier: MIT */
#include "image/face/rotate.h"

#include <math.h>

#include "base/number.h"

/* 1/256 of a pixel, so that the bytes are the same everywhere. */
enum { ONE = 256 };

static uint8_t sample_bilinear(const struct image *im, int x, int y)
{
	int x0 = number_clamp(x >> 8, 0, im->width - 1),
	    y0 = number_clamp(y >> 8, 0, im->height - 1);
	int x1 = number_clamp((x >> 8) + 1, 0, im->width - 1);
	int y1 = number_clamp((y >> 8) + 1, 0, im->height - 1);
	int u = x & (ONE - 1), v = y & (ONE - 1);
	const uint8_t *a = image_row(im, y0), *b = image_row(im, y1);
	int top = a[x0] * (ONE - u) + a[x1] * u;
	int low = b[x0] * (ONE - u) + b[x1] * u;

	return (uint8_t)((top * (ONE - v) + low * v + ONE * ONE / 2) /
			 (ONE * ONE));
}

int face_rotate_image(const struct image *grey, double degrees,
		      struct image *to, struct error *err)
{
	double c = cos(degrees * M_PI / 180) * ONE;
	double s = sin(degrees * M_PI / 180) * ONE;
	double mx = (grey->width - 1) / 2.0, my = (grey->height - 1) / 2.0;
	int x, y;

	if (image_init(to, grey->width, grey->height, 1, err) < 0)
		return -1;
	for (y = 0; y < to->height; y++) {
		uint8_t *row = image_row(to, y);

		for (x = 0; x < to->width; x++)
			row[x] = sample_bilinear(
				grey,
				(int)lround((x - mx) * c + (y - my) * s +
					    mx * ONE),
				(int)lround((y - my) * c - (x - mx) * s +
					    my * ONE));
	}
	return 0;
}

static void rotate_point_back(const struct image *grey, double degrees,
			      double *x, double *y)
{
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);
	double u = *x - grey->width / 2.0, v = *y - grey->height / 2.0;

	*x = u * c + v * s + grey->width / 2.0;
	*y = v * c - u * s + grey->height / 2.0;
}

void face_rotate_back(const struct image *grey, double degrees, struct face *f)
{
	double x = f->x + f->width / 2, y = f->y + f->height / 2;

	rotate_point_back(grey, degrees, &x, &y);
	f->x = x - f->width / 2;
	f->y = y - f->height / 2;
	rotate_point_back(grey, degrees, &f->left_eye_x, &f->left_eye_y);
	rotate_point_back(grey, degrees, &f->right_eye_x, &f->right_eye_y);
}
