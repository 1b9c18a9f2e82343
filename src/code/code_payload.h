/* SPDX-License-Identifier: MIT */
/*
 * Payload bytes as text.  Where the code itself says a charset it is that
 * one; where it says none: UTF-8, else GB18030, else binary.  Pure.
 */
#ifndef CODE_CODE_PAYLOAD_H
#define CODE_CODE_PAYLOAD_H

#include "image/qr/segment.h"

/*
 * The encoding's name, and a fresh UTF-8 copy in *text (NULL for "binary").
 * runs is what the code says (NULL: nothing); bytes that do not obey it are
 * judged as if it said nothing.  A NUL byte makes it binary; GB18030 is
 * believed when every character of two bytes is one of GB 2312, or none is a
 * private one and no control character is among them.
 */
const char *code_payload_decode(const void *bytes, size_t n,
				const struct qr_segment_runs *runs,
				char **text);

#endif
