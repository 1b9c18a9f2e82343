/* SPDX-License-Identifier: MIT */
#include "codec/table/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
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

static bool has_stream(const struct source *s, const char *name)
{
	enum { PIECE = 1 << 18, OVERLAP = 64 };
	unsigned char *piece;
	bool found = false;
	size_t kept = 0, n;
	FILE *f;

	if (!s->path)
		return names_stream(s->bytes, s->n, name);
	f = file_open_stream(s->path, NULL);
	if (!f)
		return false;
	piece = mem_xmalloc(PIECE + OVERLAP);
	while (!found && (n = fread(piece + kept, 1, PIECE, f)) > 0) {
		n += kept;
		found = names_stream(piece, n, name);
		kept = n < OVERLAP ? n : OVERLAP;
		memmove(piece, piece + n - kept, kept);
	}
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
	struct error why = ERROR_INIT, ignored = ERROR_INIT;

	if (has_stream(s, "EncryptedPackage"))
		return error_set(err, ERROR_INPUT,
				 _("the workbook is encrypted; remove the "
				   "password and save as .xlsx"));
	sheet->kind = SHEET_XLS;
	if (open_biff(sheet, s, &why) == 0)
		return 0;
	/* What we cannot read an office program may. */
	if (s->path && why.kind == ERROR_INPUT)
		sheet->converted = xls_read_convert(s->path, &ignored);
	if (!sheet->converted) {
		*err = why;
		return -1;
	}
	sheet->xlsx = xlsx_read_open(sheet->converted, NULL, 0, err);
	return sheet->xlsx ? 0 : -1;
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

static struct sheet *open_source(struct source *s, struct error *err)
{
	static const struct sheet_options none;
	struct sheet *sheet = mem_xcalloc(1, sizeof(*sheet));

	if (!s->options)
		s->options = &none;
	if (open_by_head(sheet, s, err) == 0)
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

struct rows {
	sheet_row_fn fn;
	void *ctx;
};

/* A table of a million rows is read for a minute: asked at each. */
static int give_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	const struct rows *rows = ctx;

	return cancel_check(err) < 0 ? -1 : rows->fn(rows->ctx, row, err);
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

int sheet_read(struct sheet *sheet, size_t index, sheet_row_fn fn, void *ctx,
	       struct error *err)
{
	struct rows rows = {fn, ctx};

	return read_rows(sheet, index, give_row, &rows, err);
}

const struct sheet_problem *sheet_problems(const struct sheet *sheet,
					   size_t *count)
{
	*count = 0;
	if (sheet->xlsx)
		return xlsx_read_problems(sheet->xlsx, count);
	if (sheet->dbf)
		return dbf_read_problems(sheet->dbf, count);
	return sheet->csv ? csv_read_problems(sheet->csv, count) : NULL;
}
