/* SPDX-License-Identifier: MIT */
#include "code/code_picture.h"

#include <string.h>

#include "base/i18n.h"
#include "base/number.h"
#include "codec/picture/exif.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_planes.h"
#include "codec/picture/png.h"
#include "codec/picture/webp.h"

/* Pixels up to which a picture is looked at in colours as well. */
enum { MOST_COLOURED = 12 << 20 };

static int read_jpeg(const void *bytes, size_t n, struct code_picture *out,
		     struct error *err)
{
	struct jpeg_info info = {.exif = NULL};
	struct exif exif;

	if (jpeg_planes_read(bytes, n, MOST_COLOURED, &info, &out->planes,
			     err) < 0)
		return -1;
	out->grey = out->planes.grey;
	out->planes.grey = (struct image)IMAGE_INIT;
	out->colourless = info.components == 1;
	if (info.exif) {
		exif_read(info.exif, info.exif_size, &exif);
		out->orientation = exif.orientation;
	}
	return 0;
}

/* One decoding for both: the colours stay where memory has room for them. */
static int read_rgba(const void *bytes, size_t n, struct code_picture *out,
		     struct error *err)
{
	int result;

	out->colourless = out->kind == PICTURE_PNG && png_is_grey(bytes, n);
	if (out->colourless)
		return png_read(bytes, n, 1, &out->grey, err);
	result = out->kind == PICTURE_PNG
			 ? png_read(bytes, n, 4, &out->colours, err)
			 : webp_read(bytes, n, 4, &out->colours, err);
	if (result < 0)
		return -1;
	if ((double)out->colours.width * out->colours.height <= MOST_COLOURED)
		return image_to_grey(&out->colours, &out->grey, err);
	image_flatten(&out->colours, 1);
	out->grey = out->colours;
	out->colours = (struct image)IMAGE_INIT;
	return 0;
}

static int refuse(enum picture_kind kind, struct error *err)
{
	if (kind == PICTURE_UNKNOWN)
		return error_set(err, ERROR_INPUT,
				 _("not a picture we read (JPEG, PNG or "
				   "WebP)"));
	return error_set(err, ERROR_INPUT,
			 _("%s is not read here; save it as JPEG or PNG"),
			 picture_name(kind));
}

int code_picture_read(const void *bytes, size_t n, struct code_picture *out,
		      struct error *err)
{
	memset(out, 0, sizeof(*out));
	out->orientation = 1;
	out->kind = picture_kind(bytes, n);
	switch (out->kind) {
	case PICTURE_JPEG:
		return read_jpeg(bytes, n, out, err);
	case PICTURE_PNG:
	case PICTURE_WEBP:
		return read_rgba(bytes, n, out, err);
	default:
		return refuse(out->kind, err);
	}
}

void code_picture_release(struct code_picture *picture)
{
	image_release(&picture->grey);
	image_release(&picture->colours);
	jpeg_planes_release(&picture->planes);
}

/* Enough a side to tell colours that change from module to module. */
enum { GLANCE_SIDE = 48, MOST_REDUCED = 8 };

static int mean(const struct image *im, const struct image_box *part)
{
	int x, y, sum = 0, n = part->width * part->height;

	for (y = part->y; y < part->y + part->height; y++) {
		const uint8_t *row = image_row(im, y) + part->x;

		for (x = 0; x < part->width; x++)
			sum += row[x];
	}
	return (sum + n / 2) / n;
}

/* JFIF 1.02: brightness and two differences, these about 128, to RGB. */
static void put_rgb(int grey, int blue, int red, uint8_t *to)
{
	/* in 65536ths; what is divided is never negative */
	const int one = 65536, up = 256 * one + one / 2;

	to[0] = (uint8_t)number_clamp(grey + (91881 * red + up) / one - 256, 0,
				      255);
	to[1] = (uint8_t)number_clamp(
		grey + (up - 22554 * blue - 46802 * red) / one - 256, 0, 255);
	to[2] = (uint8_t)number_clamp(grey + (116130 * blue + up) / one - 256,
				      0, 255);
}

/* Of size times size pixels, their mean, as RGB. */
static int reduce_planes(const struct code_picture *p, int size,
			 struct image *out, struct error *err)
{
	const struct jpeg_planes *c = &p->planes;
	int w = size > c->across ? size / c->across : 1;
	int h = size > c->down ? size / c->down : 1;
	int x, y;

	if (image_init(out, p->grey.width / size, p->grey.height / size, 3,
		       err) < 0)
		return -1;
	for (y = 0; y < out->height; y++)
		for (x = 0; x < out->width; x++) {
			struct image_box all = {x * size, y * size, size, size};
			struct image_box few = {all.x / c->across,
						all.y / c->down, w, h};

			put_rgb(mean(&p->grey, &all),
				mean(&c->blue, &few) - 128,
				mean(&c->red, &few) - 128,
				image_row(out, y) + 3 * x);
		}
	return 0;
}

static int decode_colours(const void *bytes, size_t n, int least_side,
			  struct code_picture *p, struct error *err)
{
	const struct jpeg_read how = {.channels = 3,
				      .min_width = least_side,
				      .min_height = least_side};

	if (p->kind != PICTURE_JPEG && p->colours.data)
		return 0;
	if (p->kind != PICTURE_JPEG ||
	    (double)p->grey.width * p->grey.height > MOST_COLOURED)
		return error_set(err, ERROR_LIMIT,
				 _("too large to look at in colours"));
	image_release(&p->colours);
	return jpeg_read(bytes, n, &how, &p->colours, err);
}

int code_picture_glance(const void *bytes, size_t n, struct code_picture *p,
			struct error *err)
{
	int size = MOST_REDUCED;
	int least =
		p->grey.width < p->grey.height ? p->grey.width : p->grey.height;

	if (!p->planes.blue.data)
		return decode_colours(bytes, n, GLANCE_SIDE, p, err);
	while (size > 1 && least / size < GLANCE_SIDE)
		size /= 2;
	return reduce_planes(p, size, &p->colours, err);
}

int code_picture_colours(const void *bytes, size_t n, struct code_picture *p,
			 struct error *err)
{
	return decode_colours(bytes, n, 0, p, err);
}

/*
 * EXIF 2.32, 4.6.4: what row 0 and column 0 of the stored picture are.
 *
 *      1 top, left      2 top, right     3 bottom, right  4 bottom, left
 *      5 left, top      6 right, top     7 right, bottom  8 left, bottom
 */
void code_picture_upright(const struct code_picture *p, double *x, double *y)
{
	double w = p->grey.width, h = p->grey.height, u = *x, v = *y, swap;
	int turn = p->orientation;

	if (turn == 2 || turn == 3 || turn == 7 || turn == 8)
		u = w - u;
	if (turn == 3 || turn == 4 || turn == 6 || turn == 7)
		v = h - v;
	if (turn >= 5) {
		swap = u;
		u = v;
		v = swap;
	}
	*x = u;
	*y = v;
}
