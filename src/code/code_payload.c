/* SPDX-License-Identifier: MIT */
#include "code/code_payload.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "code/code_charset.h"

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

static const char binary[] = "binary";

/* Of bytes nobody said anything about; appended to out unless binary. */
static const char *guess(const void *bytes, size_t n, struct buf *out)
{
	struct buf text = BUF_INIT;
	const char *name = binary;

	if (text_is_utf8(bytes, n)) {
		buf_add(out, bytes, n);
		return "utf-8";
	}
	if (text_convert("GB18030", bytes, n, &text) == 0 &&
	    (is_gb2312(bytes, n) || is_plain(buf_str(&text), text.size))) {
		buf_add(out, text.data, text.size);
		name = "gb18030";
	}
	buf_release(&text);
	return name;
}

static bool is_ascii(const unsigned char *s, size_t n)
{
	for (; n > 0 && *s < 0x80; n--)
		s++;
	return n == 0;
}

/* One run; its encoding's name, binary when it is not what it is said to be. */
static const char *decode_run(const unsigned char *bytes, size_t n, int eci,
			      struct buf *out)
{
	const struct code_charset *charset = code_charset_of_eci(eci);

	if (!charset)
		return guess(bytes, n, out);
	if (!charset->iconv || text_convert(charset->iconv, bytes, n, out) < 0)
		return binary;
	return charset->name;
}

/*
 * All runs into out.  The whole is named by the first run with more than
 * ASCII in it; of plain ASCII by the first that says a charset at all.
 */
static const char *decode_runs(const unsigned char *bytes, size_t n,
			       const struct qr_segment_runs *runs,
			       struct buf *out)
{
	const char *said = NULL, *wide = NULL;
	int i;

	for (i = 0; i < runs->n; i++) {
		size_t from = runs->list[i].from;
		size_t end = i + 1 < runs->n ? runs->list[i + 1].from : n;
		const char *name = decode_run(bytes + from, end - from,
					      runs->list[i].eci, out);

		if (name == binary)
			return binary;
		if (!said && runs->list[i].eci >= 0)
			said = name;
		if (!wide && !is_ascii(bytes + from, end - from))
			wide = name;
	}
	if (wide)
		return wide;
	return said ? said : "utf-8";
}

const char *code_payload_decode(const void *bytes, size_t n,
				const struct qr_segment_runs *runs, char **text)
{
	struct buf out = BUF_INIT;
	const char *name = binary;

	*text = NULL;
	if (runs && runs->n)
		name = decode_runs(bytes, n, runs, &out);
	if (name == binary) {
		buf_clear(&out);
		name = memchr(bytes, 0, n) ? binary : guess(bytes, n, &out);
	}
	if (name != binary && memchr(buf_str(&out), 0, out.size))
		name = binary;
	if (name != binary)
		*text = mem_xstrndup(buf_str(&out), out.size);
	buf_release(&out);
	return name;
}
