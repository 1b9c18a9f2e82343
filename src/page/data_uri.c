/* SPDX-License-Identifier: MIT */
#include "page/data_uri.h"

#include "base/base64.h"

void data_uri_jpeg(struct buf *out, const void *bytes, size_t n)
{
	buf_adds(out, "data:image/jpeg;base64,");
	base64_encode(bytes, n, out);
}
