/* SPDX-License-Identifier: MIT */
#include "page/board_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "page/page_parts.h"

struct board_page {
	char *path, *temp;
	FILE *file;
	struct buf out;	 /* of the block in work */
	struct buf tail; /* what follows the cases */
	size_t n;
};

/* What stands for a @NAME@ of the template. */
struct part {
	const char *name;
	const struct buf *text;
};

/* The template with its parts put in. */
static void fill(const char *template, const struct part *parts,
		 struct buf *out)
{
	const struct part *p;
	const char *at;

	while ((at = strchr(template, '@'))) {
		buf_add(out, template, (size_t)(at - template));
		template = at + 1;
		for (p = parts; p->name; p++)
			if (strncmp(at, p->name, strlen(p->name)) == 0)
				break;
		if (p->name) {
			buf_add(out, buf_str(p->text), p->text->size);
			template = at + strlen(p->name);
		} else {
			buf_addc(out, '@');
		}
	}
	buf_adds(out, template);
}

/* JSON inside a script element: nothing but ASCII, and no <, > or &. */
static void add_script_json(struct buf *out, const struct json *value)
{
	struct buf line = BUF_INIT;
	const char *at, *end;
	uint32_t code;
	size_t n;

	json_write(value, &line);
	end = buf_str(&line) + line.size;
	for (at = buf_str(&line); at < end; at += n) {
		code = text_decode(at, (size_t)(end - at), &n);
		if (code >= 0x10000)
			buf_addf(out, "\\u%04x\\u%04x",
				 0xd800 + ((code - 0x10000) >> 10),
				 0xdc00 + ((code - 0x10000) & 0x3ff));
		else if (code >= 0x7f || strchr("<>&", (int)code))
			buf_addf(out, "\\u%04x", code);
		else
			buf_addc(out, (char)code);
	}
	buf_release(&line);
}

static int flush(struct board_page *page, struct error *err)
{
	size_t n = page->out.size;

	if (fwrite(buf_str(&page->out), 1, n, page->file) != n)
		return error_set_errno(err, "%s", page->path);
	buf_clear(&page->out);
	return 0;
}

/* Everything before the cases into out, everything after into tail. */
static int lay_out(struct board_page *page, const char *title,
		   struct error *err)
{
	struct buf template = BUF_INIT, style = BUF_INIT, script = BUF_INIT;
	struct buf policy = BUF_INIT, safe = BUF_INIT, lang = BUF_INIT;
	const struct part parts[] = {{"@LANG@", &lang},	    {"@CSP@", &policy},
				     {"@TITLE@", &safe},    {"@STYLE@", &style},
				     {"@SCRIPT@", &script}, {NULL, NULL}};
	char *data;
	int result = -1;

	if (page_parts_read("board/board.html", &template, err) < 0 ||
	    page_parts_read("board/board.css", &style, err) < 0 ||
	    page_parts_read("board/board.js", &script, err) < 0)
		goto out;
	data = strstr(template.data, "@DATA@");
	if (!data) {
		error_set(err, ERROR_INPUT, _("%s has no place for cases"),
			  "board/board.html");
		goto out;
	}
	*data = '\0';
	text_html(&safe, title);
	buf_adds(&lang, i18n_lang() == I18N_ZH ? "zh-CN" : "en");
	page_parts_policy(&policy, buf_str(&script), buf_str(&style));
	fill(template.data, parts, &page->out);
	fill(data + strlen("@DATA@"), parts, &page->tail);
	result = 0;
out:
	buf_release(&lang);
	buf_release(&safe);
	buf_release(&policy);
	buf_release(&script);
	buf_release(&style);
	buf_release(&template);
	return result;
}

struct board_page *board_page_open(const char *path, const char *title,
				   const struct json *head, struct error *err)
{
	struct board_page *page = mem_xcalloc(1, sizeof(*page));

	page->path = mem_xstrdup(path);
	if (lay_out(page, title, err) < 0 ||
	    file_temp(path, &page->temp, err) < 0)
		goto out;
	page->file = fopen(page->temp, "wb");
	if (!page->file) {
		error_set_errno(err, "%s", page->temp);
		goto out;
	}
	buf_adds(&page->out, "<script type=\"application/json\" id=\"board\">");
	add_script_json(&page->out, head);
	buf_adds(&page->out, "</script>\n");
	if (flush(page, err) == 0)
		return page;
out:
	board_page_abandon(page);
	return NULL;
}

static void add_lost(struct buf *out, const char *why)
{
	struct json *lost = json_new_object();

	json_set_str(lost, "lost", why);
	add_script_json(out, lost);
	json_free(lost);
}

static void add_picture(struct buf *out, const struct board_page_picture *p)
{
	if (p->jpeg && p->jpeg->size) {
		buf_addc(out, '"');
		base64_encode(p->jpeg->data, p->jpeg->size, out);
		buf_addc(out, '"');
	} else if (p->lost) {
		add_lost(out, p->lost);
	} else {
		buf_adds(out, "null");
	}
}

static void add_pictures(struct buf *out, const struct board_page_pictures *p)
{
	size_t i;

	buf_adds(out, "{\"before\":");
	add_picture(out, &p->before);
	buf_adds(out, ",\"after\":");
	add_picture(out, &p->after);
	buf_adds(out, ",\"enrollment\":");
	add_picture(out, &p->enrollment);
	buf_adds(out, ",\"others\":[");
	for (i = 0; i < p->n_others; i++) {
		buf_adds(out, i ? "," : "");
		add_picture(out, &p->others[i]);
	}
	buf_adds(out, "]}");
}

int board_page_add(struct board_page *page, const struct json *facts,
		   const struct board_page_pictures *pictures,
		   struct error *err)
{
	struct buf *out = &page->out;

	buf_adds(out, "<script type=\"application/json\" class=\"case\">");
	add_script_json(out, facts);
	buf_addf(out,
		 "</script>\n<script type=\"application/json\" id=\"p%zu\">",
		 page->n++);
	add_pictures(out, pictures);
	buf_adds(out, "</script>\n");
	return flush(page, err);
}

int board_page_close(struct board_page *take_page, struct error *err)
{
	struct board_page *page = take_page;
	int result;

	buf_add(&page->out, buf_str(&page->tail), page->tail.size);
	result = flush(page, err);
	if (fclose(page->file) != 0 && result == 0)
		result = error_set_errno(err, "%s", page->path);
	page->file = NULL;
	if (result == 0)
		result = file_commit(&page->temp, page->path, 0600, err);
	board_page_abandon(page);
	return result;
}

void board_page_abandon(struct board_page *take_page)
{
	struct board_page *page = take_page;

	if (!page)
		return;
	if (page->file)
		fclose(page->file);
	if (page->temp)
		file_abandon(&page->temp);
	buf_release(&page->tail);
	buf_release(&page->out);
	free(page->path);
	free(page);
}
