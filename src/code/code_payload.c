/* SPDX-License-Identifier: MIT */
#include "code/code_payload.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

/* Every two-byte character in the rows GB 2312 has (A1-A9, B0-F7). */
static bool is_gb2312(const unsigned char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] < 0x80)
			continue;
		if (i + 1 >= n || s[i] < 0xa1 || s[i] > 0xf7 ||
		    (s[i] > 0xa9 && s[i] < 0xb0) || s[i + 1] < 0xa1 ||
		    s[i + 1] > 0xfe)
			return false;
		i++;
	}
	return true;
}

static bool is_control(uint32_t c)
{
	/* 0x1d separates groups in GS1 texts */
	if (c == '\t' || c == '\n' || c == '\r' || c == 0x1d)
		return false;
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* Where GB18030 puts two- and four-byte codes that have no character. */
static bool is_private(uint32_t c)
{
	return (c >= 0xe000 && c < 0xf900) || c >= 0xf0000;
}

/*
 * Nearly any bytes convert from GB18030, encrypted ones too; those then hold
 * control or private characters.
 */
static bool is_plain(const char *text, size_t n)
{
	size_t at, len;

	for (at = 0; at < n; at += len) {
		uint32_t c = text_decode(text + at, n - at, &len);

		if (is_control(c) || is_private(c))
			return false;
	}
	return true;
}

enum code_encoding code_payload_decode(const void *bytes, size_t n, char **text)
{
	struct buf out = BUF_INIT;

	*text = NULL;
	if (memchr(bytes, 0, n))
		return CODE_BINARY;
	if (text_is_utf8(bytes, n)) {
		*text = mem_xstrndup(bytes, n);
		return CODE_UTF8;
	}
	if (text_convert("GB18030", bytes, n, &out) == 0 &&
	    (is_gb2312(bytes, n) || is_plain(buf_str(&out), out.size))) {
		*text = buf_detach(&out, NULL);
		return CODE_GB18030;
	}
	buf_release(&out);
	return CODE_BINARY;
}
