/* SPDX-License-Identifier: MIT */
#include "page/contact_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "page/contact_draw.h"

/*
 * A sheet on disk, every page written beside its place until the whole is done:
 *
 *   NAME.html                NAME-2.html               NAME-3.html
 *   +-----------------+      +-----------------+       +-----------------+
 *   | title, time     |      | title, time     |       | …               |
 *   | filters         |      | ‹ previous      |       |                 |
 *   | article  x 400  |      | article  x 400  |       | the rest        |
 *   | next ›          | ---> | next ›          | --->  | totals of all   |
 *   +-----------------+      +-----------------+       +-----------------+
 *
 * An article is a case or a file: name and status, the pictures before and
 * after, further rows of pictures (a comparison), the findings.  Its class s0,
 * s1, s2 is the worst severity, which colours its edge and which the filters go
 * by.
 */
struct page {
	char *path, *temp;
};

struct contact_sheet {
	char *path, *title;
	date_time at;
	struct page *pages; /* the last one is being written */
	size_t n_pages, cap_pages;
	FILE *file;
	size_t on_page;
	size_t count[3]; /* by worst severity */
	struct buf out;	 /* scratch of the item in work */
};

/*
 * One page without outside parts: it is mailed, copied to a stick and opened
 * from there.  The marks are SVG over the picture (a stroke that does not
 * scale, so that it is as thin on a small screen), and the filters are three
 * radio buttons with sibling selectors: no script, which an office's browser
 * may forbid.
 */
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
	"h3{font-size:.95em;margin:.6em 0 0}nav a{margin-right:1em}\n"
	"h2{font-size:1em;margin:0}h2 small{font-weight:normal;color:#666}\n"
	".pics{display:flex;gap:.5em;margin:.4em 0}"
	"figure{margin:0;flex:1 1 0;max-width:50%}"
	".row{flex-wrap:wrap}.row figure{flex:1 1 30%;max-width:32%}"
	"figcaption{font-size:.85em;color:#666}\n"
	"svg{width:100%;height:auto;display:block;background:#ddd}\n"
	"svg .m{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}\n"
	"svg text{font-weight:bold;paint-order:stroke;stroke:#fff;"
	"stroke-width:.14em;stroke-linejoin:round}\n"
	"ul{margin:.2em "
	"0;padding-left:1.2em}li.e{color:#b00}li.w{color:#8a6500}"
	"li .en,li .do{color:#666;font-size:.9em}\n"
	"#bad:checked~main article:not(.s2){display:none}"
	"#some:checked~main article.s0{display:none}\n"
	"@media print{body{background:#fff;margin:0}input,label{display:none}}"
	"\n@page{size:A4;margin:12mm}\n";

/*
 * In both languages whatever the program speaks: the sheet is read by whoever
 * it is sent to.
 */
static const char filters[] =
	"<input type=\"radio\" name=\"f\" id=\"all\" checked>"
	"<label for=\"all\">全部 All</label>"
	"<input type=\"radio\" name=\"f\" id=\"some\">"
	"<label for=\"some\">有问题 With findings</label>"
	"<input type=\"radio\" name=\"f\" id=\"bad\">"
	"<label for=\"bad\">不合格 Refused</label>\n<main>\n";

struct contact_mark contact_sheet_face(double x, double y, double width,
				       double height)
{
	return (struct contact_mark){.shape = CONTACT_BOX,
				     .x = x,
				     .y = y,
				     .x2 = x + width,
				     .y2 = y + height,
				     .color = "#00c040"};
}

bool contact_sheet_knows(const char *path)
{
	return path_has_extension(path, ".html") ||
	       path_has_extension(path, ".htm");
}

static struct page *last_page(struct contact_sheet *sheet)
{
	return &sheet->pages[sheet->n_pages - 1];
}

/*
 * Item by item: a sheet may be of a whole year, and its pictures are never held
 * together.
 */
static int flush(struct contact_sheet *sheet, struct error *err)
{
	size_t n = sheet->out.size;

	if (fwrite(buf_str(&sheet->out), 1, n, sheet->file) != n)
		return error_set_errno(err, "%s", last_page(sheet)->path);
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
}

/* NAME.html, NAME-2.html, …; the caller's. */
static char *page_path(const char *path, size_t number)
{
	const char *extension = path_extension(path);
	struct buf name = BUF_INIT;

	buf_add(&name, path, strlen(path) - strlen(extension));
	if (number > 1)
		buf_addf(&name, "-%zu", number);
	buf_adds(&name, extension);
	return buf_detach(&name, NULL);
}

/* A link to a page of the same folder. */
static void add_link(struct contact_sheet *sheet, size_t number,
		     const char *text)
{
	char *path = page_path(sheet->path, number);

	buf_adds(&sheet->out, "<a href=\"./");
	text_uri(&sheet->out, path_name(path));
	buf_addf(&sheet->out, "\">%s</a>", text);
	free(path);
}

static int begin_page(struct contact_sheet *sheet, struct error *err)
{
	struct page *page;

	MEM_GROW(sheet->pages, sheet->n_pages, sheet->cap_pages);
	page = &sheet->pages[sheet->n_pages++];
	/* The former sheet of that name stays until this one is whole. */
	*page = (struct page){page_path(sheet->path, sheet->n_pages), NULL};
	if (file_temp(page->path, &page->temp, err) < 0)
		return -1;
	sheet->file = fopen(page->temp, "we");
	if (!sheet->file)
		return error_set_errno(err, "%s", page->path);
	sheet->on_page = 0;
	add_head(&sheet->out, sheet->title, sheet->at);
	if (sheet->n_pages > 1) {
		buf_adds(&sheet->out, "<nav>");
		add_link(sheet, sheet->n_pages - 1, "‹ 上一页 Previous");
		buf_addf(&sheet->out, "%zu</nav>\n", sheet->n_pages);
	}
	buf_adds(&sheet->out, filters);
	return flush(sheet, err);
}

struct contact_sheet *contact_sheet_open(const char *path, const char *title,
					 date_time at, struct error *err)
{
	struct contact_sheet *sheet = mem_xcalloc(1, sizeof(*sheet));

	sheet->path = mem_xstrdup(path);
	sheet->title = mem_xstrdup(title);
	sheet->at = at;
	if (begin_page(sheet, err) < 0) {
		contact_sheet_abandon(sheet);
		return NULL;
	}
	return sheet;
}

static void sheet_add_row(struct buf *out, const struct contact_row *row)
{
	size_t i;

	if (row->title) {
		buf_adds(out, "<h3>");
		text_html(out, row->title);
		buf_adds(out, "</h3>\n");
	}
	buf_adds(out, "<div class=\"pics row\">");
	for (i = 0; i < row->n; i++)
		contact_draw(out, &row->pictures[i]);
	buf_adds(out, "</div>\n");
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

/*
 * The code first, which the manual and a telephone call go by; then the text
 * and what to do in Chinese, the text again in English.
 */
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

static void add_item(struct buf *out, const struct contact_item *item)
{
	size_t i;

	buf_addf(out, "<article class=\"s%d\"><h2>", (int)item->worst);
	text_html(out, item->title && *item->title ? item->title : item->file);
	buf_adds(out, " <small>");
	if (item->title && *item->title)
		text_html(out, item->file);
	buf_adds(out, " ");
	text_html(out, item->status ? item->status : "");
	buf_adds(out, "</small></h2>\n<div class=\"pics\">");
	contact_draw(out, &item->before);
	contact_draw(out, &item->after);
	buf_adds(out, "</div>\n");
	for (i = 0; i < item->n_rows; i++)
		sheet_add_row(out, &item->rows[i]);
	add_findings(out, item->findings);
	buf_adds(out, "</article>\n");
}

static int end_page(struct contact_sheet *sheet, struct error *err)
{
	FILE *file = sheet->file;

	buf_adds(&sheet->out, "</body>\n</html>\n");
	if (flush(sheet, err) < 0)
		return -1;
	sheet->file = NULL;
	if (fclose(file) != 0)
		return error_set_errno(err, "%s", last_page(sheet)->path);
	return 0;
}

static int turn_page(struct contact_sheet *sheet, struct error *err)
{
	buf_adds(&sheet->out, "</main>\n<nav>");
	add_link(sheet, sheet->n_pages + 1, "下一页 Next ›");
	buf_adds(&sheet->out, "</nav>\n");
	return end_page(sheet, err) < 0 ? -1 : begin_page(sheet, err);
}

int contact_sheet_add(struct contact_sheet *sheet,
		      const struct contact_item *item, struct error *err)
{
	/*
	 * A page turns only when there is another item: the last one never
	 * leads to an empty page.
	 */
	if (sheet->on_page == CONTACT_SHEET_PAGE && turn_page(sheet, err) < 0)
		return -1;
	sheet->count[item->worst]++;
	sheet->on_page++;
	add_item(&sheet->out, item);
	return flush(sheet, err);
}

static void release(struct contact_sheet *sheet)
{
	size_t i;

	if (sheet->file)
		fclose(sheet->file);
	for (i = 0; i < sheet->n_pages; i++) {
		file_abandon(&sheet->pages[i].temp);
		free(sheet->pages[i].path);
	}
	free(sheet->pages);
	buf_release(&sheet->out);
	free(sheet->title);
	free(sheet->path);
	free(sheet);
}

static int sheet_finish(struct contact_sheet *sheet, struct error *err)
{
	size_t total = sheet->count[0] + sheet->count[1] + sheet->count[2], i;

	buf_addf(&sheet->out,
		 "</main>\n<p class=\"at\">共 %zu 张，不合格 %zu 张，提醒 %zu "
		 "张 · %zu photos, %zu refused, %zu with warnings</p>\n",
		 total, sheet->count[FINDING_ERROR], sheet->count[FINDING_WARN],
		 total, sheet->count[FINDING_ERROR],
		 sheet->count[FINDING_WARN]);
	if (end_page(sheet, err) < 0)
		return -1;
	/* the first page last: it never leads to one that is not there */
	for (i = sheet->n_pages; i-- > 0;)
		if (file_commit(&sheet->pages[i].temp, sheet->pages[i].path,
				0600, err) < 0)
			return -1;
	return 0;
}

int contact_sheet_close(struct contact_sheet *take_sheet, struct error *err)
{
	int result = sheet_finish(take_sheet, err);

	release(take_sheet);
	return result;
}

void contact_sheet_abandon(struct contact_sheet *take_sheet)
{
	if (take_sheet)
		release(take_sheet);
}
