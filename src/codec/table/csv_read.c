/* SPDX-License-Identifier: MIT */
#include "codec/table/csv_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <csv.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/table/cell_value.h"
#include "codec/table/csv_charset.h"
#include "codec/table/csv_record.h"
#include "codec/table/csv_sniff.h"

enum {
	PIECE = 1 << 16,	 /* bytes of text wanted at once */
	SAMPLE = 1 << 18,	 /* of text, to tell the separator by */
	RECORD_BYTES = 16 << 20, /* the longest record */
	PROBLEMS = 10000,	 /* noted, then no more */
};
#define ROWS 20000000L

struct csv_read {
	FILE *f;
	char *charset;
	struct sheet_options options;
	struct sheet_problem *problems;
	size_t problem_count, problem_cap;
};

/*
 * One pass over the rows.  text is a window that slides over the file:
 *
 *   ….…|=======================|-------------------|………………
 *      text.data[0]            at                  size
 *      (base bytes before it)  the record          read and decoded, then
 *                              being cut           refill()
 */
struct pass {
	struct csv_read *csv;
	struct csv_charset in;
	struct csv_sniff sniff;
	struct buf text, mended; /* text from `at` on is still to be read */
	size_t at;
	uint64_t base; /* offset of text.data[0] in all the text */
	bool end, usual_seen;
	size_t flaw; /* the next of in.flaws */
	long number, line;
	/* the record's fields */
	struct csv_parser parser;
	struct buf fields;
	const char *from; /* what offsets count from */
	struct sheet_cell *cells;
	size_t *offsets, count, cap, offsets_cap;
	bool too_long;
};

static int never(unsigned char c)
{
	(void)c;
	return 0;
}

static int is_line_feed(unsigned char c)
{
	return c == '\n';
}

struct csv_read *csv_read_open(const char *path, const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err)
{
	struct csv_read *csv = mem_xcalloc(1, sizeof(*csv));

	csv->options = *options;
	csv->options.charset = NULL;
	/* fmemopen() refuses an empty buffer; no bytes are an empty file. */
	csv->f = path ? file_open_stream(path, err)
		 : n  ? fmemopen((void *)bytes, n, "rb")
		      : fdopen(memfd_create("table", MFD_CLOEXEC), "rb");
	if (!csv->f) {
		if (!path)
			error_set_errno(err, _("the table cannot be opened"));
		csv_read_close(csv);
		return NULL;
	}
	csv->charset =
		mem_xstrdup(options->charset ? options->charset
					     : csv_charset_find(csv->f, err));
	if (csv->charset)
		return csv;
	csv_read_close(csv);
	return NULL;
}

void csv_read_close(struct csv_read *csv)
{
	if (!csv)
		return;
	if (csv->f)
		fclose(csv->f);
	free(csv->charset);
	free(csv->problems);
	free(csv);
}

const char *csv_read_charset(const struct csv_read *csv)
{
	return csv->charset;
}

const struct sheet_problem *csv_read_problems(const struct csv_read *csv,
					      size_t *count)
{
	*count = csv->problem_count;
	return csv->problems;
}

static void note(struct csv_read *csv, long line, const char *what)
{
	if (csv->problem_count == PROBLEMS)
		return;
	MEM_GROW(csv->problems, csv->problem_count, csv->problem_cap);
	csv->problems[csv->problem_count++] =
		(struct sheet_problem){.line = line, .what = what};
}

static bool add_field(struct pass *p, const char *field, size_t n,
		      size_t offset)
{
	if (p->count > CSV_RECORD_FIELDS)
		return false;
	p->too_long |= cell_value_too_long(field, n);
	MEM_GROW(p->cells, p->count, p->cap);
	MEM_GROW(p->offsets, p->count, p->offsets_cap);
	p->cells[p->count].type = n ? SHEET_TEXT : SHEET_EMPTY;
	p->offsets[p->count++] = offset;
	return true;
}

static void take_field(void *field, size_t n, void *ctx)
{
	struct pass *p = ctx;

	if (!add_field(p, field, n, p->fields.size))
		return;
	buf_add(&p->fields, field, n);
	buf_addc(&p->fields, '\0');
}

static void take_end(int c, void *ctx)
{
	(void)c, (void)ctx;
}

/*
 * A record without any quote is cut where it lies: separators become NULs, so
 * that nothing is copied (libcsv would copy each byte of each field).
 */
static void cut_plain(struct pass *p, size_t n)
{
	char *begin = p->text.data + p->at, *at = begin, *stop;

	p->from = begin;
	begin[n] = '\0';
	while ((stop = memchr(at, p->sniff.separator,
			      n - (size_t)(at - begin))) != NULL) {
		*stop = '\0';
		add_field(p, at, (size_t)(stop - at), (size_t)(at - begin));
		at = stop + 1;
	}
	add_field(p, at, n - (size_t)(at - begin), (size_t)(at - begin));
}

/*
 * Let libcsv cut the record; it is well-formed by now.  Left to itself it
 * swallows the rest of a file behind an unclosed quote without a word.
 */
static int cut_quoted(struct pass *p, const struct csv_record *record,
		      struct error *err)
{
	const char *text =
		record->mended ? buf_str(&p->mended) : p->text.data + p->at;
	size_t n = record->mended ? p->mended.size : record->size;

	buf_clear(&p->fields);
	if (csv_parse(&p->parser, text, n, take_field, take_end, p) != n ||
	    csv_parse(&p->parser, "\n", 1, take_field, take_end, p) != 1)
		return error_set(err, ERROR_INPUT, _("line %ld: %s"), p->line,
				 csv_strerror(csv_error(&p->parser)));
	p->from = buf_str(&p->fields);
	return 0;
}

static int cut(struct pass *p, const struct csv_record *record,
	       struct error *err)
{
	p->count = 0;
	if (record->fields == 0)
		cut_plain(p, record->size);
	else if (cut_quoted(p, record, err) < 0)
		return -1;
	if (p->too_long)
		return error_set(err, ERROR_LIMIT,
				 _("line %ld: a cell with more than 32,767 "
				   "characters"),
				 p->line);
	if (p->count > CSV_RECORD_FIELDS)
		return error_set(err, ERROR_LIMIT,
				 _("line %ld: more than 16,384 columns"),
				 p->line);
	return 0;
}

static int refuse_flaw(const struct pass *p, const struct csv_record *record,
		       struct error *err)
{
	long line = p->line + record->flaw_line;

	switch (record->flaw) {
	case CSV_RECORD_LONG:
		return error_set(err, ERROR_LIMIT,
				 _("line %ld: a cell with more than 32,767 "
				   "characters"),
				 line);
	case CSV_RECORD_WIDE:
		return error_set(err, ERROR_LIMIT,
				 _("line %ld: more than 16,384 columns"), line);
	case CSV_RECORD_UNCLOSED:
		return error_set(err, ERROR_INPUT,
				 _("line %ld: a quotation mark is opened and "
				   "not closed in its place; correct the line, "
				   "or read it with --lenient"),
				 line);
	default:
		return error_set(err, ERROR_INPUT,
				 _("line %ld: a quotation mark where none may "
				   "be; correct the line, or read it with "
				   "--lenient"),
				 line);
	}
}

/* The line, within the record, of a byte that had to be replaced. */
static long line_of(const struct pass *p, size_t stop)
{
	long lines = 0;
	size_t i;

	for (i = p->at; i < stop; i++)
		lines += p->text.data[i] == '\n' ||
			 (p->text.data[i] == '\r' &&
			  p->text.data[i + 1] != '\n');
	return p->line + lines;
}

static void note_bytes(struct pass *p, const struct csv_record *record)
{
	uint64_t stop = p->base + p->at + record->taken;
	long last = 0;

	for (; p->flaw < p->in.flaw_count && p->in.flaws[p->flaw].at < stop;
	     p->flaw++) {
		const struct csv_charset_flaw *flaw = &p->in.flaws[p->flaw];
		long line = line_of(p, (size_t)(flaw->at - p->base));

		if (line != last)
			note(p->csv, line, flaw->nul ? "nul" : "bad-bytes");
		last = line;
	}
}

static void note_problems(struct pass *p, const struct csv_record *record)
{
	if (record->flaw)
		note(p->csv, p->line + record->flaw_line,
		     record->flaw == CSV_RECORD_BARE ? "bare-quote"
						     : "unclosed-quote");
	/* Titles above the header have fewer fields: that is no problem. */
	p->usual_seen |= p->count == p->sniff.fields;
	if (!p->usual_seen || !p->sniff.fields)
		return;
	if (p->count > p->sniff.fields)
		note(p->csv, p->line, "extra-field");
	else if (p->count < p->sniff.fields)
		note(p->csv, p->line, "missing-field");
}

static int deliver(struct pass *p, sheet_row_fn fn, void *ctx,
		   struct error *err)
{
	struct sheet_row row = {.number = p->number, .line = p->line};
	size_t i;

	for (i = 0; i < p->count; i++) {
		p->cells[i].text = p->from + p->offsets[i];
		p->cells[i].number = 0;
		p->cells[i].formula = false;
		if (p->cells[i].type != SHEET_EMPTY)
			row.count = i + 1;
	}
	row.fields = p->count;
	row.cells = p->cells;
	return row.count ? fn(ctx, &row, err) : 0;
}

static void compact(struct pass *p)
{
	memmove(p->text.data, p->text.data + p->at, p->text.size - p->at);
	p->text.size -= p->at;
	p->base += p->at;
	p->at = 0;
}

/* More text, twice as much whenever one record outgrows the last piece. */
static int refill(struct pass *p, struct error *err)
{
	size_t open = p->text.size - p->at;
	int status;

	if (open > RECORD_BYTES)
		return error_set(err, ERROR_LIMIT,
				 _("line %ld: a record longer than %d MiB"),
				 p->line, RECORD_BYTES >> 20);
	if (p->text.size)
		compact(p);
	status = csv_charset_read(&p->in, open > PIECE ? open : PIECE, &p->text,
				  err);
	p->end = status == 0;
	return status < 0 ? -1 : 0;
}

static int next_record(struct pass *p, struct csv_record *record,
		       struct error *err)
{
	const struct csv_record_rules rules = {p->sniff.separator,
					       p->csv->options.lenient};
	struct csv_record_text text;

	for (;;) {
		*record = (struct csv_record){0};
		text = (struct csv_record_text){buf_str(&p->text) + p->at,
						p->text.size - p->at, p->end};
		if (text.n)
			csv_record_scan(&text, &rules, &p->mended, record);
		if (record->flaw >= CSV_RECORD_LONG ||
		    (record->flaw && !rules.lenient))
			return refuse_flaw(p, record, err);
		if (record->taken)
			return 1;
		if (p->end)
			return 0;
		if (refill(p, err) < 0)
			return -1;
	}
}

static int begin(struct pass *p, struct error *err)
{
	struct csv_record_text head;

	if (csv_charset_init(&p->in, p->csv->f, p->csv->charset, err) < 0)
		return -1;
	while (!p->end && p->text.size < SAMPLE)
		if (refill(p, err) < 0)
			return -1;
	head = (struct csv_record_text){buf_str(&p->text), p->text.size,
					p->end};
	p->sniff = csv_sniff_text(&head, p->csv->options.separator);
	p->at = p->sniff.marker;
	p->number = p->line = p->sniff.marker ? 2 : 1;
	if (csv_init(&p->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return error_set(err, ERROR_SYSTEM, _("out of memory"));
	csv_set_delim(&p->parser, (unsigned char)p->sniff.separator);
	/* libcsv would drop blanks around fields; they are the user's. */
	csv_set_space_func(&p->parser, never);
	csv_set_term_func(&p->parser, is_line_feed);
	csv_set_blk_size(&p->parser, 4096);
	return 0;
}

static void release(struct pass *p)
{
	csv_charset_release(&p->in);
	csv_free(&p->parser);
	buf_release(&p->text);
	buf_release(&p->mended);
	buf_release(&p->fields);
	free(p->cells);
	free(p->offsets);
}

static int run(struct pass *p, sheet_row_fn fn, void *ctx, struct error *err)
{
	struct csv_record record;
	int status;

	while ((status = next_record(p, &record, err)) == 1) {
		note_bytes(p, &record);
		/* A blank line is no row, but it is counted as one. */
		if (record.size) {
			if (cut(p, &record, err) < 0)
				return -1;
			note_problems(p, &record);
			status = deliver(p, fn, ctx, err);
			if (status)
				return status;
		}
		if (++p->number > ROWS)
			return error_set(err, ERROR_LIMIT,
					 _("more than %ld records"), ROWS);
		p->line += record.lines;
		p->at += record.taken;
	}
	return status;
}

int csv_read_rows(struct csv_read *csv, sheet_row_fn fn, void *ctx,
		  struct error *err)
{
	struct pass p = {.csv = csv};
	int status;

	csv->problem_count = 0;
	status = begin(&p, err);
	if (status == 0)
		status = run(&p, fn, ctx, err);
	release(&p);
	return status;
}
