/* SPDX-License-Identifier: MIT */
#include "roster/roster_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Bytes that cannot begin a blank or invisible character, nor be one. */
bool roster_text_is_tidy(const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c <= 0x20 || c == 0x7f || c == 0xc2 || c == 0xe1 ||
		    c == 0xe2 || c == 0xef ||
		    (c == 0xe3 && (unsigned char)s[1] == 0x80))
			return false;
	}
	return true;
}

/* Whether anything stands before or behind what text_trim() leaves. */
bool roster_text_has_edges(const char *raw, const char *trimmed)
{
	size_t n = strlen(raw), m = strlen(trimmed);
	size_t first = m, last = m;

	if (!m)
		return false;
	text_decode(trimmed, m, &first);
	for (last = m - 1;
	     last && ((unsigned char)trimmed[last] & 0xc0) == 0x80;)
		last--;
	last = m - last;
	return strncmp(raw, trimmed, first) != 0 || n < m ||
	       strcmp(raw + n - last, trimmed + m - last) != 0;
}

/* A copy without the edges, its inside as it is. */
char *roster_text_trim_edges(const char *raw, const char *trimmed)
{
	const char *from = raw, *to = raw + strlen(raw);
	size_t m = strlen(trimmed), first = m, last = m;

	text_decode(trimmed, m, &first);
	for (last = m - 1;
	     last && ((unsigned char)trimmed[last] & 0xc0) == 0x80;)
		last--;
	/* bytes that are no UTF-8 stand in trimmed as something else */
	while (*from && strncmp(from, trimmed, first) != 0)
		from++;
	while (to - from >= (long)(m - last) &&
	       strncmp(to - (m - last), trimmed + last, m - last) != 0)
		to--;
	return mem_xstrndup(from, (size_t)(to - from));
}

/* ="2022080200000", as exported for Excel's sake. */
char *roster_text_unwrap(const char *s)
{
	size_t n = strlen(s);

	if (n < 3 || s[0] != '=' || s[1] != '"' || s[n - 1] != '"' ||
	    memchr(s + 2, '"', n - 3))
		return NULL;
	return mem_xstrndup(s + 2, n - 3);
}

void roster_text_drop_blanks(char *s)
{
	char *to = s;

	for (; *s; s++)
		if (*s != ' ')
			*to++ = *s;
	*to = '\0';
}

bool roster_text_raise(char *s)
{
	bool changed = false;

	for (; *s; s++) {
		if (*s < 'a' || *s > 'z')
			continue;
		*s = (char)(*s - 32);
		changed = true;
	}
	return changed;
}

/* Full-width characters were there when NFKC does more than trimming. */
bool roster_text_is_widened(const char *raw, const char *folded)
{
	char *trimmed;
	bool wide;

	if (text_is_ascii(raw))
		return false;
	trimmed = text_trim(raw);
	wide = strcmp(trimmed, folded) != 0;
	free(trimmed);
	return wide;
}

bool roster_text_has_invisible(const char *s)
{
	size_t n = strlen(s), len;

	for (; n; s += len, n -= len)
		if (text_is_invisible(text_decode(s, n, &len)))
			return true;
	return false;
}

/*
 * Signs that no number of ours begins or ends with; not * and ?, which mask,
 * not = + - @ of a formula, not the bracket of a Hong Kong card.  The last is
 * what NFKC leaves of an acute accent.
 */
static size_t sign_at(const char *s)
{
	static const char *const signs[] = {
		" ", "`",  "\"", "'", ";", ":", ",",  "~",  "^",
		"|", "\\", "‘",	 "’", "“", "”", "。", "、", "\xcc\x81"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(signs); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

/* Past "ID:", "学号：" (NFKC made the colon narrow) and signs. */
static const char *skip_label(const char *s)
{
	const char *digit = s + strcspn(s, "0123456789"), *colon;
	size_t n;

	colon = memrchr(s, ':', (size_t)(digit - s));
	if (colon)
		s = colon + 1;
	while ((n = sign_at(s)) > 0)
		s += n;
	return s;
}

char *roster_text_bare_number(const char *s)
{
	const char *from = skip_label(s), *end = from, *at = from;
	size_t n;

	/* end: behind the last character that is no sign */
	while (*at) {
		n = sign_at(at);
		at += n ? n : 1;
		if (!n)
			end = at;
	}
	if (end == from || (from == s && !*end))
		return NULL;
	return mem_xstrndup(from, (size_t)(end - from));
}

/* 9.90297E+17: what a spreadsheet shows of a long number. */
bool roster_text_is_scientific(const char *s)
{
	const char *at = s;

	if (*at < '1' || *at++ > '9')
		return false;
	if (*at == '.')
		at += 1 + strspn(at + 1, "0123456789");
	if ((*at != 'E' && *at != 'e') || at[1] != '+')
		return false;
	return text_is_digits(at + 2);
}
