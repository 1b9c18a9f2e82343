/* SPDX-License-Identifier: MIT */
#include "report/log_anchor.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "codec/table/sheet.h"

/* A summary of a night with every item in it is far below. */
enum { SUMMARY_MOST = 256 << 20, HEAD = 17 };

/* The title that package/package_manifest.c gives it. */
static const char sheet_name[] = "说明", row_title[] = "日志锚点";

/*
 * Where an anchor ("count:hash") is found, told apart by the first bytes:
 *
 *    SQLite format 3   a backup        its own log's last row
 *    {                 JSON            "anchor", or the summary's
 *    else              a workbook      sheet 说明, row 日志锚点
 *    no such file      the anchor itself
 *
 * An office keeps what it has at hand, and should not have to dig the text
 * out.
 */
static int none(const char *word, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s holds no anchor of a log; wanted: the JSON of "
			   "run nightly or package build, a package's "
			   "workbook or a backup"),
			 word);
}

static int keep(const char *anchor, const char *word,
		char out[LOG_STORE_ANCHOR], struct error *err)
{
	if (!anchor || strlen(anchor) >= LOG_STORE_ANCHOR)
		return none(word, err);
	snprintf(out, LOG_STORE_ANCHOR, "%s", anchor);
	return 0;
}

static int from_database(const char *path, char out[LOG_STORE_ANCHOR],
			 struct error *err)
{
	struct store *copy;
	int result;

	if (store_open_copy(path, &copy, err) < 0)
		return -1;
	result = log_store_anchor(copy, out, err);
	store_close(copy);
	return result;
}

/* An envelope has it at the top, the last line of --jsonl in its summary. */
static int from_json(const char *path, char out[LOG_STORE_ANCHOR],
		     struct error *err)
{
	struct buf text = BUF_INIT;
	struct json *object = NULL;
	const struct json *summary;
	const char *last, *anchor = NULL;
	int result = file_read(path, SUMMARY_MOST, &text, err);

	if (result == 0) {
		while (text.size && strchr("\r\n ", text.data[text.size - 1]))
			text.size--;
		last = memrchr(buf_str(&text), '\n', text.size);
		last = last ? last + 1 : buf_str(&text);
		object = json_parse(
			last, (size_t)(text.data + text.size - last), err);
	}
	if (object) {
		summary = json_get(object, "summary");
		anchor = json_get_str(summary ? summary : object, "anchor");
	}
	if (result == 0)
		result = keep(anchor, path, out, err);
	json_free(object);
	buf_release(&text);
	return result;
}

struct finder {
	char anchor[LOG_STORE_ANCHOR];
};

static int find_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct finder *f = ctx;

	(void)err;
	if (row->count < 2 || strcmp(row->cells[0].text, row_title) != 0)
		return 0;
	snprintf(f->anchor, sizeof(f->anchor), "%s", row->cells[1].text);
	return 0;
}

static int from_workbook(const char *path, char out[LOG_STORE_ANCHOR],
			 struct error *err)
{
	static const struct sheet_options options = {.charset = NULL};
	struct sheet *book = sheet_open(path, &options, err);
	struct finder f = {""};
	size_t i;
	int result = 0;

	if (!book)
		return -1;
	for (i = 0; result == 0 && i < sheet_count(book); i++)
		if (strcmp(sheet_info(book, i).name, sheet_name) == 0)
			result = sheet_read(book, i, find_row, &f, err);
	sheet_close(book);
	return result < 0 ? -1
			  : keep(*f.anchor ? f.anchor : NULL, path, out, err);
}

/* Enough to tell the kinds apart; short files are as they are. */
static int read_head(const char *path, char head[HEAD], struct error *err)
{
	FILE *file = file_open_stream(path, err);
	int result = 0;

	memset(head, 0, HEAD);
	if (!file)
		return error_context(err, _("cannot read the anchor"));
	(void)!fread(head, 1, HEAD - 1, file);
	if (ferror(file))
		result = error_set_errno(err, _("cannot read the anchor"));
	fclose(file);
	return result;
}

int log_anchor_read(const char *word, char out[LOG_STORE_ANCHOR],
		    struct error *err)
{
	char head[HEAD];

	if (!file_exists(word))
		return keep(word, word, out, err);
	if (read_head(word, head, err) < 0)
		return -1;
	if (strcmp(head, "SQLite format 3") == 0)
		return from_database(word, out, err);
	if (head[0] == '{')
		return from_json(word, out, err);
	return from_workbook(word, out, err);
}
