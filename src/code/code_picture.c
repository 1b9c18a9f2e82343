/* SPDX-License-Identifier: MIT */
#include "code/code_picture.h"

#include <string.h>

#include "base/i18n.h"
#include "codec/picture/exif.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/png.h"
#include "codec/picture/webp.h"

static int read_jpeg(const void *bytes, size_t n, struct code_picture *out,
		     struct error *err)
{
	struct jpeg_info info = {.exif = NULL};
	const struct jpeg_read how = {.channels = 1, .info = &info};
	struct exif exif;

	if (jpeg_read(bytes, n, &how, &out->grey, err) < 0)
		return -1;
	if (info.exif) {
		exif_read(info.exif, info.exif_size, &exif);
		out->orientation = exif.orientation;
	}
	return 0;
}

/* Pixels up to which a picture is looked at in colours as well. */
enum { MOST_COLOURED = 12 << 20 };

/* One decoding for both: the colours stay where memory has room for them. */
static int read_rgba(const void *bytes, size_t n, struct code_picture *out,
		     struct error *err)
{
	int result = out->kind == PICTURE_PNG
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
}

int code_picture_colours(const void *bytes, size_t n, int least_side,
			 struct code_picture *picture, struct error *err)
{
	const struct jpeg_read how = {.channels = 3,
				      .min_width = least_side,
				      .min_height = least_side};

	if (picture->kind != PICTURE_JPEG && picture->colours.data)
		return 0;
	if (picture->kind != PICTURE_JPEG ||
	    (double)picture->grey.width * picture->grey.height > MOST_COLOURED)
		return error_set(err, ERROR_LIMIT,
				 _("too large to look at in colours"));
	image_release(&picture->colours);
	return jpeg_read(bytes, n, &how, &picture->colours, err);
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
