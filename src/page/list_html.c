/* SPDX-License-Identifier: MIT */
#include "page/list_html.h"

#include <stdio.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "page/data_uri.h"

enum { CHUNK = 1 << 16 };

static const char style[] =
	"body{font:14px/1.4 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',"
	"sans-serif;margin:1.5em;color:#222}\n"
	"h1{font-size:1.4em;margin:0 0 .2em}p{margin:0 0 1em;color:#666}\n"
	"table{border-collapse:collapse}\n"
	"th,td{border:1px solid #bbb;padding:.25em .5em;vertical-align:middle;"
	"white-space:pre-wrap;overflow-wrap:break-word}\n"
	"th{background:#d9e2f3;position:sticky;top:0;text-align:left;"
	"white-space:nowrap}\n"
	"td.r,th.r{text-align:right;font-variant-numeric:tabular-nums}"
	"td.c,th.c{text-align:center}\n"
	"td.w{background:#ffeb9c}td.e{background:#ffc7ce;color:#9c0006}\n"
	"img{height:80px;display:block}\n"
	"@media print{body{margin:0;font-size:9pt}thead{display:"
	"table-header-group}th{position:static}tr{break-inside:avoid}"
	"td,th{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n"
	"@page{size:A4 landscape;margin:12mm}\n";

/*
 * By alignment and style; no class at all for the usual cell keeps a long list
 * small.
 */
static const char *class_of(enum table_align align, enum table_style look)
{
	static const char *const names[3][3] = {
		{"", " class=\"w\"", " class=\"e\""},
		{" class=\"r\"", " class=\"r w\"", " class=\"r e\""},
		{" class=\"c\"", " class=\"c w\"", " class=\"c e\""},
	};

	return names[align][look];
}

static void add_head(struct buf *out, const struct table *t,
		     const struct list_file_options *opt)
{
	char when[26];
	size_t i;

	date_time_format(opt->at, when);
	buf_addf(out,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<meta name=\"viewport\" "
		 "content=\"width=device-width\">\n<title>",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	text_html(out, opt->title);
	buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>",
		 style);
	text_html(out, opt->title);
	buf_adds(out, "</h1>\n<p>");
	buf_addf(out, _("%zu rows, %.16s"), t->n_rows, when);
	buf_adds(out, "</p>\n<table>\n<thead><tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<th%s>",
			 class_of(t->columns[i].align, TABLE_NORMAL));
		text_html(out, t->columns[i].title);
		buf_adds(out, "</th>");
	}
	if (t->n_thumbs)
		buf_addf(out, "<th>%s</th>", _("Photo"));
	buf_adds(out, "</tr></thead>\n<tbody>\n");
}

static void html_add_row(struct buf *out, const struct table *t, size_t row)
{
	const struct table_thumb *thumb = table_row_thumb(t, row);
	size_t i;

	buf_adds(out, "<tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<td%s>",
			 class_of(t->columns[i].align,
				  table_cell_style(t, row, i)));
		text_html(out, table_text(t, row, i));
		buf_adds(out, "</td>");
	}
	if (t->n_thumbs)
		buf_adds(out, "<td>");
	if (thumb) {
		buf_adds(out, "<img alt=\"\" src=\"");
		data_uri_jpeg(out, thumb->bytes, thumb->size);
		buf_adds(out, "\">");
	}
	buf_adds(out, t->n_thumbs ? "</td></tr>\n" : "</tr>\n");
}

/*
 * Written in chunks: with thumbnails a list is larger than what should be held.
 */
static int write_page(FILE *file, const struct table *t,
		      const struct list_file_options *opt)
{
	struct buf out = BUF_INIT;
	size_t row;

	add_head(&out, t, opt);
	for (row = 0; row < t->n_rows && !cancel_signal(); row++) {
		html_add_row(&out, t, row);
		if (out.size < CHUNK)
			continue;
		fwrite(out.data, 1, out.size, file);
		buf_clear(&out);
	}
	buf_adds(&out, "</tbody>\n</table>\n</body>\n</html>\n");
	fwrite(out.data, 1, out.size, file);
	buf_release(&out);
	return ferror(file) ? -1 : 0;
}

int list_html_save(const struct table *t, const char *path,
		   const struct list_file_options *opt, struct error *err)
{
	char *temp = NULL;
	FILE *file;
	int result;

	if (file_temp(path, &temp, err) < 0)
		return -1;
	file = fopen(temp, "we");
	result = file ? write_page(file, t, opt) : -1;
	if (file && fclose(file) != 0)
		result = -1;
	if (result < 0)
		error_set_errno(err, "%s", path);
	if (cancel_check(err) < 0)
		result = -1;
	if (result < 0) {
		file_abandon(&temp);
		return -1;
	}
	return file_commit(&temp, path, 0600, err);
}
