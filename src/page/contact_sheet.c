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
#include "page/list_heading.h"
#include "page/page_parts.h"

/*
 * A sheet on disk, every page written beside its place until the whole is done:
 *
 *   NAME.html                NAME-2.html               NAME-3.html
 *   +-----------------+      +-----------------+       +-----------------+
 *   | title, heading  |      | title, heading  |       | …               |
 *   | filters, counts |      | filters, counts |       |                 |
 *   |                 |      | ‹ previous      |       |                 |
 *   | article  x 400  |      | article  x 400  |       | the rest        |
 *   | next ›          | ---> | next ›          | --->  | totals of all   |
 *   +-----------------+      +-----------------+       +-----------------+
 *
 * The counts of a page are known at its end: room is left for them at its
 * beginning and filled then.  An article is a case, a file or a pair.  Its
 * class s0, s1, s2 is the worst severity, which colours its edge and which the
 * filters go by.
 */
struct page {
	char *path, *temp;
};

enum { FILTERS = 3, COUNT_ROOM = 6 };

struct contact_sheet {
	char *path, *title, *school, *task, *who;
	struct list_file_options about;
	enum contact_unit unit;
	struct page *pages; /* the last one is being written */
	size_t n_pages, cap_pages;
	FILE *file;
	size_t on_page;
	long counts[FILTERS];	  /* of the page, by worst severity */
	long totals[FILTERS];	  /* of all pages */
	long places[FILTERS];	  /* where the page's counts go */
	long written;		  /* of the page, without out */
	struct buf style, script; /* of share/sheet */
	struct buf out;		  /* scratch of the item in work */
};

static const char *const filter_ids[FILTERS] = {"all", "some", "bad"};

static const char *const filter_words[][FILTERS] = {
	[CONTACT_PHOTOS] = {N_("everything"), N_("with findings"),
			    N_("refused")},
	[CONTACT_PAIRS] = {N_("everything"), N_("same or suspected"),
			   N_("same or unreadable")},
	[CONTACT_GROUPS] = {N_("everything"), N_("same or suspected"),
			    N_("same photo")},
};

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
	sheet->written += (long)n;
	buf_clear(&sheet->out);
	return 0;
}

static void add_head(struct contact_sheet *sheet)
{
	struct buf *out = &sheet->out;

	buf_addf(out,
		 "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		 "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-"
		 "Policy\" content=\"",
		 i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	page_parts_policy(out, buf_str(&sheet->script), buf_str(&sheet->style));
	buf_adds(out, "\">\n<meta name=\"viewport\" "
		      "content=\"width=device-width\">\n<title>");
	text_html(out, sheet->title);
	buf_addf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>",
		 buf_str(&sheet->style));
	text_html(out, sheet->title);
	buf_adds(out, "</h1>\n<dl>");
	list_heading_each(&sheet->about, LIST_HEADING_NO_ROWS, page_parts_fact,
			  out);
	buf_adds(out, "</dl>\n");
}

/* The buttons stand before what they hide: selectors look forwards only. */
static void add_bar(struct contact_sheet *sheet)
{
	struct buf *out = &sheet->out;
	int i;

	for (i = 0; i < FILTERS; i++)
		buf_addf(out, "<input type=\"radio\" name=\"f\" id=\"%s\"%s>",
			 filter_ids[i], i ? "" : " checked");
	buf_adds(out, "<input type=\"checkbox\" id=\"lines\">\n"
		      "<nav id=\"bar\">");
	for (i = 0; i < FILTERS; i++) {
		buf_addf(out, "<label for=\"%s\">%s<b>", filter_ids[i],
			 _(filter_words[sheet->unit][i]));
		sheet->places[i] = sheet->written + (long)out->size;
		buf_addf(out, "%*s</b></label>", COUNT_ROOM, "");
	}
	if (sheet->unit != CONTACT_GROUPS)
		buf_addf(out, "<label for=\"lines\">%s</label>",
			 _("lines on the photos"));
	buf_addf(out,
		 "<input id=\"find\" type=\"search\" placeholder=\"%s\" "
		 "autocomplete=\"off\" hidden></nav>\n",
		 _("find (/)"));
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
	sheet->written = 0;
	memset(sheet->counts, 0, sizeof(sheet->counts));
	add_head(sheet);
	add_bar(sheet);
	if (sheet->n_pages > 1) {
		buf_adds(&sheet->out, "<nav class=\"turn\">");
		add_link(sheet, sheet->n_pages - 1, _("‹ previous page"));
		buf_addf(&sheet->out, "%zu</nav>\n", sheet->n_pages);
	}
	buf_adds(&sheet->out, "<main>\n");
	return flush(sheet, err);
}

static void copy_heading(struct contact_sheet *sheet,
			 const struct list_file_options *about)
{
	sheet->title = mem_xstrdup(about->title);
	sheet->school = mem_xstrdup(about->school ? about->school : "");
	sheet->task = mem_xstrdup(about->task ? about->task : "");
	sheet->who = mem_xstrdup(about->who ? about->who : "");
	sheet->about = (struct list_file_options){
		.title = sheet->title,
		.at = about->at,
		.school = sheet->school,
		.task = sheet->task,
		.who = sheet->who,
	};
}

struct contact_sheet *contact_sheet_open(const char *path,
					 const struct list_file_options *about,
					 enum contact_unit unit,
					 struct error *err)
{
	struct contact_sheet *sheet = mem_xcalloc(1, sizeof(*sheet));

	sheet->path = mem_xstrdup(path);
	sheet->unit = unit;
	copy_heading(sheet, about);
	if (page_parts_read("sheet/sheet.css", &sheet->style, err) < 0 ||
	    page_parts_read("sheet/sheet.js", &sheet->script, err) < 0 ||
	    begin_page(sheet, err) < 0) {
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
	buf_adds(out, "<div class=\"row\">");
	for (i = 0; i < row->n; i++)
		contact_draw(out, &row->pictures[i], false);
	buf_adds(out, "</div>\n");
}

static void add_rows(struct buf *out, const struct contact_item *item)
{
	size_t i;

	if (!item->n_rows)
		return;
	buf_adds(out, "<div class=\"rows\">");
	for (i = 0; i < item->n_rows; i++)
		sheet_add_row(out, &item->rows[i]);
	buf_adds(out, "</div>\n");
}

/* What there should be a picture of has its place in any case. */
static void add_picture(struct buf *out, const struct contact_picture *p,
			bool ruled)
{
	if ((p->jpeg && p->size) || p->lost) {
		contact_draw(out, p, ruled);
	} else if (p->caption) {
		buf_adds(out, "<figure><div class=\"none\">");
		text_html(out, p->caption);
		buf_adds(out, "</div></figure>");
	}
}

static bool has_lines(const struct contact_picture *p)
{
	size_t i;

	for (i = 0; i < p->n_marks; i++)
		if (p->marks[i].shape == CONTACT_LINE && p->marks[i].label)
			return true;
	return false;
}

static void add_pictures(struct buf *out, const struct contact_item *item)
{
	if (!item->before.caption && !item->after.caption &&
	    !item->before.jpeg && !item->after.jpeg)
		return;
	buf_adds(out, "<div class=\"pics\">");
	/* the lines stand beside the one that is judged by them */
	add_picture(out, &item->before,
		    !item->after.caption && has_lines(&item->before));
	add_picture(out, &item->after, has_lines(&item->after));
	buf_adds(out, "</div>\n");
}

/* The text, what to do, and the code, which a telephone call goes by. */
static void add_finding(struct buf *out, const struct finding *f)
{
	static const char *const classes[] = {"i", "w", "e"};
	struct buf text = BUF_INIT;

	buf_addf(out, "<li class=\"%s\">", classes[f->severity]);
	finding_text(f, i18n_lang(), &text);
	page_parts_text(out, buf_str(&text));
	buf_clear(&text);
	finding_advice(f, i18n_lang(), &text);
	if (text.size) {
		buf_adds(out, "<span class=\"do\">");
		text_html(out, buf_str(&text));
		buf_adds(out, "</span>");
	}
	buf_adds(out, "<code>");
	text_html(out, f->code);
	buf_adds(out, "</code></li>\n");
	buf_release(&text);
}

static void add_findings(struct buf *out, const struct contact_item *item)
{
	const struct findings *all = item->findings;
	size_t i;

	buf_adds(out, "<div class=\"findings\">");
	if (all && all->n) {
		buf_adds(out, "<ul>\n");
		for (i = 0; i < all->n; i++)
			add_finding(out, &all->list[i]);
		buf_adds(out, "</ul>");
	} else if (!item->n_rows && item->worst == FINDING_INFO) {
		buf_addf(out, "<p class=\"ok\">%s</p>", _("no findings"));
	}
	buf_adds(out, "</div>\n");
}

/* A name and its number, or a file by its name and its folder below. */
static void add_names(struct buf *out, const struct contact_item *item)
{
	const char *name = path_name(item->file);
	bool named = item->title && *item->title;
	char *folder;

	buf_adds(out, "<header><h2>");
	text_html(out, named ? item->title : name);
	buf_adds(out, "</h2>");
	if (named && *item->file) {
		buf_adds(out, "<span class=\"no\">");
		text_html(out, item->file);
		buf_adds(out, "</span>");
	} else if (!named && name != item->file) {
		folder = path_folder(item->file);
		buf_adds(out, "<span class=\"folder\">");
		text_html(out, folder);
		buf_adds(out, "</span>");
		free(folder);
	}
	if (item->group && *item->group) {
		buf_adds(out, "<span class=\"group\">");
		text_html(out, item->group);
		buf_adds(out, "</span>");
	}
	buf_adds(out, "<span class=\"state\">");
	text_html(out, item->status ? item->status : "");
	buf_adds(out, "</span></header>\n");
}

/* Two of them side by side would leave a hole below one without rows. */
static bool is_wide(const struct contact_item *item)
{
	enum { NARROW = 3 };

	return item->n_rows && (item->before.jpeg || item->n_rows > 1 ||
				item->rows->n > NARROW);
}

static void add_item(struct buf *out, const struct contact_item *item)
{
	buf_addf(out, "<article class=\"s%d%s\" tabindex=\"0\">",
		 (int)item->worst, is_wide(item) ? " wide" : "");
	add_names(out, item);
	buf_adds(out, "<div class=\"body\">\n");
	add_pictures(out, item);
	add_rows(out, item);
	add_findings(out, item);
	buf_adds(out, "</div></article>\n");
}

/* "with findings" is what "refused" is a part of. */
static long count_of(const long counts[FILTERS], int filter)
{
	long n = 0;
	int i;

	for (i = filter; i < FILTERS; i++)
		n += counts[i];
	return n;
}

/* Into the room that add_bar() left. */
static int fill_counts(struct contact_sheet *sheet)
{
	int i;

	for (i = 0; i < FILTERS; i++)
		if (fseek(sheet->file, sheet->places[i], SEEK_SET) != 0 ||
		    fprintf(sheet->file, "%*ld", COUNT_ROOM,
			    count_of(sheet->counts, i)) < 0)
			return -1;
	return 0;
}

static int end_page(struct contact_sheet *sheet, struct error *err)
{
	FILE *file = sheet->file;

	buf_addf(&sheet->out, "<script>%s</script>\n</body>\n</html>\n",
		 buf_str(&sheet->script));
	if (flush(sheet, err) < 0)
		return -1;
	if (fill_counts(sheet) < 0)
		return error_set_errno(err, "%s", last_page(sheet)->path);
	sheet->file = NULL;
	if (fclose(file) != 0)
		return error_set_errno(err, "%s", last_page(sheet)->path);
	return 0;
}

static int turn_page(struct contact_sheet *sheet, struct error *err)
{
	buf_adds(&sheet->out, "</main>\n<nav class=\"turn\">");
	add_link(sheet, sheet->n_pages + 1, _("next page ›"));
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
	sheet->counts[item->worst]++;
	sheet->totals[item->worst]++;
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
	buf_release(&sheet->style);
	buf_release(&sheet->script);
	free(sheet->title);
	free(sheet->school);
	free(sheet->task);
	free(sheet->who);
	free(sheet->path);
	free(sheet);
}

/* The sum of all pages, in the words of what is counted. */
static void add_sum(struct contact_sheet *sheet)
{
	static const char *const words[] = {
		[CONTACT_PHOTOS] =
			N_("photos: %ld, refused: %ld, with warnings: %ld"),
		[CONTACT_PAIRS] = N_("pairs: %ld, of one photo or "
				     "unreadable: %ld, suspected: %ld"),
		[CONTACT_GROUPS] =
			N_("groups: %ld, of one photo: %ld, suspected: %ld"),
	};

	buf_adds(&sheet->out, "</main>\n<p class=\"sum\">");
	buf_addf(&sheet->out, _(words[sheet->unit]), count_of(sheet->totals, 0),
		 sheet->totals[FINDING_ERROR], sheet->totals[FINDING_WARN]);
	buf_adds(&sheet->out, "</p>\n");
}

static int sheet_finish(struct contact_sheet *sheet, struct error *err)
{
	size_t i;

	add_sum(sheet);
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
