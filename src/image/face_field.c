/* SPDX-License-Identifier: MIT */
#include "image/face_field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/lab.h"
#include "image/resize.h"

/* The field's size; the eyes' middle is at (EYE_X, EYE_Y). */
enum { WIDTH = 144, HEIGHT = 152, EYE_X = 72, EYE_Y = 36 };
/* Each cheek's patch, its middle beside and below the eyes' middle. */
enum { CHEEK = 16, CHEEK_X = 20, CHEEK_Y = 25 };

/* Lab steps: noise, what skin varies by in light and in colour, the wall. */
static const float noise = 8, skin_light = 40, skin_colour = 16, near_wall = 14;
/* How far inside an edge its skin is looked at. */
static const float inside = 3.5F;

static void add_edges(struct face_field *f, const struct plane *p, float weight)
{
	int x, y;

	for (y = 1; y < HEIGHT - 1; y++) {
		const float *row = plane_row(p, y);
		float *xx = plane_row(&f->xx, y), *xy = plane_row(&f->xy, y);
		float *yy = plane_row(&f->yy, y);

		for (x = 1; x < WIDTH - 1; x++) {
			float dx = row[x + 1] - row[x - 1];
			float dy = row[x + WIDTH] - row[x - WIDTH];

			xx[x] += weight * dx * dx;
			xy[x] += weight * dx * dy;
			yy[x] += weight * dy * dy;
		}
	}
}

static int by_value(const void *a, const void *b)
{
	float p = *(const float *)a, q = *(const float *)b;

	return p < q ? -1 : p > q;
}

/* Median of one channel over both cheeks. */
static float cheek_median(const struct plane *p)
{
	float v[2 * CHEEK * CHEEK];
	int x, y, side, n = 0;

	for (side = -1; side <= 1; side += 2)
		for (y = 0; y < CHEEK; y++) {
			const float *row =
				plane_row(p, EYE_Y + CHEEK_Y - CHEEK / 2 + y) +
				EYE_X + side * CHEEK_X - CHEEK / 2;

			for (x = 0; x < CHEEK; x++)
				v[n++] = row[x];
		}
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return v[n / 2];
}

static void mark_skin(struct face_field *f, const struct plane lab[3])
{
	const float reach[3] = {skin_light, skin_colour, skin_colour};
	float middle[3], d, sum;
	size_t i;
	int c;

	for (c = 0; c < 3; c++)
		middle[c] = cheek_median(&lab[c]);
	for (i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
		for (sum = 0, c = 0; c < 3; c++) {
			d = (lab[c].data[i] - middle[c]) / reach[c];
			sum += d * d;
		}
		f->skin.data[i] = 1 / (1 + sum);
	}
}

static void mark_wall(struct face_field *f, const struct plane lab[3],
		      const struct backdrop *wall)
{
	double pixel[3];
	size_t i;
	int c;

	for (i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
		for (c = 0; c < 3; c++)
			pixel[c] = (double)lab[c].data[i];
		f->wall.data[i] = (float)backdrop_distance(pixel, wall->lab);
	}
}

static void fill(struct face_field *f, const struct image *patch,
		 const struct backdrop *wall)
{
	struct plane *all[5] = {&f->xx, &f->xy, &f->yy, &f->skin, &f->wall};
	struct plane lab[3];
	int c;

	for (c = 0; c < 5; c++)
		plane_init(all[c], WIDTH, HEIGHT);
	lab_from_image(patch, lab);
	for (c = 0; c < 3; c++) {
		plane_gauss(&lab[c], &lab[c], 1.2F);
		add_edges(f, &lab[c], c ? 2 : 1);
	}
	mark_skin(f, lab);
	mark_wall(f, lab, wall);
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

int face_field_init(struct face_field *f, const struct face_field_from *from,
		    struct error *err)
{
	struct resize_region region = {from->eye_x - EYE_X * from->pixel,
				       from->eye_y - EYE_Y * from->pixel,
				       WIDTH * from->pixel,
				       HEIGHT * from->pixel};
	struct image patch = IMAGE_INIT;

	memset(f, 0, sizeof(*f));
	f->cosine = (float)cos(from->tilt * M_PI / 180);
	f->sine = (float)sin(from->tilt * M_PI / 180);
	if (resize_region(from->rgb, region, WIDTH, HEIGHT, &patch, err) < 0)
		return -1;
	fill(f, &patch, from->wall);
	image_release(&patch);
	return 0;
}

void face_field_release(struct face_field *f)
{
	plane_release(&f->xx);
	plane_release(&f->xy);
	plane_release(&f->yy);
	plane_release(&f->skin);
	plane_release(&f->wall);
}

/* The pixel under a place of the field, or -1. */
static int pixel_at(float u, float v)
{
	int x = (int)(u + EYE_X + 0.5F), y = (int)(v + EYE_Y + 0.5F);

	return x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT ? -1 : y * WIDTH + x;
}

float face_field_edge(const struct face_field *f, float x, float y, float nx,
		      float ny)
{
	float u = x * f->cosine - y * f->sine, v = x * f->sine + y * f->cosine;
	float mx = nx * f->cosine - ny * f->sine;
	float my = nx * f->sine + ny * f->cosine, e;
	int at = pixel_at(u, v),
	    in = pixel_at(u - inside * mx, v - inside * my);

	if (at < 0 || in < 0)
		return 0;
	e = mx * mx * f->xx.data[at] + 2 * mx * my * f->xy.data[at] +
	    my * my * f->yy.data[at];
	e = sqrtf(e > 0 ? e : 0);
	return f->skin.data[in] * e / (e + noise);
}

bool face_field_is_hair(const struct face_field *f, float x, float y)
{
	int at = pixel_at(x * f->cosine - y * f->sine,
			  x * f->sine + y * f->cosine);

	return at >= 0 && f->skin.data[at] < 0.5F &&
	       f->wall.data[at] > near_wall;
}
