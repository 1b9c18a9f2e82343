/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 4648, with padding). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stddef.h>

#include "base/buf.h"

void base64_encode(const void *bytes, size_t n, struct buf *out);

#endif
