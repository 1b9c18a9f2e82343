/* SPDX-License-Identifier: MIT */
/* Photos of any bytes: header, EXIF, ICC, pixels, coefficients. */
#include <stdint.h>
#include <stdlib.h>

#include "codec/picture/jpeg_twice.h"
#include "codec/picture/photo_decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct photo_decode_info info;
	struct error err = ERROR_INIT;
	struct image rgb;

	/* Large headers over few bytes are tried elsewhere; here is time. */
	if (photo_decode_peek(data, size, &info, &err) < 0 ||
	    (long)info.width * info.height > 1000000)
		return 0;
	jpeg_twice(data, size);
	if (photo_decode(data, size,
			 &(struct photo_decode){.min_width = 16,
						.min_height = 16,
						.twice = true,
						.info = &info},
			 &rgb, &err) < 0)
		return 0;
	if (rgb.channels != 3 || rgb.width < 1)
		abort();
	image_release(&rgb);
	return 0;
}
