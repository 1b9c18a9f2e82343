/* SPDX-License-Identifier: MIT */
/* Pictures inside an HTML page: data: URIs (RFC 2397), base64 (RFC 4648). */
#ifndef PAGE_DATA_URI_H
#define PAGE_DATA_URI_H

#include <stddef.h>

#include "base/buf.h"

/* Append "data:image/jpeg;base64,…"; safe inside a quoted attribute. */
void data_uri_jpeg(struct buf *out, const void *bytes, size_t n);

#endif
