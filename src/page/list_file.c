/* SPDX-License-Identifier: MIT */
#include "page/list_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/table/xlsx_write.h"
#include "page/list_heading.h"
#include "page/list_html.h"
#include "page/list_pdf.h"

typedef int save_fn(const struct table *t, const char *path,
		    const struct list_file_options *opt, struct error *err);

/* The full-width signs start a formula too in an East Asian Excel. */
static bool starts_formula(const char *s)
{
	static const char *const starts[] = {"=",  "+",	 "-",  "@",  "\t",
					     "\r", "＝", "＋", "－", "＠"};
	double value;
	size_t i;

	if (text_to_double(s, &value) == 0)
		return false;
	for (i = 0; i < ARRAY_SIZE(starts); i++)
		if (strncmp(s, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Excel shows 12 digits and more as 1.1E+17 and drops leading zeros. */
static bool loses_digits(const char *s)
{
	return text_is_digits(s) && (strlen(s) > 11 || (s[0] == '0' && s[1]));
}

/* A terminal that shows the file (less -R, type) takes no orders from it. */
static void add_byte(struct buf *out, char c)
{
	bool control = (c >= 0 && c < ' ' && !strchr("\t\r\n", c)) || c == 127;

	if (control)
		buf_adds(out, "\357\277\275"); /* U+FFFD */
	else
		buf_addc(out, c);
}

/*
 * "=""0012""" is shown by Excel and WPS as the text 0012, and our own readers
 * take it for that too.  A tab behind the digits did the first but not the
 * second: every row of an export that was imported again had blanks to trim.
 */
static void add_csv(struct buf *out, const char *s)
{
	bool formula = starts_formula(s);

	if (loses_digits(s)) {
		buf_addf(out, "\"=\"\"%s\"\"\"", s);
		return;
	}
	if (!formula && !strpbrk(s, ",\"\r\n\t ")) {
		while (*s)
			add_byte(out, *s++);
		return;
	}
	buf_adds(out, formula ? "\"'" : "\"");
	for (; *s; s++) {
		if (*s == '"')
			buf_addc(out, '"');
		add_byte(out, *s);
	}
	buf_addc(out, '"');
}

static void add_tsv(struct buf *out, const char *s)
{
	static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
	const char *at;

	for (; *s; s++) {
		at = strchr(special, *s);
		if (at) {
			buf_addc(out, '\\');
			buf_addc(out, letters[at - special]);
		} else {
			add_byte(out, *s);
		}
	}
}

/* Row -1 is the header. */
static void add_line(struct buf *out, const struct table *t, long row, bool csv)
{
	const char *text;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		text = row < 0 ? t->columns[i].title
			       : table_text(t, (size_t)row, i);
		if (i)
			buf_addc(out, csv ? ',' : '\t');
		if (csv)
			add_csv(out, text);
		else
			add_tsv(out, text);
	}
	buf_adds(out, csv ? "\r\n" : "\n");
}

static int save_text(const struct table *t, const char *path, bool csv,
		     struct error *err)
{
	struct buf out = BUF_INIT;
	size_t row;
	int result;

	/* Without the mark Excel reads UTF-8 as the code page of the office. */
	if (csv)
		buf_adds(&out, "\xef\xbb\xbf");
	add_line(&out, t, -1, csv);
	for (row = 0; row < t->n_rows && !cancel_signal(); row++)
		add_line(&out, t, (long)row, csv);
	result = cancel_check(err);
	if (result == 0)
		result = file_write(path, out.data, out.size, 0600, err);
	buf_release(&out);
	return result;
}

static int save_csv(const struct table *t, const char *path,
		    const struct list_file_options *opt, struct error *err)
{
	(void)opt;
	return save_text(t, path, true, err);
}

static int save_tsv(const struct table *t, const char *path,
		    const struct list_file_options *opt, struct error *err)
{
	(void)opt;
	return save_text(t, path, false, err);
}

static int save_xlsx(const struct table *t, const char *path,
		     const struct list_file_options *opt, struct error *err)
{
	struct xlsx_write *x = xlsx_write_open(path, opt->at, err);
	struct buf about = BUF_INIT;

	if (!x)
		return -1;
	list_heading_line(opt, t->n_rows - (t->sum && t->n_rows ? 1 : 0),
			  &about);
	xlsx_write_heading(x, opt->title, buf_str(&about));
	buf_release(&about);
	if (xlsx_write_sheet(x, opt->title, t, err) < 0) {
		xlsx_write_abandon(x);
		return -1;
	}
	return xlsx_write_close(x, 0600, err);
}

/*
 * The ending alone decides: what the user sees in the folder is what is inside,
 * and one option less is to be learnt.
 */
static save_fn *find(const char *path)
{
	static const struct {
		const char *ending;
		save_fn *save;
	} kinds[] = {
		{".csv", save_csv},	 {".tsv", save_tsv},
		{".xlsx", save_xlsx},	 {".html", list_html_save},
		{".pdf", list_pdf_save},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (path_has_extension(path, kinds[i].ending))
			return kinds[i].save;
	return NULL;
}

bool list_file_knows(const char *path)
{
	return find(path) != NULL;
}

int list_file_save(const struct table *t, const char *path,
		   const struct list_file_options *opt, struct error *err)
{
	struct list_file_options full = *opt;
	save_fn *save = find(path);
	char *stem;
	int result;

	if (!save)
		return error_set(
			err, ERROR_USAGE,
			_("%s: a list is written as .csv, .tsv, .xlsx, "
			  ".html or .pdf; choose one of these endings"),
			path);
	stem = path_stem(path);
	if (!full.title)
		full.title = stem;
	result = save(t, path, &full, err);
	free(stem);
	return result;
}
