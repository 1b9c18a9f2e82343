/* SPDX-License-Identifier: MIT */
#include "image/qr/homography.h"

#include "base/number.h"

/* From the middle of a finder to the code's edge, modules. */
static const double finder_centre = 3.5;

/* Heckbert's square to quadrilateral, with the square's scale put in. */
struct qr_homography qr_homography_from(const struct qr_point corner[4],
					int side)
{
	const struct qr_point *p0 = &corner[0], *p1 = &corner[1],
			      *p3 = &corner[2], *p2 = &corner[3];
	double dx1 = p1->x - p2->x, dx2 = p3->x - p2->x;
	double dy1 = p1->y - p2->y, dy2 = p3->y - p2->y;
	double sx = p0->x - p1->x + p2->x - p3->x;
	double sy = p0->y - p1->y + p2->y - p3->y;
	double det = dx1 * dy2 - dx2 * dy1, length = side - 2 * finder_centre,
	       g, h;
	struct qr_homography w;

	/* corners in a line: some homography, which then fits nothing */
	if (det < 1e-9 && det > -1e-9)
		det = 1e-9;
	g = (sx * dy2 - dx2 * sy) / det;
	h = (dx1 * sy - sx * dy1) / det;
	w.xu = (p1->x - p0->x + g * p1->x) / length;
	w.xv = (p3->x - p0->x + h * p3->x) / length;
	w.x1 = p0->x - finder_centre * (w.xu + w.xv);
	w.yu = (p1->y - p0->y + g * p1->y) / length;
	w.yv = (p3->y - p0->y + h * p3->y) / length;
	w.y1 = p0->y - finder_centre * (w.yu + w.yv);
	w.wu = g / length;
	w.wv = h / length;
	w.w1 = 1 - finder_centre * (w.wu + w.wv);
	return w;
}

float qr_homography_sample(const struct qr_pixels *px, struct qr_point at)
{
	const struct image *im = px->grey;
	double x = number_clamp_double(at.x - 0.5, 0, im->width - 1);
	double y = number_clamp_double(at.y - 0.5, 0, im->height - 1);
	int x0 = (int)x, y0 = (int)y;
	float fx = (float)(x - x0), fy = (float)(y - y0), top, low;
	const uint8_t *p = image_row(im, y0) + x0;
	int right = x0 + 1 < im->width, down = y0 + 1 < im->height;
	const uint8_t *q = p + (down ? im->width : 0);

	top = p[0] + fx * (float)(p[right] - p[0]);
	low = q[0] + fx * (float)(q[right] - q[0]);
	top += fy * (low - top);
	return px->inverted ? 255 - top : top;
}
