/* SPDX-License-Identifier: MIT */
/* Payload bytes as text: UTF-8, else GB18030, else binary.  Pure. */
#ifndef CODE_CODE_PAYLOAD_H
#define CODE_CODE_PAYLOAD_H

#include "code/code_result.h"

/*
 * The encoding, and a fresh UTF-8 copy in *text (NULL for binary).  A NUL
 * byte makes it binary; GB18030 is believed when every character of two
 * bytes is one of GB 2312, or none is a private one and no control character
 * is among them.
 */
enum code_encoding code_payload_decode(const void *bytes, size_t n,
				       char **text);

#endif
