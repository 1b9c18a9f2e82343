/* SPDX-License-Identifier: MIT */
#include "photo/photo_preview.h"

#include "codec/picture/photo_decode.h"
#include "codec/picture/thumb.h"

int photo_preview_make(const void *bytes, size_t n, int height, struct buf *out,
		       struct error *err)
{
	return thumb_make(bytes, n, height, out, err);
}

int photo_preview_size(const void *bytes, size_t n, int *width, int *height,
		       struct error *err)
{
	struct photo_decode_info source;

	if (photo_decode_peek(bytes, n, &source, err) < 0)
		return -1;
	*width = source.width;
	*height = source.height;
	return 0;
}
