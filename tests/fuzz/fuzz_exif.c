/* SPDX-License-Identifier: MIT */
/* EXIF blocks of any bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "codec/picture/exif.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct exif e;

	exif_read(data, size, &e);
	if (e.orientation < 1 || e.orientation > 8)
		abort();
	return 0;
}
