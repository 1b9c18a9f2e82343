/* SPDX-License-Identifier: MIT */
/*
 * Base64 with padding (RFC 4648, section 4): pictures inside a page or a JSON
 * line.  Pure, thread-safe.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stddef.h>

#include "base/buf.h"

/* Append n bytes as text, without line feeds. */
void base64_encode(const void *bytes, size_t n, struct buf *out);

/*
 * Append the bytes of such a text; line feeds and what else is no letter of it
 * are passed over, as mail programs do (RFC 2045, 6.8), its first '=' ends it.
 */
void base64_decode(const char *text, size_t n, struct buf *out);

#endif
