/* SPDX-License-Identifier: MIT */
#include "photo/photo_preview.h"

#include "codec/jpeg.h"
#include "codec/photo_decode.h"
#include "image/resize.h"

enum { QUALITY = 82, DPI = 96 };

/* Of a panorama no more than this much per row of the height is kept. */
enum { MAX_ASPECT = 8 };

static int shrink(const struct image *full, int height, struct image *small,
		  struct error *err)
{
	int width = (int)(((long)full->width * height + full->height / 2) /
			  full->height);

	if (width > MAX_ASPECT * height)
		width = MAX_ASPECT * height;
	return resize_to(full, width > 0 ? width : 1, height, small, err);
}

int photo_preview_make(const void *bytes, size_t n, int height, struct buf *out,
		       struct error *err)
{
	static const struct jpeg_write how = {QUALITY, 420, DPI};
	struct image full = IMAGE_INIT, small = IMAGE_INIT;
	struct photo_source source;
	int result;

	result = photo_decode(bytes, n, 1, height, &full, &source, err);
	if (result == 0 && full.height > height)
		result = shrink(&full, height, &small, err);
	if (result == 0)
		result =
			jpeg_write(small.data ? &small : &full, &how, out, err);
	image_release(&full);
	image_release(&small);
	return result;
}
