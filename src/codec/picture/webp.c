/* SPDX-License-Identifier: MIT */
#include "codec/picture/webp.h"

#include <string.h>

#include <webp/decode.h>

#include "base/i18n.h"

/*
 * A lossless one takes four bytes a pixel of the decoder's beside ours: 67 MP
 * were 528 MB.
 */
enum { MAX_PIXELS = 24000000 };

/* 'R' 'I' 'F' 'F', bytes that follow(4), 'W' 'E' 'B' 'P', chunks … */
bool webp_is(const void *bytes, size_t n)
{
	return n >= 12 && memcmp(bytes, "RIFF", 4) == 0 &&
	       memcmp((const char *)bytes + 8, "WEBP", 4) == 0;
}

int webp_peek(const void *bytes, size_t n, struct webp_info *info,
	      struct error *err)
{
	WebPBitstreamFeatures head;

	if (!webp_is(bytes, n) ||
	    WebPGetFeatures(bytes, n, &head) != VP8_STATUS_OK)
		return error_set(err, ERROR_INPUT, _("not a WebP picture"));
	/* The decoder would give no frame of it, the demuxer another library.
	 */
	if (head.has_animation)
		return error_set(err, ERROR_INPUT,
				 _("an animated WebP is not a photo"));
	*info = (struct webp_info){head.width, head.height, head.has_alpha};
	return 0;
}

/* The decoder's own ways to 3 and 4 channels; grey is ours. */
static int decode(const void *bytes, size_t n, struct image *out,
		  struct error *err)
{
	size_t stride = (size_t)out->width * (size_t)out->channels;
	size_t size = stride * (size_t)out->height;
	const uint8_t *done = out->channels == 3
				      ? WebPDecodeRGBInto(bytes, n, out->data,
							  size, (int)stride)
				      : WebPDecodeRGBAInto(bytes, n, out->data,
							   size, (int)stride);

	if (done)
		return 0;
	image_release(out);
	return error_set(err, ERROR_INPUT, _("damaged WebP picture"));
}

int webp_read(const void *bytes, size_t n, int channels, struct image *out,
	      struct error *err)
{
	struct image all = IMAGE_INIT;
	struct webp_info info;

	*out = (struct image)IMAGE_INIT;
	if (webp_peek(bytes, n, &info, err) < 0)
		return -1;
	if ((long)info.width * info.height > MAX_PIXELS)
		return error_set(err, ERROR_LIMIT,
				 _("%d x %d pixels of a WebP are more than we "
				   "accept; save it as JPEG"),
				 info.width, info.height);
	if (image_init(&all, info.width, info.height, channels == 3 ? 3 : 4,
		       err) < 0 ||
	    decode(bytes, n, &all, err) < 0)
		return -1;
	if (channels == 1)
		image_flatten(&all, 1);
	*out = all;
	return 0;
}
