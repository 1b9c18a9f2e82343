/* SPDX-License-Identifier: MIT */
#include "rules/redact.h"

#include <string.h>

#include "base/text.h"
#include "rules/idnum.h"
#include "rules/person_name.h"

static bool is_star(uint32_t c)
{
	return c == '*' || c == 0xff0a || c == 0xd7 || c == 0x25cf ||
	       c == 0x2217;
}

bool redact_is_masked(const char *text)
{
	size_t n = strlen(text), len;

	for (; n; text += len, n -= len)
		if (is_star(text_decode(text, n, &len)))
			return true;
	return false;
}

static size_t characters(const char *s)
{
	size_t n = strlen(s), len, count = 0;

	for (; n; s += len, n -= len, count++)
		text_decode(s, n, &len);
	return count;
}

static void stars(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_addc(out, '*');
}

/* A surname alone is shared by too many to tell anybody. */
void redact_name(struct buf *out, const char *name)
{
	size_t shown = person_name_surname(name);

	buf_add(out, name, shown);
	stars(out, characters(name + shown));
}

/*
 * Enough to be found in one's own list, too little to be used: the birth date
 * of an 18-digit number is hidden.
 */
void redact_number(struct buf *out, const char *number)
{
	size_t n = strlen(number), head = 3, tail = 4;

	if (n <= 7) {
		head = 0;
		tail = n > 1;
	} else if (n <= 10) {
		head = tail = 2;
	}
	buf_add(out, number, head);
	stars(out, n - head - tail);
	buf_add(out, number + n - tail, tail);
}

/* The masked text with every kind of star as '*', the rest as a key. */
static void normal_mask(const char *masked, struct buf *out)
{
	size_t n = strlen(masked), len;
	struct buf plain = BUF_INIT;
	uint32_t c;

	for (; n; masked += len, n -= len) {
		c = text_decode(masked, n, &len);
		if (is_star(c))
			buf_addc(&plain, '*');
		else
			buf_add(&plain, masked, len);
	}
	person_name_key(buf_str(&plain), out);
	buf_release(&plain);
}

void redact_shown_start(const char *masked, struct buf *out)
{
	struct buf mask = BUF_INIT;

	normal_mask(masked, &mask);
	buf_add(out, buf_str(&mask), strcspn(buf_str(&mask), "*"));
	buf_release(&mask);
}

void redact_shown_end(const char *masked, struct buf *out)
{
	struct buf mask = BUF_INIT;
	const char *star;

	normal_mask(masked, &mask);
	star = strrchr(buf_str(&mask), '*');
	buf_adds(out, star ? star + 1 : buf_str(&mask));
	buf_release(&mask);
}

/*
 * Two meanings of a star.  Systems that mask by program write one star for one
 * character; people write two or three whatever the length.  The first is
 * tried first: it says more.
 *
 *	张伟国      张**   exactly     张*       loosely
 *	the number  110***********002X exactly  110*002X  loosely
 */
/* One star, one character. */
static bool fits_exactly(const char *mask, const char *text)
{
	size_t m, t;

	while (*mask && *text) {
		uint32_t want = text_decode(mask, strlen(mask), &m);
		uint32_t have = text_decode(text, strlen(text), &t);

		if (want != '*' && want != have)
			return false;
		mask += m;
		text += t;
	}
	return !*mask && !*text;
}

static const char *next_character(const char *s)
{
	size_t len;

	text_decode(s, strlen(s), &len);
	return s + len;
}

/* A run of stars takes one character or more; the last run retries. */
static bool fits_loosely(const char *mask, const char *text)
{
	const char *retry_mask = NULL, *retry_text = NULL;

	while (*text) {
		if (*mask == '*') {
			while (*mask == '*')
				mask++;
			text = next_character(text);
			retry_mask = mask;
			retry_text = text;
		} else if (*mask && *mask == *text) {
			mask++;
			text++;
		} else if (retry_mask) {
			mask = retry_mask;
			text = retry_text = next_character(retry_text);
		} else {
			return false;
		}
	}
	return !*mask;
}

static enum redact_fit fits(const char *mask, const char *text)
{
	if (!*mask || !*text)
		return REDACT_NO;
	if (strcmp(mask, text) == 0)
		return REDACT_EQUAL;
	if (!strchr(mask, '*'))
		return REDACT_NO;
	if (fits_exactly(mask, text))
		return REDACT_EXACT;
	return fits_loosely(mask, text) ? REDACT_LOOSE : REDACT_NO;
}

static enum redact_fit fits_as_key(const char *masked, const char *text)
{
	struct buf mask = BUF_INIT, key = BUF_INIT;
	enum redact_fit fit;

	normal_mask(masked, &mask);
	person_name_key(text, &key);
	fit = fits(buf_str(&mask), buf_str(&key));
	buf_release(&mask);
	buf_release(&key);
	return fit;
}

enum redact_fit redact_fits_name(const char *masked, const char *name)
{
	return fits_as_key(masked, name);
}

enum redact_fit redact_fits_number(const char *masked, const char *number)
{
	enum redact_fit fit = fits_as_key(masked, number);
	char full[19];

	if (fit == REDACT_NO && idnum_upgrade(number, full) == 0)
		fit = fits_as_key(masked, full);
	return fit;
}
