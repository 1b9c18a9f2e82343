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
#include "page/list_heading.h"
#include "page/page_parts.h"

/* Millimetres of an A4 page. */
static const double width = 210, height = 297, margin = 15, gap = 1.2,
		    picture_height = 70, caption_height = 5;

static const char style[] =
	"body{font:14px/1.5 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',"
	"sans-serif;margin:1.5em;color:#222;max-width:60em}\n"
	"h1{font-size:1.5em;margin:0 0 .3em}h2{font-size:1.1em;"
	"margin:1.4em 0 .4em}\n"
	"dl{display:flex;flex-wrap:wrap;gap:.2em 1.8em;margin:0 0 1em}"
	"dl div{gap:.5em}dt{color:#888}dd{margin:0}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"th,td{border:1px solid #d5d9e0;padding:.25em .6em;text-align:left;"
	"vertical-align:baseline;overflow-wrap:break-word}"
	"th{background:#e6ecf5;white-space:nowrap}td span{white-space:nowrap}"
	"\n"
	"div{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}"
	"figcaption{color:#666;font-size:.9em}\n"
	"img{height:320px;max-width:100%;object-fit:contain;display:block}\n"
	"@media(max-width:40em){body{margin:.8em}img{height:200px}"
	"table{font-size:.92em}th,td{padding:.2em .35em}}\n"
	"@media print{body{margin:0;max-width:none}img{height:70mm}"
	"thead{display:table-header-group}tr,figure{break-inside:avoid}"
	"h2{break-after:avoid}th{-webkit-print-color-adjust:exact;"
	"print-color-adjust:exact}}\n"
	"@page{size:A4;margin:15mm}\n";

struct paper {
	struct pdf *pdf; /* NULL = a page of HTML */
	struct buf html;
	char *path;
	double y;   /* where the next part begins on the PDF's page */
	int number; /* of that page */
};

bool paper_knows(const char *path)
{
	return path_has_extension(path, ".html") ||
	       path_has_extension(path, ".pdf");
}

static void add_head(struct paper *p, const struct list_file_options *about)
{
	struct buf *out = &p->html;

	buf_addf(out,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-"
		 "Policy\" content=\"",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	page_parts_policy(out, "", style);
	buf_adds(out, "\">\n<meta name=\"viewport\" "
		      "content=\"width=device-width\">\n<title>");
	text_html(out, about->title);
	buf_addf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>",
		 style);
	text_html(out, about->title);
	buf_adds(out, "</h1>\n<dl>");
	list_heading_each(about, LIST_HEADING_NO_ROWS, page_parts_fact, out);
	buf_adds(out, "</dl>\n");
}

static struct pdf_box line_box(const struct paper *p, double high)
{
	return (struct pdf_box){margin, p->y, width - 2 * margin, high};
}

static void draw_foot(struct paper *p)
{
	const struct pdf_type type = {
		.size = 8.5, .align = 1, .color = 0x666666};
	char text[40];

	snprintf(text, sizeof(text), _("page %d"), ++p->number);
	pdf_text(p->pdf,
		 (struct pdf_box){margin, height - margin + 2,
				  width - 2 * margin, 6},
		 &type, text);
}

/* Room for a part of this height, on the next page if need be. */
static void make_room(struct paper *p, double high)
{
	if (p->y + high <= height - margin)
		return;
	draw_foot(p);
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

static void draw_head(struct paper *p, const struct list_file_options *about)
{
	const struct pdf_type big = {.size = 14, .bold = true, .align = -1};
	const struct pdf_type small = {
		.size = 8.5, .align = -1, .lines = 3, .color = 0x666666};
	struct buf facts = BUF_INIT;
	double high;

	p->y = margin;
	pdf_set_title(p->pdf, about->title);
	draw_line(p, &big, about->title, 9);
	list_heading_line(about, LIST_HEADING_NO_ROWS, &facts);
	high = pdf_text_height(p->pdf, width - 2 * margin, &small,
			       buf_str(&facts));
	draw_line(p, &small, buf_str(&facts), high + 2);
	buf_release(&facts);
}

struct paper *paper_open(const char *path,
			 const struct list_file_options *about,
			 struct error *err)
{
	struct paper *p;

	if (!paper_knows(path)) {
		error_set(err, ERROR_USAGE,
			  _("%s: this is written as .html or .pdf"), path);
		return NULL;
	}
	p = mem_xcalloc(1, sizeof(*p));
	p->path = mem_xstrdup(path);
	if (path_has_extension(path, ".html")) {
		add_head(p, about);
		return p;
	}
	p->pdf = pdf_open(path, width, height, about->at, err);
	if (!p->pdf) {
		free(p->path);
		free(p);
		return NULL;
	}
	draw_head(p, about);
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
	const struct pdf_type type = {.size = 8.5, .align = 0, .lines = 1};
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

	buf_adds(out, row < 0 ? "<thead><tr>" : "<tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<%s>", tag);
		page_parts_text(out, cell(t, row, i));
		buf_addf(out, "</%s>", tag);
	}
	buf_adds(out, row < 0 ? "</tr></thead>\n" : "</tr>\n");
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
		.size = 8.5, .bold = row < 0, .align = -1, .lines = 12};
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
			pdf_fill(p->pdf, box, 0xe6ecf5);
		pdf_frame(p->pdf, box, .1, 0xb4bac4);
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
		draw_foot(p);
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
