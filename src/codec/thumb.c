/* SPDX-License-Identifier: MIT */
#include "codec/thumb.h"

#include "codec/jpeg.h"
#include "image/image.h"
#include "image/resize.h"

enum { QUALITY = 80, DPI = 96 };

int thumb_make(const void *jpeg, size_t n, int height, struct buf *out,
	       struct error *err)
{
	static const struct jpeg_write how = {QUALITY, 420, DPI};
	struct jpeg_read read = {.channels = 3, .min_width = 1, .min_height = height};
	struct image full = IMAGE_INIT, small = IMAGE_INIT;
	struct jpeg_info info;
	int width, result;

	result = jpeg_read(jpeg, n, &read, &full, &info, err);
	if (result == 0 && full.height > height) {
		width = (full.width * height + full.height / 2) / full.height;
		result = resize_to(&full, width > 0 ? width : 1, height, &small,
				   err);
	}
	if (result == 0)
		result =
			jpeg_write(small.data ? &small : &full, &how, out, err);
	image_release(&full);
	image_release(&small);
	return result;
}
