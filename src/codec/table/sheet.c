/* SPDX-License-Identifier: MIT */
#include "codec/table/sheet.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sandbox.h"
#include "codec/table/biff_read.h"
#include "codec/table/csv_read.h"
#include "codec/table/dbf_read.h"
#include "codec/table/html_read.h"
#include "codec/table/markup_text.h"
#include "codec/table/xls_read.h"
#include "codec/table/xlsx_read.h"
#include "codec/table/xml2003_read.h"

enum { HEAD = 4096 }; /* bytes looked at to tell the kind */

struct sheet {
	enum sheet_kind kind;
	struct sandbox *box; /* where strangers' bytes are read */
	size_t shown;	     /* problems that the row worked on may know */
	struct csv_read *csv;
	struct xlsx_read *xlsx;
	struct dbf_read *dbf;
	struct html_read *html;
	struct xml2003_read *xml;
	struct biff_read *biff;
	char *converted; /* the .xlsx made of an .xls */
};

struct source {
	const char *path;
	const void *bytes; /* path NULL: all there is */
	size_t n;
	const unsigned char *head; /* the first bytes, HEAD at most */
	size_t head_size;
	const struct sheet_options *options;
};

/*
 * A workbook with a password is an OLE compound file, as an old .xls is; only
 * the name of a stream in its directory tells them apart ([MS-OFFCRYPTO],
 * 2.3.4.4: "EncryptedPackage", in UTF-16LE).  The directory may lie anywhere,
 * so the file is searched.
 */
static bool names_stream(const unsigned char *b, size_t n, const char *name)
{
	size_t i, k, length = strlen(name);

	for (i = 0; i + 2 * length <= n; i++) {
		for (k = 0; k < length; k++)
			if (b[i + 2 * k] != (unsigned char)name[k] ||
			    b[i + 2 * k + 1] != 0)
				break;
		if (k == length)
			return true;
	}
	return false;
}

/* 1, 0, or -1 with err. */
static int has_stream(const struct source *s, const char *name,
		      struct error *err)
{
	enum { PIECE = 1 << 18, OVERLAP = 64 };
	unsigned char *piece;
	int found = 0;
	size_t kept = 0, n;
	FILE *f;

	if (!s->path)
		return names_stream(s->bytes, s->n, name);
	f = file_open_stream(s->path, err);
	if (!f)
		return -1;
	piece = mem_xmalloc(PIECE + OVERLAP);
	while (!found && (n = fread(piece + kept, 1, PIECE, f)) > 0) {
		n += kept;
		found = names_stream(piece, n, name);
		kept = n < OVERLAP ? n : OVERLAP;
		memmove(piece, piece + n - kept, kept);
	}
	if (!found && ferror(f))
		found = error_set_errno(err, _("the file cannot be read"));
	free(piece);
	fclose(f);
	return found;
}

static int open_biff(struct sheet *sheet, const struct source *s,
		     struct error *err)
{
	struct buf bytes = BUF_INIT;

	if (s->path && file_read(s->path, BIFF_READ_BYTES, &bytes, err) < 0) {
		buf_release(&bytes);
		return -1;
	}
	sheet->biff = s->path ? biff_read_open(buf_str(&bytes), bytes.size,
					       s->options->charset, err)
			      : biff_read_open(s->bytes, s->n,
					       s->options->charset, err);
	buf_release(&bytes);
	return sheet->biff ? 0 : -1;
}

static int open_compound(struct sheet *sheet, const struct source *s,
			 struct error *err)
{
	int encrypted = has_stream(s, "EncryptedPackage", err);

	if (encrypted)
		return encrypted < 0
			       ? -1
			       : error_set(err, ERROR_INPUT,
					   _("the workbook is encrypted; "
					     "remove the "
					     "password and save as .xlsx"));
	sheet->kind = SHEET_XLS;
	return open_biff(sheet, s, err);
}

static int open_workbook(struct sheet *sheet, const struct source *s,
			 struct error *err)
{
	sheet->kind = SHEET_XLSX;
	sheet->xlsx = xlsx_read_open(s->path, s->bytes, s->n, err);
	return sheet->xlsx ? 0 : -1;
}

static int open_dbf(struct sheet *sheet, const struct source *s,
		    struct error *err)
{
	sheet->kind = SHEET_DBF;
	sheet->dbf = dbf_read_open(s->path, s->bytes, s->n, s->options, err);
	return sheet->dbf ? 0 : -1;
}

static int open_text(struct sheet *sheet, const struct source *s,
		     struct error *err)
{
	sheet->kind = SHEET_CSV;
	sheet->csv = csv_read_open(s->path, s->bytes, s->n, s->options, err);
	return sheet->csv ? 0 : -1;
}

/* All of it in memory: these documents are no larger than a list is. */
static int open_tags(struct sheet *sheet, const struct source *s,
		     enum markup_text_kind kind, struct error *err)
{
	const char *charset = s->options->charset;
	struct buf text = BUF_INIT;
	int status = 0;

	if (s->path)
		status = file_read(s->path, MARKUP_TEXT_BYTES, &text, err);
	else
		buf_add(&text, s->bytes, s->n);
	sheet->kind = kind == MARKUP_TEXT_XML ? SHEET_XML : SHEET_HTML;
	if (status == 0 && kind == MARKUP_TEXT_XML)
		sheet->xml = xml2003_read_open(&text, charset, err);
	else if (status == 0)
		sheet->html = html_read_open(&text, kind == MARKUP_TEXT_MHT,
					     charset, err);
	buf_release(&text);
	return sheet->xml || sheet->html ? 0 : -1;
}

static int open_markup(struct sheet *sheet, const struct source *s,
		       struct error *err)
{
	enum markup_text_kind kind = markup_text_kind(s->head, s->head_size);

	if (kind == MARKUP_TEXT_NONE)
		return open_text(sheet, s, err);
	if (kind == MARKUP_TEXT_SYLK)
		return error_set(err, ERROR_INPUT,
				 _("this is a SYLK file; save it as .xlsx"));
	return open_tags(sheet, s, kind, err);
}

static bool begins_with(const struct source *s, const char *magic, size_t n)
{
	return s->head_size >= n && memcmp(s->head, magic, n) == 0;
}

/*
 * By content: an .xls may be text and a .csv a workbook.  The surest marks come
 * first: a DBF is told by a version byte and plausible numbers alone, and
 * whatever else is text.
 */
static int open_by_head(struct sheet *sheet, const struct source *s,
			struct error *err)
{
	static const char compound[] = "\320\317\21\340\241\261\32\341";

	if (begins_with(s, "PK\3\4", 4) || begins_with(s, "PK\5\6", 4))
		return open_workbook(sheet, s, err);
	if (begins_with(s, compound, 8) ||
	    biff_read_sniff(s->head, s->head_size))
		return open_compound(sheet, s, err);
	if (dbf_read_sniff(s->head, s->head_size))
		return open_dbf(sheet, s, err);
	return open_markup(sheet, s, err);
}

struct opening {
	struct sheet *sheet;
	const struct source *source;
	struct error *err;
	int result;
};

static void open_inside(void *arg)
{
	struct opening *o = arg;

	if (o->sheet->converted) {
		o->sheet->xlsx =
			xlsx_read_open(o->sheet->converted, NULL, 0, o->err);
		o->result = o->sheet->xlsx ? 0 : -1;
		return;
	}
	o->result = open_by_head(o->sheet, o->source, o->err);
}

/*
 * What we cannot read an office program may: it is started out here, where
 * programs may be, and what it makes is read inside again.
 */
static int open_converted(struct opening *o, struct error *err)
{
	struct error ignored = ERROR_INIT;

	if (o->sheet->kind != SHEET_XLS || !o->source->path ||
	    err->kind != ERROR_INPUT)
		return -1;
	o->sheet->converted = xls_read_convert(o->source->path, &ignored);
	if (!o->sheet->converted)
		return -1;
	return sandbox_call(o->sheet->box, open_inside, o, err) < 0 ? -1
								    : o->result;
}

static struct sheet *open_source(struct source *s, struct error *err)
{
	static const struct sheet_options none;
	struct sheet *sheet = mem_xcalloc(1, sizeof(*sheet));
	struct opening opening = {.sheet = sheet, .source = s, .err = err};

	if (!s->options)
		s->options = &none;
	sheet->box = sandbox_open();
	sheet->shown = SIZE_MAX;
	if (sandbox_call(sheet->box, open_inside, &opening, err) == 0 &&
	    (opening.result == 0 || open_converted(&opening, err) == 0))
		return sheet;
	sheet_close(sheet);
	return NULL;
}

struct sheet *sheet_open(const char *path, const struct sheet_options *options,
			 struct error *err)
{
	unsigned char head[HEAD];
	struct source source = {.path = path, .head = head, .options = options};
	struct sheet *sheet;
	FILE *f = file_open_stream(path, err);

	if (!f)
		return NULL;
	source.head_size = fread(head, 1, sizeof(head), f);
	if (ferror(f)) {
		error_set_errno(err, "%s", path);
		fclose(f);
		return NULL;
	}
	fclose(f);
	sheet = open_source(&source, err);
	if (!sheet)
		error_context(err, "%s", path);
	return sheet;
}

struct sheet *sheet_open_bytes(const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err)
{
	struct source source = {.bytes = bytes,
				.n = n,
				.head = bytes,
				.head_size = n < HEAD ? n : HEAD,
				.options = options};

	return open_source(&source, err);
}

void sheet_close(struct sheet *sheet)
{
	if (!sheet)
		return;
	csv_read_close(sheet->csv);
	xlsx_read_close(sheet->xlsx);
	dbf_read_close(sheet->dbf);
	html_read_close(sheet->html);
	xml2003_read_close(sheet->xml);
	biff_read_close(sheet->biff);
	xls_read_discard(sheet->converted);
	sandbox_close(sheet->box);
	free(sheet);
}

enum sheet_kind sheet_kind(const struct sheet *sheet)
{
	return sheet->kind;
}

const char *sheet_charset(const struct sheet *sheet)
{
	if (sheet->csv)
		return csv_read_charset(sheet->csv);
	if (sheet->html)
		return html_read_charset(sheet->html);
	if (sheet->xml)
		return xml2003_read_charset(sheet->xml);
	return sheet->dbf ? dbf_read_charset(sheet->dbf) : "UTF-8";
}

size_t sheet_count(const struct sheet *sheet)
{
	if (sheet->html)
		return html_read_count(sheet->html);
	if (sheet->xml)
		return xml2003_read_count(sheet->xml);
	if (sheet->biff)
		return biff_read_count(sheet->biff);
	return sheet->xlsx ? xlsx_read_count(sheet->xlsx) : 1;
}

struct sheet_tab sheet_info(const struct sheet *sheet, size_t index)
{
	if (sheet->xlsx)
		return xlsx_read_info(sheet->xlsx, index);
	if (sheet->html)
		return html_read_info(sheet->html, index);
	if (sheet->xml)
		return xml2003_read_info(sheet->xml, index);
	if (sheet->biff)
		return biff_read_info(sheet->biff, index);
	return (struct sheet_tab){.name = "", .state = "visible"};
}

/*
 * Rows are read in the box and worked on by the caller, whose work may write to
 * the store.  They go over many at a time, each a copy, since the reader's own
 * lives until the next:
 *
 *	rows   ┌ number, hidden, count … ┐┌ …
 *	cells  ┌ type, number, text = where in texts ┐┌ …
 *	texts  "2022010101\0陈知远\0…"
 */
enum { PACKET_ROWS = 256, PACKET_BYTES = 1 << 18 };

struct packet {
	struct sheet *sheet;
	size_t index;
	sheet_row_fn fn;
	void *ctx;
	struct error *err;
	struct sheet_row rows[PACKET_ROWS];
	size_t problems[PACKET_ROWS]; /* that there were by then */
	size_t n_rows;
	struct sheet_cell *cells;
	size_t *texts_at; /* of each cell */
	size_t n_cells, cells_cap, at_cap;
	struct buf texts;
	int result; /* of fn, or of the reading */
};

/* Out here: the texts lie still by now, so the cells can point to them. */
static void work_on_packet(void *arg)
{
	struct packet *p = arg;
	size_t i, cell = 0;

	for (i = 0; i < p->n_cells; i++)
		p->cells[i].text = buf_str(&p->texts) + p->texts_at[i];
	for (i = 0; p->result == 0 && i < p->n_rows; i++) {
		p->sheet->shown = p->problems[i];
		p->rows[i].cells = p->cells ? p->cells + cell : NULL;
		cell += p->rows[i].count;
		p->result = p->fn(p->ctx, &p->rows[i], p->err);
	}
	p->sheet->shown = SIZE_MAX;
	p->n_rows = p->n_cells = 0;
	buf_clear(&p->texts);
}

static void put_cell(struct packet *p, const struct sheet_cell *cell)
{
	MEM_GROW(p->cells, p->n_cells, p->cells_cap);
	MEM_GROW(p->texts_at, p->n_cells, p->at_cap);
	p->cells[p->n_cells] = *cell;
	p->texts_at[p->n_cells++] = p->texts.size;
	buf_add(&p->texts, cell->text, strlen(cell->text) + 1);
}

/* A table of a million rows is read for a minute: asked at each. */
static int give_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct packet *p = ctx;
	size_t i;

	if (cancel_check(err) < 0)
		return -1;
	sheet_problems(p->sheet, &p->problems[p->n_rows]);
	p->rows[p->n_rows++] = *row;
	for (i = 0; i < row->count; i++)
		put_cell(p, &row->cells[i]);
	if (p->n_rows == PACKET_ROWS || p->texts.size >= PACKET_BYTES)
		sandbox_ask(p->sheet->box, work_on_packet, p);
	return p->result;
}

static int read_rows(struct sheet *sheet, size_t index, sheet_row_fn fn,
		     void *ctx, struct error *err)
{
	if (index >= sheet_count(sheet))
		return error_set(err, ERROR_USAGE, _("there is no sheet %zu"),
				 index + 1);
	if (sheet->xlsx)
		return xlsx_read_rows(sheet->xlsx, index, fn, ctx, err);
	if (sheet->html)
		return html_read_rows(sheet->html, index, fn, ctx, err);
	if (sheet->xml)
		return xml2003_read_rows(sheet->xml, index, fn, ctx, err);
	if (sheet->biff)
		return biff_read_rows(sheet->biff, index, fn, ctx, err);
	if (sheet->dbf)
		return dbf_read_rows(sheet->dbf, fn, ctx, err);
	return csv_read_rows(sheet->csv, fn, ctx, err);
}

static void read_inside(void *arg)
{
	struct packet *p = arg;
	struct error why = ERROR_INIT;
	int result = read_rows(p->sheet, p->index, give_row, p, &why);

	/* What came before the end, or before what could not be read. */
	if (p->result == 0 && p->n_rows)
		sandbox_ask(p->sheet->box, work_on_packet, p);
	if (p->result != 0 || result == 0)
		return;
	p->result = result;
	if (p->err)
		*p->err = why;
}

int sheet_read(struct sheet *sheet, size_t index, sheet_row_fn fn, void *ctx,
	       struct error *err)
{
	struct packet *p = mem_xcalloc(1, sizeof(*p));
	int result;

	*p = (struct packet){.sheet = sheet,
			     .index = index,
			     .fn = fn,
			     .ctx = ctx,
			     .err = err,
			     .texts = BUF_INIT};
	result = sandbox_call(sheet->box, read_inside, p, err);
	if (result == 0)
		result = p->result;
	free(p->cells);
	free(p->texts_at);
	buf_release(&p->texts);
	free(p);
	return result;
}

static const struct sheet_problem *find_problems(const struct sheet *sheet,
						 size_t *count)
{
	*count = 0;
	if (sheet->xlsx)
		return xlsx_read_problems(sheet->xlsx, count);
	if (sheet->dbf)
		return dbf_read_problems(sheet->dbf, count);
	return sheet->csv ? csv_read_problems(sheet->csv, count) : NULL;
}

const struct sheet_problem *sheet_problems(const struct sheet *sheet,
					   size_t *count)
{
	const struct sheet_problem *list = find_problems(sheet, count);

	if (*count > sheet->shown)
		*count = sheet->shown;
	return list;
}
