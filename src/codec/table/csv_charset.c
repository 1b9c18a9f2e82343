/* SPDX-License-Identifier: MIT */
#include "codec/table/csv_charset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { PIECE = 1 << 16 }; /* bytes read at once */
#define REPLACEMENT "\357\277\275"

/*
 * What a look at all bytes tells.  The whole file is looked at: a roster may
 * have its first Chinese character behind thousands of lines of digits, and
 * one line pasted from elsewhere must not turn the others.
 */
struct census {
	size_t good_lines, bad_lines; /* with non-ASCII characters */
	bool line_good, line_bad;
	int run, longest_run; /* of bytes above 0x7f */
};

static void end_line(struct census *c)
{
	c->bad_lines += c->line_bad;
	c->good_lines += c->line_good && !c->line_bad;
	c->line_good = c->line_bad = false;
}

static void count_high(struct census *c, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		c->run = s[i] & 0x80 ? c->run + 1 : 0;
		if (c->run > c->longest_run)
			c->longest_run = c->run;
	}
}

/*
 * Bytes at the end of a piece that may be an unfinished character: a lead byte
 * that wants more than follow it.
 *
 *   back 1: C0..FF   back 2: E0..FF   back 3: F0..FF    (80..BF are inside)
 */
static size_t open_tail(const char *s, size_t n)
{
	size_t back;

	for (back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)s[n - back];

		if ((c & 0xc0) == 0x80)
			continue;
		return c >= 0xf0 - 0x10U * (back < 3) - 0x20U * (back < 2)
			       ? back
			       : 0;
	}
	return 0;
}

static void count_lines(struct census *c, const char *s, size_t n)
{
	size_t i, len;

	for (i = 0; i < n; i += len) {
		len = 1;
		if (s[i] == '\n' || s[i] == '\r') {
			end_line(c);
		} else if (s[i] & 0x80) {
			text_decode(s + i, n - i, &len);
			if (len > 1)
				c->line_good = true;
			else
				c->line_bad = true;
		}
	}
}

/* All of it good: only whether there is Chinese, and on how many lines. */
static bool count_good(struct census *c, const char *s, size_t n)
{
	const char *at = s, *end = s + n;
	size_t i;
	char high = 0;

	if (!text_is_utf8(s, n))
		return false;
	for (i = 0; i < n; i++)
		high |= s[i];
	if (!(high & 0x80))
		return true;
	c->line_good = true;
	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		end_line(c);
		c->line_good = true;
		if (++at == end)
			break;
	}
	return true;
}

/* A piece that ends at a character, unless it is the last. */
static void count_piece(struct census *c, const char *s, size_t n)
{
	if (!count_good(c, s, n)) {
		count_high(c, s, n);
		count_lines(c, s, n);
	}
}

static int take_census(FILE *f, struct census *c)
{
	char *piece = mem_xmalloc(PIECE + 4);
	size_t kept = 0, n, tail;

	while ((n = fread(piece + kept, 1, PIECE, f)) > 0) {
		n += kept;
		tail = open_tail(piece, n);
		count_piece(c, piece, n - tail);
		memmove(piece, piece + n - tail, tail);
		kept = tail;
	}
	count_piece(c, piece, kept);
	end_line(c);
	free(piece);
	return ferror(f) ? -1 : 0;
}

static const char *no_text(FILE *f, struct error *err)
{
	if (ferror(f))
		error_set_errno(err, _("the file cannot be read"));
	else
		error_set(err, ERROR_INPUT,
			  _("this is no table that can be read; save it as "
			    ".xlsx or as CSV"));
	return NULL;
}

/* U+FEFF at the beginning, in each of the encodings that have one. */
static const struct mark {
	const char *bytes, *charset;
	size_t n;
} marks[] = {
	{"\xff\xfe", "UTF-16LE", 2},
	{"\xfe\xff", "UTF-16BE", 2},
	{"\xef\xbb\xbf", "UTF-8", 3},
};

static const struct mark *find_mark(const void *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(marks); i++)
		if (n >= marks[i].n &&
		    memcmp(bytes, marks[i].bytes, marks[i].n) == 0)
			return &marks[i];
	return NULL;
}

/*
 * Excel's "Unicode text" without a mark: ASCII in UTF-16 has its zeros all on
 * one side, commas and digits are enough of it.
 *
 *   "1,x"    UTF-16LE  31 00 2C 00 78 00      UTF-16BE  00 31 00 2C 00 78
 */
static const char *by_zeros(const unsigned char *b, size_t n)
{
	size_t zeros[2] = {0}, i;

	for (i = 0; i < n; i++)
		zeros[i & 1] += b[i] == 0;
	if (n % 2 || zeros[0] + zeros[1] <= 1 + n / 16)
		return NULL;
	if (zeros[0] <= zeros[1] / 16)
		return "UTF-16LE";
	return zeros[1] <= zeros[0] / 16 ? "UTF-16BE" : NULL;
}

/* Control characters a text has none of: a picture, a program, a .doc. */
static bool is_binary(const unsigned char *b, size_t n)
{
	size_t i, odd = 0;

	for (i = 0; i < n; i++)
		odd += b[i] < 32 && (!b[i] || !strchr("\t\r\n\f\v\033", b[i]));
	return odd * 8 > n ||
	       (n && b[0] < 32 && (!b[0] || !strchr("\t\r\n\033", b[0])));
}

const char *csv_charset_find(FILE *f, struct error *err)
{
	struct census c = {.good_lines = 0};
	unsigned char head[4096];
	size_t n = fread(head, 1, sizeof(head), f);
	const struct mark *mark = find_mark(head, n);
	const char *charset = mark ? mark->charset : by_zeros(head, n);

	if (ferror(f) || (!charset && is_binary(head, n)))
		return no_text(f, err);
	rewind(f);
	if (charset)
		return charset;
	if (take_census(f, &c) < 0)
		return no_text(f, err);
	rewind(f);
	if (c.bad_lines == 0 || c.good_lines > c.bad_lines)
		return "UTF-8";
	/*
	 * Both bytes of the common characters (GB 2312) are above 7F, so
	 * Chinese has two together somewhere; an é or ü stands alone.
	 */
	return c.longest_run == 1 ? "ISO-8859-1" : "GB18030";
}

int csv_charset_init(struct csv_charset *in, FILE *f, const char *charset,
		     struct error *err)
{
	*in = (struct csv_charset){.f = f, .converter = (iconv_t)-1};
	rewind(f);
	in->utf8 = text_casecmp(charset, "UTF-8") == 0;
	in->wide = strncmp(charset, "UTF-16", 6) == 0;
	if (!in->utf8)
		in->converter = iconv_open("UTF-8", charset);
	if (!in->utf8 && in->converter == (iconv_t)-1)
		return error_set(err, ERROR_USAGE,
				 _("unknown character set \"%.40s\""), charset);
	return 0;
}

void csv_charset_release(struct csv_charset *in)
{
	if (!in->utf8 && in->f && in->converter != (iconv_t)-1)
		iconv_close(in->converter);
	buf_release(&in->raw);
	free(in->flaws);
	*in = (struct csv_charset){.converter = (iconv_t)-1};
}

static void note(struct csv_charset *in, uint64_t at, bool nul)
{
	if (in->flaw_count == CSV_CHARSET_FLAWS)
		return;
	MEM_GROW(in->flaws, in->flaw_count, in->flaw_cap);
	in->flaws[in->flaw_count++] = (struct csv_charset_flaw){at, nul};
}

/* Append n bytes that should be UTF-8, mended; base is where out began. */
static void append(struct csv_charset *in, const char *s, size_t n,
		   struct buf *out)
{
	size_t before = out->size, len;

	if (text_is_utf8(s, n) && !memchr(s, 0, n)) {
		buf_add(out, s, n);
		in->out_total += n;
		return;
	}
	for (; n; s += len, n -= len) {
		uint32_t code = text_decode(s, n, &len);

		if (*s && !(code == 0xfffd && len == 1)) {
			buf_add(out, s, len);
			continue;
		}
		note(in, in->out_total + (out->size - before), !*s);
		buf_adds(out, REPLACEMENT);
	}
	in->out_total += out->size - before;
}

static void drop(struct buf *b, size_t n)
{
	memmove(b->data, b->data + n, b->size - n);
	b->size -= n;
}

static void take_utf8(struct csv_charset *in, bool last, struct buf *out)
{
	size_t tail = last ? 0 : open_tail(in->raw.data, in->raw.size);
	size_t n = in->raw.size - tail;

	append(in, in->raw.data, n, out);
	drop(&in->raw, n);
}

/*
 * One call of iconv; how many raw bytes it took, and whether it stumbled: on a
 * full buffer (E2BIG), an unfinished character (EINVAL) or bytes that are none
 * (EILSEQ).
 */
static size_t convert_some(struct csv_charset *in, size_t from, struct buf *out,
			   int *why)
{
	char text[8192], *to = text, *s = in->raw.data + from;
	size_t left = in->raw.size - from, room = sizeof(text);

	*why = iconv(in->converter, &s, &left, &to, &room) == (size_t)-1 ? errno
									 : 0;
	append(in, text, (size_t)(to - text), out);
	return in->raw.size - from - left;
}

static void take_foreign(struct csv_charset *in, bool last, struct buf *out)
{
	size_t from = 0;
	int why = E2BIG;

	while (from < in->raw.size) {
		from += convert_some(in, from, out, &why);
		if (why == EINVAL && !last)
			break;
		if (why != EILSEQ && why != EINVAL)
			continue;
		/* One byte on, not two: the next may begin a good character. */
		note(in, in->out_total, false);
		buf_adds(out, REPLACEMENT);
		in->out_total += strlen(REPLACEMENT);
		from += in->wide ? 2 : 1;
		iconv(in->converter, NULL, NULL, NULL, NULL);
	}
	drop(&in->raw, from < in->raw.size ? from : in->raw.size);
}

/* A mark of the other byte order goes too: the charset was chosen by hand. */
static void skip_mark(struct csv_charset *in)
{
	const struct mark *mark = find_mark(in->raw.data, in->raw.size);

	in->started = true;
	if (mark && (mark->n == 3 ? in->utf8 : in->wide))
		drop(&in->raw, mark->n);
}

int csv_charset_read(struct csv_charset *in, size_t want, struct buf *out,
		     struct error *err)
{
	size_t n;
	bool last;

	buf_reserve(&in->raw, want);
	n = fread(in->raw.data + in->raw.size, 1, want, in->f);
	if (ferror(in->f))
		return error_set_errno(err, _("the file cannot be read"));
	in->raw.size += n;
	last = n < want;
	if (!in->started)
		skip_mark(in);
	if (in->utf8)
		take_utf8(in, last, out);
	else
		take_foreign(in, last, out);
	return last ? 0 : 1;
}
