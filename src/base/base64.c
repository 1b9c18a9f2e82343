/* SPDX-License-Identifier: MIT */
#include "base/base64.h"

/*
 * Three bytes are four digits of six bits; what is missing of the last three
 * is filled by zero bits, and a digit without any bit of its own is '='.
 *
 *     p[0]     p[1]     p[2]
 *   aaaaaabb bbbbcccc ccdddddd        n = 3
 *   aaaaaabb bbbb0000                 n = 2: a b c =
 *   aaaaaabb 0000                     n = 1: a b = =
 */
static void add_group(struct buf *out, const unsigned char *p, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned v = (unsigned)p[0] << 16 | (n > 1 ? (unsigned)p[1] << 8 : 0) |
		     (n > 2 ? p[2] : 0);
	char text[4];
	size_t i;

	for (i = 0; i < 4; i++)
		text[i] = i <= n ? digits[v >> (18 - 6 * i) & 63] : '=';
	buf_add(out, text, 4);
}

void base64_encode(const void *bytes, size_t n, struct buf *out)
{
	const unsigned char *p = bytes;

	buf_reserve(out, n / 3 * 4 + 8);
	for (; n > 0; p += 3, n -= n < 3 ? n : 3)
		add_group(out, p, n < 3 ? n : 3);
}

static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void base64_decode(const char *text, size_t n, struct buf *out)
{
	unsigned bits = 0;
	int have = 0, value;
	size_t i;

	for (i = 0; i < n && text[i] != '='; i++) {
		value = value_of(text[i]);
		if (value < 0)
			continue;
		bits = bits << 6 | (unsigned)value;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		buf_addc(out, (char)(bits >> have));
		bits &= (1U << have) - 1;
	}
}
