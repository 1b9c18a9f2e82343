/* SPDX-License-Identifier: MIT */
#include "image/pixel/image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"

static int init(struct image *im, struct image size, bool zeroed,
		struct error *err)
{
	size_t n = (size_t)size.width * (size_t)size.height;
	int w = size.width, h = size.height;

	*im = (struct image)IMAGE_INIT;
	if (w < 1 || h < 1 || w > IMAGE_MAX_SIDE || h > IMAGE_MAX_SIDE ||
	    (long)w * h > IMAGE_MAX_PIXELS)
		return error_set(err, ERROR_LIMIT,
				 _("%d x %d pixels is outside what we accept"),
				 w, h);
	/* Fresh memory from the system is zeroed already, and calloc knows. */
	size.data = zeroed ? mem_try_calloc(n, (size_t)size.channels)
			   : malloc(n * (size_t)size.channels);
	if (!size.data)
		return error_set(err, ERROR_LIMIT,
				 _("no memory for %d x %d pixels"), w, h);
	*im = size;
	return 0;
}

int image_init(struct image *im, int width, int height, int channels,
	       struct error *err)
{
	return init(im, (struct image){width, height, channels, NULL}, true,
		    err);
}

int image_init_room(struct image *im, int width, int height, int channels,
		    struct error *err)
{
	return init(im, (struct image){width, height, channels, NULL}, false,
		    err);
}

struct image_box image_box_round(double x, double y, double width,
				 double height)
{
	return (struct image_box){(int)lround(x), (int)lround(y),
				  (int)lround(width), (int)lround(height)};
}

void image_release(struct image *im)
{
	free(im->data);
	*im = (struct image)IMAGE_INIT;
}

int image_copy(const struct image *from, struct image *to, struct error *err)
{
	if (image_init_room(to, from->width, from->height, from->channels,
			    err) < 0)
		return -1;
	memcpy(to->data, from->data,
	       (size_t)from->width * (size_t)from->height *
		       (size_t)from->channels);
	return 0;
}

/* Whole numbers: the same grey on every machine. */
static uint8_t luma(const uint8_t *p)
{
	return (uint8_t)((77 * p[0] + 150 * p[1] + 29 * p[2] + 128) >> 8);
}

/* A code saved without its white ground is on white paper. */
static uint8_t over_white(const uint8_t *p)
{
	return (uint8_t)((luma(p) * p[3] + 255 * (255 - p[3]) + 127) / 255);
}

/* Sums up to 255 * 256 + 128 fit 16 bits, which makes twice the lanes. */
IMAGE_CLONES
static void rgb_to_grey(uint8_t *restrict out, const uint8_t *restrict p,
			size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (uint8_t)((uint16_t)(77 * p[3 * i] +
					      150 * p[3 * i + 1] +
					      29 * p[3 * i + 2] + 128) >>
				   8);
}

/* As over_white(), pixel for pixel. */
IMAGE_CLONES
static void rgba_to_grey(uint8_t *restrict out, const uint8_t *restrict p,
			 size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = over_white(p + 4 * i);
}

int image_to_grey(const struct image *from, struct image *to, struct error *err)
{
	size_t n = (size_t)from->width * (size_t)from->height;

	if (from->channels == 1)
		return image_copy(from, to, err);
	if (image_init_room(to, from->width, from->height, 1, err) < 0)
		return -1;
	if (from->channels == 3)
		rgb_to_grey(to->data, from->data, n);
	else
		rgba_to_grey(to->data, from->data, n);
	return 0;
}

/* Behind the pixel that is read, never before it. */
void image_flatten(struct image *rgba, int channels)
{
	size_t i, n = (size_t)rgba->width * (size_t)rgba->height;
	uint8_t *out = rgba->data, *smaller;
	int c;

	for (i = 0; i < n; i++) {
		const uint8_t *p = rgba->data + 4 * i;
		const int alpha = p[3], white = 255 * (255 - alpha) + 127;

		if (channels == 1) {
			*out++ = over_white(p);
			continue;
		}
		for (c = 0; c < 3; c++)
			*out++ = (uint8_t)((p[c] * alpha + white) / 255);
	}
	rgba->channels = channels;
	smaller = realloc(rgba->data, n * (size_t)channels);
	if (smaller)
		rgba->data = smaller;
}

int image_crop(const struct image *from, struct image_box box, struct image *to,
	       struct error *err)
{
	size_t ch = (size_t)from->channels;
	int x, y;

	if (image_init(to, box.width, box.height, from->channels, err) < 0)
		return -1;
	for (y = 0; y < box.height; y++) {
		const uint8_t *row = image_row(
			from, number_clamp(box.y + y, 0, from->height - 1));
		uint8_t *out = image_row(to, y);

		for (x = 0; x < box.width; x++)
			memcpy(out + (size_t)x * ch,
			       row + (size_t)number_clamp(box.x + x, 0,
							  from->width - 1) *
					       ch,
			       ch);
	}
	return 0;
}

/*
 * Where the pixel (x, y) of the upright picture lies in a w x h source; by the
 * EXIF orientation, which says where the stored row 0 and column 0 are seen.
 *
 *      1 top left      2 top right     3 bottom right    4 bottom left
 *      5 left top      6 right top     7 right bottom    8 left bottom
 */
static void source_of(int orientation, int w, int h, int *x, int *y)
{
	int u = *x, v = *y;

	switch (orientation) {
	case 2:
		*x = w - 1 - u;
		break;
	case 3:
		*x = w - 1 - u;
		*y = h - 1 - v;
		break;
	case 4:
		*y = h - 1 - v;
		break;
	case 5:
		*x = v;
		*y = u;
		break;
	case 6:
		*x = v;
		*y = h - 1 - u;
		break;
	case 7:
		*x = w - 1 - v;
		*y = h - 1 - u;
		break;
	case 8:
		*x = w - 1 - v;
		*y = u;
		break;
	}
}

static const uint8_t *source_pixel(const struct image *im, int orientation,
				   int x, int y)
{
	source_of(orientation, im->width, im->height, &x, &y);
	return image_row(im, y) + x * im->channels;
}

/* n pixels that lie step bytes apart, side by side. */
static void gather_row(uint8_t *restrict out, const uint8_t *restrict p,
		       ptrdiff_t step, int n, int channels)
{
	int x;

	if (channels == 1)
		for (x = 0; x < n; x++, p += step)
			out[x] = *p;
	else
		for (x = 0; x < n; x++, p += step, out += channels)
			memcpy(out, p, (size_t)channels);
}

int image_orient(struct image *im, int orientation, struct error *err)
{
	struct image upright = IMAGE_INIT;
	bool swap = orientation >= 5;
	const uint8_t *first;
	ptrdiff_t step = 0;
	int y;

	if (orientation < 2 || orientation > 8)
		return 0;
	if (image_init_room(&upright, swap ? im->height : im->width,
			    swap ? im->width : im->height, im->channels,
			    err) < 0)
		return -1;
	first = source_pixel(im, orientation, 0, 0);
	/* The same all over the picture. */
	if (upright.width > 1)
		step = source_pixel(im, orientation, 1, 0) - first;
	for (y = 0; y < upright.height; y++)
		gather_row(image_row(&upright, y),
			   source_pixel(im, orientation, 0, y), step,
			   upright.width, im->channels);
	image_release(im);
	*im = upright;
	return 0;
}

/*
 * Four counts a level, for neighbours are often of one level and would wait for
 * each other.
 */
void image_levels(const struct image *im, size_t count[256])
{
	size_t n = (size_t)im->width * (size_t)im->height, i;
	uint32_t part[4][256] = {{0}};
	const uint8_t *p = im->data;
	int v;

	for (i = 0; i + 4 <= n; i += 4) {
		part[0][p[i]]++;
		part[1][p[i + 1]]++;
		part[2][p[i + 2]]++;
		part[3][p[i + 3]]++;
	}
	for (; i < n; i++)
		part[0][p[i]]++;
	for (v = 0; v < 256; v++)
		count[v] = (size_t)part[0][v] + part[1][v] + part[2][v] +
			   part[3][v];
}

void image_equalise(struct image *im)
{
	size_t n = (size_t)im->width * (size_t)im->height, i;
	size_t count[256], below = 0, least;
	uint8_t map[256], *p = im->data;
	int v;

	image_levels(im, count);
	for (v = 0; v < 256 && !count[v]; v++)
		;
	least = count[v];
	if (least == n)
		return;
	memset(map, 0, sizeof(map));
	for (v++; v < 256; v++) {
		below += count[v];
		map[v] = (uint8_t)((510 * below + (n - least)) /
				   (2 * (n - least)));
	}
	for (i = 0; i < n; i++)
		p[i] = map[p[i]];
}
