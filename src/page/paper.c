/* SPDX-License-Identifier: MIT */
#include "page/paper.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/document/pdf.h"
#include "page/data_uri.h"

/* Millimetres of an A4 page. */
static const double width = 210, height = 297, margin = 15, gap = 1.2,
		    picture_height = 70, caption_height = 5;

static const char style[] =
	"body{font:14px/1.5 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',"
	"sans-serif;margin:1.5em;color:#222;max-width:60em}\n"
	"h1{font-size:1.4em}h2{font-size:1.1em;margin:1.2em 0 .3em}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"th,td{border:1px solid #bbb;padding:.2em .5em;text-align:left;"
	"vertical-align:top;overflow-wrap:anywhere}th{background:#d9e2f3}\n"
	"div{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}\n"
	"img{height:320px;display:block}\n"
	"@media print{tr,figure{break-inside:avoid}}\n"
	"@page{size:A4;margin:15mm}\n";

struct paper {
	struct pdf *pdf; /* NULL = a page of HTML */
	struct buf html;
	char *path;
	double y; /* where the next part begins on the PDF's page */
};

bool paper_knows(const char *path)
{
	return path_has_extension(path, ".html") ||
	       path_has_extension(path, ".pdf");
}

static void add_head(struct paper *p, const char *title, date_time at)
{
	char when[26];

	date_time_format(at, when);
	buf_addf(&p->html,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<title>",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	text_html(&p->html, title);
	buf_addf(&p->html,
		 "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>", style);
	text_html(&p->html, title);
	buf_addf(&p->html, "</h1>\n<p>%.16s</p>\n", when);
}

static struct pdf_box line_box(const struct paper *p, double high)
{
	return (struct pdf_box){margin, p->y, width - 2 * margin, high};
}

/* Room for a part of this height, on the next page if need be. */
static void make_room(struct paper *p, double high)
{
	if (p->y + high <= height - margin)
		return;
	pdf_new_page(p->pdf);
	p->y = margin;
}

static void draw_line(struct paper *p, const struct pdf_type *type,
		      const char *text, double high)
{
	make_room(p, high);
	pdf_text(p->pdf, line_box(p, high), type, text);
	p->y += high;
}

struct paper *paper_open(const char *path, const char *title, date_time at,
			 struct error *err)
{
	const struct pdf_type big = {.size = 14, .bold = true, .align = -1};
	const struct pdf_type small = {
		.size = 8, .align = -1, .color = 0x666666};
	struct paper *p;
	char when[26];

	if (!paper_knows(path)) {
		error_set(err, ERROR_USAGE,
			  _("%s: this is written as .html or .pdf"), path);
		return NULL;
	}
	p = mem_xcalloc(1, sizeof(*p));
	p->path = mem_xstrdup(path);
	if (path_has_extension(path, ".html")) {
		add_head(p, title, at);
		return p;
	}
	p->pdf = pdf_open(path, width, height, at, err);
	if (!p->pdf) {
		free(p->path);
		free(p);
		return NULL;
	}
	p->y = margin;
	pdf_set_title(p->pdf, title);
	draw_line(p, &big, title, 9);
	date_time_format(at, when);
	when[10] = ' ';
	when[16] = '\0';
	draw_line(p, &small, when, 6.5);
	return p;
}

void paper_heading(struct paper *paper, const char *text)
{
	const struct pdf_type type = {.size = 11, .bold = true, .align = -1};

	if (paper->pdf) {
		/* Not alone at the foot of a page. */
		make_room(paper, 30);
		paper->y += 3;
		draw_line(paper, &type, text, 7.5);
		return;
	}
	buf_adds(&paper->html, "<h2>");
	text_html(&paper->html, text);
	buf_adds(&paper->html, "</h2>\n");
}

static void draw_pictures(struct paper *p, const struct paper_picture *pictures,
			  size_t n)
{
	const struct pdf_type type = {.size = 8, .align = 0, .lines = 1};
	double each = (width - 2 * margin) / (double)(n < 3 ? 3 : n);
	struct pdf_box box;
	size_t i;

	make_room(p, picture_height + caption_height);
	for (i = 0; i < n; i++) {
		box = (struct pdf_box){margin + each * (double)i, p->y,
				       each - 2, picture_height};
		/* A picture that cannot be drawn leaves its caption. */
		if (pictures[i].jpeg)
			pdf_jpeg(p->pdf, box, pictures[i].jpeg,
				 pictures[i].size, NULL);
		box.y += picture_height + 1;
		box.height = caption_height;
		pdf_text(p->pdf, box, &type, pictures[i].caption);
	}
	p->y += picture_height + caption_height + 2;
}

void paper_pictures(struct paper *paper, const struct paper_picture *pictures,
		    size_t n)
{
	struct buf *out = &paper->html;
	size_t i;

	if (paper->pdf) {
		draw_pictures(paper, pictures, n);
		return;
	}
	buf_adds(out, "<div>\n");
	for (i = 0; i < n; i++) {
		buf_adds(out, "<figure>");
		if (pictures[i].jpeg) {
			buf_adds(out, "<img alt=\"\" src=\"");
			data_uri_jpeg(out, pictures[i].jpeg, pictures[i].size);
			buf_adds(out, "\">");
		}
		buf_adds(out, "<figcaption>");
		text_html(out, pictures[i].caption);
		buf_adds(out, "</figcaption></figure>\n");
	}
	buf_adds(out, "</div>\n");
}

static const char *cell(const struct table *t, long row, size_t column)
{
	return row < 0 ? t->columns[column].title
		       : table_text(t, (size_t)row, column);
}

static void html_row(struct buf *out, const struct table *t, long row)
{
	const char *tag = row < 0 ? "th" : "td";
	size_t i;

	buf_adds(out, "<tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<%s>", tag);
		text_html(out, cell(t, row, i));
		buf_addf(out, "</%s>", tag);
	}
	buf_adds(out, "</tr>\n");
}

/* The columns share the width by their characters. */
static double column_width(const struct table *t, size_t column)
{
	double all = 0, own = 0, n;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		n = table_width(t, i) + 4;
		all += n;
		own = i == column ? n : own;
	}
	return (width - 2 * margin) * own / all;
}

static void draw_row(struct paper *p, const struct table *t, long row)
{
	const struct pdf_type type = {
		.size = 8, .bold = row < 0, .align = -1, .lines = 12};
	struct pdf_box box = {.x = margin};
	double high = 0, h;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		h = pdf_text_height(p->pdf, column_width(t, i) - 2 * gap, &type,
				    *cell(t, row, i) ? cell(t, row, i) : " ");
		high = h > high ? h : high;
	}
	high += 2 * gap;
	make_room(p, high);
	for (i = 0; i < t->n_columns; i++) {
		box.y = p->y;
		box.width = column_width(t, i);
		box.height = high;
		if (row < 0)
			pdf_fill(p->pdf, box, 0xd9e2f3);
		pdf_frame(p->pdf, box, .1, 0x999999);
		pdf_text(p->pdf,
			 (struct pdf_box){box.x + gap, box.y + gap,
					  box.width - 2 * gap, high - gap},
			 &type, cell(t, row, i));
		box.x += box.width;
	}
	p->y += high;
}

void paper_table(struct paper *paper, const struct table *t)
{
	long row;

	if (!t->n_rows)
		return;
	if (!paper->pdf)
		buf_adds(&paper->html, "<table>\n");
	for (row = -1; row < (long)t->n_rows; row++) {
		if (paper->pdf)
			draw_row(paper, t, row);
		else
			html_row(&paper->html, t, row);
	}
	if (!paper->pdf)
		buf_adds(&paper->html, "</table>\n");
}

int paper_close(struct paper *take_paper, struct error *err)
{
	struct paper *p = take_paper;
	int result;

	if (p->pdf) {
		result = pdf_close(p->pdf, 0600, err);
	} else {
		buf_adds(&p->html, "</body>\n</html>\n");
		result = file_write(p->path, p->html.data, p->html.size, 0600,
				    err);
	}
	buf_release(&p->html);
	free(p->path);
	free(p);
	return result;
}
