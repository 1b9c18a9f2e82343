/* SPDX-License-Identifier: MIT */
#include "codec/picture/webp.h"

#include <string.h>

#include <webp/decode.h>

#include "base/i18n.h"

/* 'R' 'I' 'F' 'F', bytes that follow(4), 'W' 'E' 'B' 'P', chunks … */
bool webp_is(const void *bytes, size_t n)
{
	return n >= 12 && memcmp(bytes, "RIFF", 4) == 0 &&
	       memcmp((const char *)bytes + 8, "WEBP", 4) == 0;
}

int webp_read(const void *bytes, size_t n, int channels, struct image *out,
	      struct error *err)
{
	struct image rgba = IMAGE_INIT;
	WebPBitstreamFeatures head;
	int result = 0;

	*out = (struct image)IMAGE_INIT;
	if (!webp_is(bytes, n) ||
	    WebPGetFeatures(bytes, n, &head) != VP8_STATUS_OK)
		return error_set(err, ERROR_INPUT, _("not a WebP picture"));
	/* The decoder would give no frame of it, the demuxer another library.
	 */
	if (head.has_animation)
		return error_set(err, ERROR_INPUT,
				 _("an animated WebP is not a photo"));
	if (image_init(&rgba, head.width, head.height, 4, err) < 0)
		return -1;
	if (!WebPDecodeRGBAInto(bytes, n, rgba.data,
				(size_t)rgba.width * (size_t)rgba.height * 4,
				rgba.width * 4)) {
		image_release(&rgba);
		return error_set(err, ERROR_INPUT, _("damaged WebP picture"));
	}
	if (channels == 4) {
		*out = rgba;
		return 0;
	}
	result = image_to_grey(&rgba, out, err);
	image_release(&rgba);
	return result;
}
