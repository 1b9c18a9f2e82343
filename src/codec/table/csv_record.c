/* SPDX-License-Identifier: MIT */
#include "codec/table/csv_record.h"

#include <string.h>

enum {
	CELL_BYTES = 4 * CSV_RECORD_CELL, /* a character has at most four */
	WINDOW = 4096, /* bytes in which scan_plain() looks for a line end */
};

struct scan {
	const char *text;
	size_t n;
	bool end;
	char separator;
	size_t at;
	long lines; /* line ends before at */
	bool starved;
};

struct field {
	size_t begin, stop; /* as written, quotes included */
	size_t close;	    /* the closing quote, or begin when unquoted */
	enum csv_record_flaw flaw;
	long flaw_line;
	bool wrapped; /* ="…" */
};

static bool is_end(char c)
{
	return c == '\n' || c == '\r';
}

/* A CR at the very end may be half of a CRLF: more text is needed. */
static bool ends_line(struct scan *s, size_t i)
{
	if (s->text[i] == '\n')
		return i == 0 || s->text[i - 1] != '\r';
	return s->text[i] == '\r';
}

static void skip_unquoted(struct scan *s, struct field *f)
{
	const char *t = s->text;

	while (s->at < s->n && t[s->at] != s->separator && !is_end(t[s->at])) {
		if (t[s->at] == '"' && f->flaw == CSV_RECORD_FINE) {
			f->flaw = CSV_RECORD_BARE;
			f->flaw_line = s->lines;
		}
		s->at++;
	}
	s->starved = s->at == s->n && !s->end;
}

/* ="0012" keeps its zeros in Excel: the only quotes are where they belong */
static bool is_wrapped(const struct scan *s, const struct field *f)
{
	const char *t = s->text + f->begin;
	size_t n = s->at - f->begin;

	return n >= 3 && t[0] == '=' && t[1] == '"' && t[n - 1] == '"' &&
	       !memchr(t + 2, '"', n - 3);
}

/* From behind the opening quote to behind the closing one; false: none. */
static bool skip_quoted(struct scan *s, struct field *f)
{
	const char *t = s->text;

	for (; s->at < s->n; s->at++) {
		/* Longer than a cell may be: the quote was none. */
		if (s->at - f->begin > CELL_BYTES)
			return false;
		if (is_end(t[s->at])) {
			s->lines += ends_line(s, s->at);
		} else if (t[s->at] == '"') {
			if (s->at + 1 < s->n && t[s->at + 1] == '"') {
				s->at++;
				continue;
			}
			/* the next byte may be its twin */
			if (s->at + 1 == s->n && !s->end)
				break;
			f->close = s->at++;
			return true;
		}
	}
	s->starved = !s->end;
	return s->starved;
}

static bool at_boundary(const struct scan *s)
{
	return s->at == s->n || s->text[s->at] == s->separator ||
	       is_end(s->text[s->at]);
}

/*
 * The quote at begin is only a character: read the field without it.  A name
 * with one stray quote would else swallow every student up to the next one:
 *
 *   2021007,"王五,计算机⏎        the quote opens here …
 *   2021008,赵六,软件⏎
 *   2021009,"钱七",软件⏎          … and is closed by this line's
 */
static void take_literally(struct scan *s, struct field *f, long line)
{
	f->flaw = CSV_RECORD_UNCLOSED;
	f->flaw_line = line;
	f->close = f->begin;
	s->at = f->begin + 1;
	s->lines = line;
	skip_unquoted(s, f);
}

static void scan_field(struct scan *s, struct field *f)
{
	long line = s->lines;

	*f = (struct field){.begin = s->at, .close = s->at};
	if (s->at == s->n || s->text[s->at] != '"') {
		skip_unquoted(s, f);
		f->wrapped = is_wrapped(s, f);
		if (f->wrapped)
			f->flaw = CSV_RECORD_FINE;
	} else {
		s->at++;
		if (!skip_quoted(s, f)) {
			take_literally(s, f, line);
		} else if (!s->starved && !at_boundary(s)) {
			/*
			 * Text behind the closing quote.  Within one line it
			 * is the field's; over lines the quotes are of two
			 * fields.
			 */
			f->flaw = CSV_RECORD_BARE;
			f->flaw_line = line;
			if (s->lines > line)
				take_literally(s, f, line);
			else
				skip_unquoted(s, f);
		}
	}
	f->stop = s->at;
	if (!f->flaw && f->stop - f->begin > CELL_BYTES + 2)
		f->flaw = CSV_RECORD_LONG;
}

static void add_quoted(struct buf *out, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s[i]);
	}
}

/* Write the field so that every reader reads it as we mean it. */
static void mend(struct buf *out, const struct scan *s, const struct field *f,
		 bool first)
{
	const char *t = s->text;

	if (!first)
		buf_addc(out, s->separator);
	if (f->flaw == CSV_RECORD_FINE && !f->wrapped) {
		buf_add(out, t + f->begin, f->stop - f->begin);
		return;
	}
	buf_addc(out, '"');
	if (f->close > f->begin) {
		buf_add(out, t + f->begin + 1, f->close - f->begin - 1);
		add_quoted(out, t + f->close + 1, f->stop - f->close - 1);
	} else {
		add_quoted(out, t + f->begin, f->stop - f->begin);
	}
	buf_addc(out, '"');
}

static void note_flaw(struct csv_record *r, const struct field *f)
{
	if (r->flaw == CSV_RECORD_FINE && f->flaw != CSV_RECORD_FINE) {
		r->flaw = f->flaw;
		r->flaw_line = f->flaw_line;
	}
}

/* The line end itself; a CR that is the last byte so far tells nothing. */
static void finish(struct scan *s, struct csv_record *r)
{
	r->size = s->at;
	r->lines = s->lines;
	if (s->at == s->n) {
		r->taken = s->at;
		return;
	}
	if (s->text[s->at] == '\r' && s->at + 1 == s->n && !s->end)
		return;
	r->lines++;
	r->taken = s->at + 1;
	if (s->text[s->at] == '\r' && r->taken < s->n &&
	    s->text[r->taken] == '\n')
		r->taken++;
}

static bool is_fatal(const struct csv_record *r, bool lenient)
{
	return r->flaw >= CSV_RECORD_LONG || (r->flaw && !lenient);
}

/*
 * Most records have no quote at all: three memchr() tell.  The window keeps a
 * file without line feeds from being searched again from every record on.
 */
static bool scan_plain(const char *text, size_t n, struct csv_record *r)
{
	const char *line_end = memchr(text, '\n', n < WINDOW ? n : WINDOW);
	const char *cr;

	if (!line_end)
		return false;
	r->taken = (size_t)(line_end - text) + 1;
	r->size = r->taken - 1;
	cr = memchr(text, '\r', r->size);
	if (cr && cr + 1 != line_end)
		return false;
	r->size -= cr != NULL;
	r->lines = 1;
	return !memchr(text, '"', r->size);
}

void csv_record_scan(const struct csv_record_text *text,
		     const struct csv_record_rules *rules, struct buf *mended,
		     struct csv_record *r)
{
	struct scan s = {.text = text->s,
			 .n = text->n,
			 .end = text->end,
			 .separator = rules->separator};
	struct field f;

	*r = (struct csv_record){0};
	if (scan_plain(text->s, text->n, r))
		return;
	*r = (struct csv_record){0};
	buf_clear(mended);
	for (;;) {
		scan_field(&s, &f);
		if (s.starved)
			return;
		note_flaw(r, &f);
		if (++r->fields > CSV_RECORD_FIELDS)
			r->flaw = CSV_RECORD_WIDE;
		if (is_fatal(r, rules->lenient))
			break;
		mend(mended, &s, &f, r->fields == 1);
		r->mended |= f.flaw != CSV_RECORD_FINE || f.wrapped;
		if (s.at == s.n || is_end(s.text[s.at]))
			break;
		s.at++;
	}
	finish(&s, r);
}
