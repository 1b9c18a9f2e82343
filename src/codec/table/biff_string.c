/* SPDX-License-Identifier: MIT */
#include "codec/table/biff_string.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { CONTINUE = 0x3c, LOST = 0xfffd };

static unsigned get16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

bool biff_string_next(struct biff_cursor *c, struct biff_record *record)
{
	size_t left = (size_t)(c->end - c->p);

	if (left < 4)
		return false;
	record->type = get16(c->p);
	record->n = get16(c->p + 2);
	record->data = c->p + 4;
	if (record->n > left - 4)
		return false;
	c->p += 4 + record->n;
	return true;
}

struct biff_run biff_string_run(const struct biff_record *record, size_t at,
				const struct biff_cursor *after)
{
	if (at > record->n)
		at = record->n;
	return (struct biff_run){record->data + at, record->n - at, *after};
}

/* On to the next CONTINUE that holds anything. */
static bool go_on(struct biff_run *run)
{
	struct biff_record record;

	while (!run->left) {
		if (!biff_string_next(&run->rest, &record) ||
		    record.type != CONTINUE)
			return false;
		run->p = record.data;
		run->left = record.n;
	}
	return true;
}

static bool take_byte(struct biff_run *run, unsigned *byte)
{
	if (!go_on(run))
		return false;
	*byte = *run->p++;
	run->left--;
	return true;
}

static bool take_number(struct biff_run *run, int bytes, size_t *number)
{
	unsigned byte;
	int i;

	*number = 0;
	for (i = 0; i < bytes; i++) {
		if (!take_byte(run, &byte))
			return false;
		*number |= (size_t)byte << (8 * i);
	}
	return true;
}

bool biff_string_skip(struct biff_run *run, size_t n)
{
	while (n) {
		size_t step;

		if (!go_on(run))
			return false;
		step = n < run->left ? n : run->left;
		run->p += step;
		run->left -= step;
		n -= step;
	}
	return true;
}

/* One unit of UTF-16 onto the text; *high is the first of a pair. */
static void put_unit(struct buf *out, unsigned unit, unsigned *high)
{
	bool low = unit >= 0xdc00 && unit < 0xe000;

	if (*high && low) {
		text_encode(out, 0x10000 + ((uint32_t)(*high & 0x3ff) << 10) +
					 (unit & 0x3ff));
		*high = 0;
		return;
	}
	if (*high)
		text_encode(out, LOST);
	*high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
	if (!*high)
		text_encode(out, low || !unit ? LOST : unit);
}

/*
 * Where a record ends within the characters, the next begins with the flag
 * anew: the rest may be of the other width.
 *
 *   … 4E 00 | 3C 00 len  01 | 2D 4E …       16 bits before and behind
 */
static bool take_characters(struct biff_run *run, size_t n, bool wide,
			    struct buf *out)
{
	unsigned flags, unit, high = 0;
	size_t value;

	for (; n; n--) {
		if (!run->left) {
			if (!take_byte(run, &flags))
				return false;
			wide = flags & 1;
		}
		if (!take_number(run, wide ? 2 : 1, &value))
			return false;
		unit = (unsigned)value;
		put_unit(out, unit, &high);
	}
	if (high)
		text_encode(out, LOST);
	return true;
}

bool biff_string_unicode(struct biff_run *run, bool wide, struct buf *out)
{
	enum { WIDE = 1, EXTENDED = 4, RICH = 8 };
	size_t n, runs = 0, extra = 0;
	unsigned flags;

	if (!take_number(run, wide ? 2 : 1, &n) || !take_byte(run, &flags))
		return false;
	if (flags & RICH && !take_number(run, 2, &runs))
		return false;
	if (flags & EXTENDED && !take_number(run, 4, &extra))
		return false;
	if (!take_characters(run, n, flags & WIDE, out))
		return false;
	return biff_string_skip(run, 4 * runs + extra);
}

void biff_string_bytes(const unsigned char *bytes, size_t n,
		       const char *charset, struct buf *out)
{
	size_t before = out->size, len;

	if (!charset)
		charset = "GB18030";
	else if (strcmp(charset, "UTF-8") == 0)
		charset = NULL;
	if (text_is_utf8(bytes, n) && !memchr(bytes, 0, n) &&
	    (!charset || strcmp(charset, "GB18030") == 0)) {
		buf_add(out, bytes, n);
		return;
	}
	if (charset && !memchr(bytes, 0, n) &&
	    text_convert(charset, bytes, n, out) == 0)
		return;
	out->size = before;
	for (; n; bytes += len, n -= len) {
		uint32_t c = text_decode((const char *)bytes, n, &len);

		text_encode(out, c ? c : LOST);
	}
}

const char *biff_string_charset(unsigned codepage)
{
	static const struct {
		unsigned page;
		const char *charset;
	} known[] = {
		{367, "ASCII"},	     {437, "CP437"},	   {850, "CP850"},
		{852, "CP852"},	     {866, "CP866"},	   {874, "CP874"},
		{932, "CP932"},	     {936, "GB18030"},	   {949, "CP949"},
		{950, "BIG5-HKSCS"}, {1250, "CP1250"},	   {1251, "CP1251"},
		{1252, "CP1252"},    {1253, "CP1253"},	   {1254, "CP1254"},
		{1255, "CP1255"},    {1256, "CP1256"},	   {1257, "CP1257"},
		{1258, "CP1258"},    {10000, "MACINTOSH"}, {32768, "MACINTOSH"},
		{32769, "CP1252"},   {65001, "UTF-8"}};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].page == codepage)
			return known[i].charset;
	return NULL;
}
