/* SPDX-License-Identifier: MIT */
#include "report/contact_sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/data_uri.h"

struct contact_sheet {
	char *path, *temp;
	FILE *file;
	size_t count[3]; /* by worst severity */
	struct buf out;	 /* scratch of the item in work */
};

static const char style[] =
	"body{font:14px/1.45 'Noto Sans CJK SC','Microsoft YaHei','PingFang "
	"SC',sans-serif;margin:1em;background:#f4f4f4;color:#222}\n"
	"h1{font-size:1.3em;margin:0 0 .2em}p.at{color:#666;margin:0 0 .6em}\n"
	"label{margin-right:1em}main{display:grid;gap:.8em;"
	"grid-template-columns:repeat(auto-fill,minmax(24em,1fr))}\n"
	"article{background:#fff;border:1px solid #ccc;border-left:5px solid "
	"#3a8f3a;padding:.6em;break-inside:avoid;overflow-wrap:anywhere}\n"
	"article.s1{border-left-color:#d9a400}"
	"article.s2{border-left-color:#c00}\n"
	"h2{font-size:1em;margin:0}h2 small{font-weight:normal;color:#666}\n"
	".pics{display:flex;gap:.5em;margin:.4em 0}"
	"figure{margin:0;flex:1 1 0;max-width:50%}"
	"figcaption{font-size:.85em;color:#666}\n"
	"svg{width:100%;height:auto;display:block;background:#ddd}\n"
	"svg .m{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}\n"
	"svg text{font-weight:bold;paint-order:stroke;stroke:#fff;"
	"stroke-width:.2em;stroke-linejoin:round}\n"
	"ul{margin:.2em "
	"0;padding-left:1.2em}li.e{color:#b00}li.w{color:#8a6500}"
	"li .en,li .do{color:#666;font-size:.9em}\n"
	"#bad:checked~main article:not(.s2){display:none}"
	"#some:checked~main article.s0{display:none}\n"
	"@media print{body{background:#fff;margin:0}input,label{display:none}}"
	"\n@page{size:A4;margin:12mm}\n";

static int flush(struct contact_sheet *sheet, struct error *err)
{
	size_t n = sheet->out.size;

	if (fwrite(buf_str(&sheet->out), 1, n, sheet->file) != n)
		return error_set_errno(err, "%s", sheet->path);
	buf_clear(&sheet->out);
	return 0;
}

static void add_head(struct buf *out, const char *title, date_time at)
{
	char when[26];

	date_time_format(at, when);
	buf_addf(out,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<meta name=\"viewport\" "
		 "content=\"width=device-width\">\n<title>",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	text_html(out, title);
	buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>",
		 style);
	text_html(out, title);
	buf_addf(out, "</h1>\n<p class=\"at\">%.16s</p>\n", when);
	buf_adds(out, "<input type=\"radio\" name=\"f\" id=\"all\" checked>"
		      "<label for=\"all\">全部 All</label>"
		      "<input type=\"radio\" name=\"f\" id=\"some\">"
		      "<label for=\"some\">有问题 With findings</label>"
		      "<input type=\"radio\" name=\"f\" id=\"bad\">"
		      "<label for=\"bad\">不合格 Refused</label>\n<main>\n");
}

struct contact_sheet *contact_sheet_open(const char *path, const char *title,
					 date_time at, struct error *err)
{
	struct contact_sheet *sheet = mem_xcalloc(1, sizeof(*sheet));

	sheet->path = mem_xstrdup(path);
	if (file_temp(path, &sheet->temp, err) < 0) {
		contact_sheet_abandon(sheet);
		return NULL;
	}
	sheet->file = fopen(sheet->temp, "we");
	if (!sheet->file) {
		error_set_errno(err, "%s", path);
		contact_sheet_abandon(sheet);
		return NULL;
	}
	add_head(&sheet->out, title, at);
	if (flush(sheet, err) < 0) {
		contact_sheet_abandon(sheet);
		return NULL;
	}
	return sheet;
}

static double or_zero(double v)
{
	return isfinite(v) ? v : 0;
}

/* A colour is a word or #rrggbb; anything else could break out. */
static const char *color_of(const struct contact_mark *mark)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#";

	if (!mark->color || !*mark->color ||
	    mark->color[strspn(mark->color, allowed)])
		return "#00c040";
	return mark->color;
}

static void add_path(struct buf *out, const struct contact_mark *mark)
{
	size_t i;

	buf_adds(out, "<polygon class=\"m\" points=\"");
	for (i = 0; i < mark->n; i++)
		buf_addf(out, "%.1f,%.1f ", or_zero(mark->points[2 * i]),
			 or_zero(mark->points[2 * i + 1]));
	buf_adds(out, "\"");
}

static void add_shape(struct buf *out, const struct contact_mark *mark)
{
	double x = or_zero(mark->x), y = or_zero(mark->y);
	double x2 = or_zero(mark->x2), y2 = or_zero(mark->y2);

	switch (mark->shape) {
	case CONTACT_LINE:
		buf_addf(out,
			 "<line class=\"m\" x1=\"%.1f\" y1=\"%.1f\" "
			 "x2=\"%.1f\" y2=\"%.1f\"",
			 x, y, x2, y2);
		break;
	case CONTACT_BOX:
		buf_addf(out,
			 "<rect class=\"m\" x=\"%.1f\" y=\"%.1f\" "
			 "width=\"%.1f\" height=\"%.1f\"",
			 fmin(x, x2), fmin(y, y2), fabs(x2 - x), fabs(y2 - y));
		break;
	case CONTACT_OVAL:
		buf_addf(out,
			 "<ellipse class=\"m\" cx=\"%.1f\" cy=\"%.1f\" "
			 "rx=\"%.1f\" ry=\"%.1f\"",
			 (x + x2) / 2, (y + y2) / 2, fabs(x2 - x) / 2,
			 fabs(y2 - y) / 2);
		break;
	case CONTACT_PATH:
		add_path(out, mark);
		break;
	}
	buf_addf(out, " stroke=\"%s\"/>", color_of(mark));
}

static void add_mark(struct buf *out, const struct contact_mark *mark,
		     double type_size)
{
	double x = or_zero(mark->x), y = or_zero(mark->y);

	add_shape(out, mark);
	if (!mark->label || !*mark->label)
		return;
	buf_addf(out,
		 "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" fill=\"%s\">",
		 x + type_size / 4, y - type_size / 4, type_size,
		 color_of(mark));
	text_html(out, mark->label);
	buf_adds(out, "</text>");
}

static void add_picture(struct buf *out, const struct contact_picture *p)
{
	int width = p->width > 0 ? p->width : 1;
	int height = p->height > 0 ? p->height : 1;
	size_t i;

	if (!p->jpeg || !p->size)
		return;
	buf_addf(out,
		 "<figure><svg viewBox=\"0 0 %d %d\"><image width=\"%d\" "
		 "height=\"%d\" href=\"",
		 width, height, width, height);
	data_uri_jpeg(out, p->jpeg, p->size);
	buf_adds(out, "\"/>");
	for (i = 0; i < p->n_marks; i++)
		add_mark(out, &p->marks[i], width / 24.0);
	buf_adds(out, "</svg><figcaption>");
	text_html(out, p->caption ? p->caption : "");
	buf_adds(out, "</figcaption></figure>");
}

static void add_text(struct buf *out, const char *class,
		     void (*fill)(const struct finding *, enum i18n_lang,
				  struct buf *),
		     const struct finding *f, enum i18n_lang lang)
{
	struct buf text = BUF_INIT;

	fill(f, lang, &text);
	if (text.size) {
		buf_addf(out, "<br><span class=\"%s\">", class);
		text_html(out, buf_str(&text));
		buf_adds(out, "</span>");
	}
	buf_release(&text);
}

static void add_finding(struct buf *out, const struct finding *f)
{
	static const char *const classes[] = {"i", "w", "e"};
	struct buf text = BUF_INIT;

	buf_addf(out, "<li class=\"%s\"><code>", classes[f->severity]);
	text_html(out, f->code);
	buf_adds(out, "</code> ");
	finding_text(f, I18N_ZH, &text);
	text_html(out, buf_str(&text));
	buf_release(&text);
	add_text(out, "do", finding_advice, f, I18N_ZH);
	add_text(out, "en", finding_text, f, I18N_EN);
	buf_adds(out, "</li>\n");
}

static void add_findings(struct buf *out, const struct findings *all)
{
	size_t i;

	if (!all || !all->n)
		return;
	buf_adds(out, "<ul>\n");
	for (i = 0; i < all->n; i++)
		add_finding(out, &all->list[i]);
	buf_adds(out, "</ul>\n");
}

int contact_sheet_add(struct contact_sheet *sheet,
		      const struct contact_item *item, struct error *err)
{
	struct buf *out = &sheet->out;

	sheet->count[item->worst]++;
	buf_addf(out, "<article class=\"s%d\"><h2>", (int)item->worst);
	text_html(out, item->title && *item->title ? item->title : item->file);
	buf_adds(out, " <small>");
	if (item->title && *item->title)
		text_html(out, item->file);
	buf_adds(out, " ");
	text_html(out, item->status ? item->status : "");
	buf_adds(out, "</small></h2>\n<div class=\"pics\">");
	add_picture(out, &item->before);
	add_picture(out, &item->after);
	buf_adds(out, "</div>\n");
	add_findings(out, item->findings);
	buf_adds(out, "</article>\n");
	return flush(sheet, err);
}

static void release(struct contact_sheet *sheet)
{
	if (sheet->file)
		fclose(sheet->file);
	file_abandon(&sheet->temp);
	buf_release(&sheet->out);
	free(sheet->path);
	free(sheet);
}

static int finish(struct contact_sheet *sheet, struct error *err)
{
	size_t total = sheet->count[0] + sheet->count[1] + sheet->count[2];
	FILE *file = sheet->file;

	buf_addf(&sheet->out,
		 "</main>\n<p class=\"at\">共 %zu 张，不合格 %zu 张，提醒 %zu "
		 "张 · %zu photos, %zu refused, %zu with warnings</p>\n"
		 "</body>\n</html>\n",
		 total, sheet->count[FINDING_ERROR], sheet->count[FINDING_WARN],
		 total, sheet->count[FINDING_ERROR],
		 sheet->count[FINDING_WARN]);
	if (flush(sheet, err) < 0)
		return -1;
	sheet->file = NULL;
	if (fclose(file) != 0)
		return error_set_errno(err, "%s", sheet->path);
	return file_commit(&sheet->temp, sheet->path, 0600, err);
}

int contact_sheet_close(struct contact_sheet *take_sheet, struct error *err)
{
	int result = finish(take_sheet, err);

	release(take_sheet);
	return result;
}

void contact_sheet_abandon(struct contact_sheet *take_sheet)
{
	if (take_sheet)
		release(take_sheet);
}
