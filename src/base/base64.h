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
 * Append the bytes that such a text stands for.  Line feeds and all other
 * characters outside the alphabet are skipped, as mail programs do (RFC 2045,
 * 6.8); the first '=' ends the text.
 */
void base64_decode(const char *text, size_t n, struct buf *out);

#endif
