/* SPDX-License-Identifier: MIT */
/*
 * Payload bytes as text: in the charset that the code itself names or, if it
 * names none, as UTF-8, else as GB18030, else as binary.  Pure.
 */
#ifndef CODE_CODE_PAYLOAD_H
#define CODE_CODE_PAYLOAD_H

#include "image/qr/segment.h"

/*
 * Returns the name of the encoding, and a UTF-8 copy in *text (NULL for
 * "binary").  runs: the charsets that the code names, or NULL; when the bytes
 * are not valid in them, they are ignored.  Bytes with a NUL are binary.
 * GB18030 is accepted when every two-byte character is in GB 2312, or when
 * there are neither private-use nor control characters.
 */
const char *code_payload_decode(const void *bytes, size_t n,
				const struct qr_segment_runs *runs,
				char **text);

#endif
