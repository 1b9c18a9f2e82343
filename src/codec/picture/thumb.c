/* SPDX-License-Identifier: MIT */
#include "codec/picture/thumb.h"

#include "codec/picture/jpeg_write.h"
#include "codec/picture/photo_decode.h"
#include "image/pixel/resize.h"

enum { QUALITY = 82, DPI = 96, SUBSAMPLING = 420 };

/* A panorama is no wider than this many heights: it becomes lower. */
enum { MAX_ASPECT = 8 };

static int scaled(int side, int to, int from)
{
	int n = (int)(((long)side * to + from / 2) / from);

	return n > 0 ? n : 1;
}

/* small stays empty when the photo is small enough. */
static int shrink(const struct image *full, int height, struct image *small,
		  struct error *err)
{
	int most = MAX_ASPECT * height, width;

	if (full->height <= height && full->width <= most)
		return 0;
	width = scaled(full->width, height, full->height);
	if (width > most) {
		width = most;
		height = scaled(full->height, most, full->width);
	}
	return resize_to(full, width, height, small, err);
}

int thumb_make(const void *bytes, size_t n, int height, struct buf *out,
	       struct error *err)
{
	static const struct jpeg_write how = {QUALITY, SUBSAMPLING, DPI};
	struct image full = IMAGE_INIT, small = IMAGE_INIT;
	struct photo_decode_info source;
	const struct photo_decode least = {
		.min_width = 1, .min_height = height, .info = &source};
	int result;

	result = photo_decode(bytes, n, &least, &full, err);
	if (result == 0)
		result = shrink(&full, height, &small, err);
	if (result == 0)
		result =
			jpeg_write(small.data ? &small : &full, &how, out, err);
	image_release(&full);
	image_release(&small);
	return result;
}
