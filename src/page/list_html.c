/* SPDX-License-Identifier: MIT */
#include "page/list_html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "page/data_uri.h"
#include "page/list_chart.h"
#include "page/list_heading.h"
#include "page/page_parts.h"

enum { CHUNK = 1 << 16 };

/*
 * The rules that hold for every list; where a column must not be broken is
 * added by the list's own columns.  Nothing scrolls inside the page, so that
 * the header can stay in sight above a table wider than the window.
 */
static const char style[] =
	":root{color-scheme:light}\n"
	"body{font:14px/1.45 'Noto Sans CJK SC','Microsoft YaHei','PingFang "
	"SC',sans-serif;margin:0 1.5rem 2rem;color:#222;background:#fff}\n"
	"header{position:sticky;left:1.5rem;max-width:calc(100vw - 3rem)}"
	"h1{font-size:1.5em;margin:1.2rem 0 .4rem}\n"
	"dl{display:flex;flex-wrap:wrap;gap:.2em 1.8em;margin:0 0 1rem;"
	"color:#555}dl div{display:flex;gap:.5em}dt{color:#888}"
	"dd{margin:0;color:#222}\n"
	"#bar{display:flex;gap:.8em;align-items:center;margin:0 0 .6rem}"
	"#bar[hidden]{display:none}#bar input{font:inherit;padding:.3em .6em;"
	"border:1px solid #99a;border-radius:4px;width:min(22em,60vw)}"
	"#bar output{color:#666}\n"
	"table{border-collapse:separate;border-spacing:0;border-top:1px solid "
	"#b8bfca;border-left:1px solid #d5d9e0}\n"
	"th,td{border-right:1px solid #d5d9e0;border-bottom:1px solid #d5d9e0;"
	"padding:.3em .6em;vertical-align:baseline;text-align:left;"
	"min-width:1em;max-width:34em;white-space:pre-line;"
	"overflow-wrap:break-word}\n"
	"th{background:#e6ecf5;position:sticky;top:0;z-index:1;"
	"white-space:nowrap;border-bottom-color:#b8bfca}\n"
	"tbody tr:nth-child(even) td{background:#f8f9fb}"
	"tbody tr:hover td{background:#eef3fb}\n"
	"td.r,th.r{text-align:right;font-variant-numeric:tabular-nums}"
	"td.c,th.c{text-align:center}\n"
	"tbody tr td.w,tbody tr td.w:hover{background:#fff2c2}"
	"tbody tr td.e,tbody tr td.e:hover{background:#ffd9dc;color:#8c0010}\n"
	"tr.s td{font-weight:600;border-top:2px solid #b8bfca}\n"
	"td span{white-space:nowrap}td.p{vertical-align:middle;padding:.2em}"
	"img{height:84px;display:block;margin:auto}\n"
	".meter{display:inline-block;width:5em;height:.6em;margin-right:.6em;"
	"background:#e3e6eb;vertical-align:baseline}\n"
	".chart{margin:0 0 1.4rem;width:min(60rem,100%);font-size:13px;"
	"display:grid;grid-template-columns:max-content 1fr auto;"
	"gap:.25em .7em;align-items:center}.chart div{display:contents}\n"
	"figcaption{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.2em "
	"1.2em;margin-bottom:.4em;color:#444}figcaption svg{"
	"vertical-align:-1px}\n"
	".chart b{font-weight:400;max-width:14em;overflow-wrap:anywhere}"
	".chart i{font-style:normal;color:#666}"
	".bar{width:100%;display:block}"
	".chart text{font-size:12px;text-anchor:middle}\n"
	"@media(max-width:40em){body{margin:0 .8rem 1rem}"
	"header{left:.8rem;"
	"max-width:calc(100vw - 1.6rem)}.chart b{max-width:7em}}\n"
	"@media print{body{margin:0;font-size:9pt}"
	"#bar{display:none}header{position:static;max-width:none}"
	"thead{display:table-header-group}th,td{position:static!important;"
	"padding:.2em .4em}tr,.chart div{break-inside:avoid}"
	"td,th,svg,.meter{-webkit-print-color-adjust:exact;"
	"print-color-adjust:exact}}\n";

/*
 * Rows that have the words typed, by a text of each row in small letters that
 * is made once; a click on a header sorts.  Without script the page is the
 * same but for these two: the line they stand on is shown by the script.
 */
static const char script[] =
	"'use strict';(()=>{"
	"const $=s=>document.querySelector(s),body=$('tbody'),find=$('#find');"
	"const rows=[...body.rows].map((row,i)=>({row,i,"
	"text:row.textContent.toLowerCase(),sum:row.className==='s'}));"
	"const note=$('#shown'),words=note.dataset.words;"
	"const show=()=>{const want=find.value.trim().toLowerCase()"
	".split(/\\s+/);let n=0,all=0;for(const r of rows){"
	"const on=r.sum||want.every(w=>r.text.includes(w));"
	"r.row.hidden=!on;all+=!r.sum;n+=on&&!r.sum}"
	"note.textContent=words.replace('@',n).replace('@',all)};"
	"let by=-1,down=false;"
	"const key=(r,k)=>r.row.cells[k].textContent;"
	"const sort=k=>{down=by===k&&!down;by=k;"
	"const order=(a,b)=>a.sum-b.sum||(down?-1:1)*"
	"key(a,k).localeCompare(key(b,k),'zh-CN',{numeric:true})||a.i-b.i;"
	"rows.sort(order);body.append(...rows.map(r=>r.row))};"
	"document.querySelectorAll('th').forEach((th,k)=>{"
	"th.addEventListener('click',()=>sort(k))});"
	"find.addEventListener('input',show);"
	"document.addEventListener('keydown',e=>{"
	"if(e.key==='/'&&e.target!==find){e.preventDefault();find.focus()}"
	"if(e.key==='Escape'){find.value='';show();find.blur()}});"
	"$('#bar').hidden=false;show()})();";

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

/* Of numbers, dates, names and other short texts; wider ones are prose. */
enum { WHOLE = 26 };

static bool *find_prose(const struct table *t)
{
	bool *prose = mem_xcalloc(t->n_columns + 1, sizeof(*prose));
	size_t i, row;

	for (i = 0; i < t->n_columns; i++)
		for (row = 0; row < t->n_rows && !prose[i]; row++)
			prose[i] = text_width(table_text(t, row, i)) > WHOLE;
	return prose;
}

/*
 * Numbers, dates and other short texts are never broken, the rest gets room to
 * be read; on a narrow screen the student's number stays at the edge.  By
 * column, for a class in each cell would make long lists longer.
 */
static void add_column_rules(struct buf *out, const struct table *t,
			     const bool *prose)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "td:nth-child(%zu){%s}\n", i + 1,
			 prose[i] ? "min-width:14em" : "white-space:nowrap");
		if (strcmp(t->columns[i].id, "xh") == 0)
			buf_addf(out,
				 "@media(max-width:40em){td:nth-child(%zu),"
				 "th:nth-child(%zu){position:sticky;left:0}"
				 "td:nth-child(%zu){background:#fff}"
				 "th:nth-child(%zu){z-index:2}}\n",
				 i + 1, i + 1, i + 1, i + 1);
	}
}

/* Lying paper for wide lists; the number of the page at its foot. */
static void add_paper(struct buf *out, const struct table *t)
{
	int chars = t->n_thumbs ? 10 : 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		chars += table_width(t, i) + 2;
	buf_addf(out, "@page{size:A4%s;margin:12mm 10mm 14mm;@bottom-right{",
		 chars > 96 ? " landscape" : "");
	buf_addf(out, "font-size:8pt;color:#666;content:%s}}\n",
		 _("\"page \" counter(page) \" of \" counter(pages)"));
}

static size_t rows_of(const struct table *t)
{
	return t->n_rows - (t->sum && t->n_rows ? 1 : 0);
}

static void add_titles(struct buf *out, const struct table *t)
{
	size_t i;

	buf_adds(out, "<table>\n<thead><tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<th%s>",
			 class_of(t->columns[i].align, TABLE_NORMAL));
		text_html(out, t->columns[i].title);
		buf_adds(out, "</th>");
	}
	if (t->n_thumbs)
		buf_addf(out, "<th class=\"c\">%s</th>", _("Photo"));
	buf_adds(out, "</tr></thead>\n<tbody>\n");
}

static void add_body_head(struct buf *out, const struct table *t,
			  const struct list_file_options *opt)
{
	buf_adds(out, "<header>\n<h1>");
	text_html(out, opt->title);
	buf_adds(out, "</h1>\n<dl>");
	list_heading_each(opt, rows_of(t), page_parts_fact, out);
	buf_adds(out, "</dl>\n");
	list_chart_html(t, out);
	buf_addf(out,
		 "<p id=\"bar\" hidden><input id=\"find\" type=\"search\" "
		 "placeholder=\"%s\" autocomplete=\"off\"><output "
		 "id=\"shown\" data-words=\"%s\"></output></p>\n</header>\n",
		 _("Find in this list"), _("@ of @ shown"));
	add_titles(out, t);
}

static void add_head(struct buf *out, const struct table *t,
		     const struct list_file_options *opt, const bool *prose)
{
	struct buf rules = BUF_INIT;

	buf_adds(&rules, style);
	add_column_rules(&rules, t, prose);
	add_paper(&rules, t);
	buf_addf(out,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-"
		 "Policy\" content=\"",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	page_parts_policy(out, script, buf_str(&rules));
	buf_adds(out, "\">\n<meta name=\"viewport\" "
		      "content=\"width=device-width\">\n<title>");
	text_html(out, opt->title);
	buf_addf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n",
		 buf_str(&rules));
	add_body_head(out, t, opt);
	buf_release(&rules);
}

/* A share is seen better than it is read. */
static void add_meter(struct buf *out, const char *text)
{
	double share = strtod(text, NULL);

	if (!(share >= 0 && share <= 100))
		return;
	buf_addf(out,
		 "<svg class=\"meter\"><rect width=\"%.1f%%\" "
		 "height=\"100%%\" fill=\"#2f9e63\"/></svg>",
		 share);
}

static void html_add_row(struct buf *out, const struct table *t, size_t row,
			 const bool *prose)
{
	const struct table_thumb *thumb = table_row_thumb(t, row);
	size_t i;

	buf_adds(out,
		 t->sum && row + 1 == t->n_rows ? "<tr class=\"s\">" : "<tr>");
	for (i = 0; i < t->n_columns; i++) {
		buf_addf(out, "<td%s>",
			 class_of(t->columns[i].align,
				  table_cell_style(t, row, i)));
		if (t->columns[i].bar)
			add_meter(out, table_text(t, row, i));
		if (prose[i])
			page_parts_text(out, table_text(t, row, i));
		else
			text_html(out, table_text(t, row, i));
		buf_adds(out, "</td>");
	}
	if (t->n_thumbs)
		buf_adds(out, "<td class=\"p\">");
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
	bool *prose = find_prose(t);
	struct buf out = BUF_INIT;
	size_t row;

	add_head(&out, t, opt, prose);
	for (row = 0; row < t->n_rows && !cancel_signal(); row++) {
		html_add_row(&out, t, row, prose);
		if (out.size < CHUNK)
			continue;
		fwrite(out.data, 1, out.size, file);
		buf_clear(&out);
	}
	buf_addf(&out,
		 "</tbody>\n</table>\n<script>%s</script>\n</body>\n</html>\n",
		 script);
	fwrite(out.data, 1, out.size, file);
	buf_release(&out);
	free(prose);
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
