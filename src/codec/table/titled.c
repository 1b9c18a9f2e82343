/* SPDX-License-Identifier: MIT */
#include "codec/table/titled.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "codec/table/sheet.h"

/* One of "a|b|c". */
static bool is_among(const char *list, const char *name, size_t len)
{
	size_t n;

	for (; *list; list += n + (list[n] == '|')) {
		n = strcspn(list, "|");
		if (n == len && strncmp(list, name, len) == 0)
			return true;
	}
	return false;
}

/* By its name or, as a Chinese help says, by a usual title of it. */
static size_t find_field(const struct titled *t, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (is_among(t->fields[i].name, name, len) ||
		    is_among(t->fields[i].titles, name, len))
			break;
	return i;
}

static void add_name(struct buf *out, const struct titled_field *field)
{
	if (i18n_lang() == I18N_ZH)
		buf_add(out, field->titles, strcspn(field->titles, "|"));
	else
		buf_adds(out, field->name);
}

static int take_map(struct titled *t, const char *text, struct error *err)
{
	struct buf names = BUF_INIT;
	size_t i = t->n, len = strcspn(text, "=");

	if (text[len] && text[len + 1])
		i = find_field(t, text, len);
	if (i < t->n) {
		t->map[i] = text + len + 1;
		return 0;
	}
	for (i = 0; i < t->n; i++) {
		buf_adds(&names, i ? "|" : "");
		add_name(&names, &t->fields[i]);
	}
	error_set(err, ERROR_USAGE, _("--map %s: wants %s=COLUMN"), text,
		  buf_str(&names));
	buf_release(&names);
	return -1;
}

int titled_start(struct titled *t, const struct titled_field *fields, size_t n,
		 const struct titled_map *map, struct error *err)
{
	int i;

	memset(t, 0, sizeof(*t));
	t->fields = fields;
	t->n = n;
	for (i = 0; i < map->count; i++)
		if (take_map(t, map->values[i], err) < 0)
			return -1;
	return 0;
}

/* 分 in brackets is another unit: that title is not the one in yuan. */
static bool is_unit_of_fen(const char *open)
{
	static const char fen[] = "(分)";

	return strncmp(open, fen, sizeof(fen) - 1) == 0;
}

static void add_key(const char *title, struct buf *out)
{
	char *plain = text_nfkc(title);
	const char *p, *close;

	for (p = plain ? plain : ""; *p; p++) {
		close = *p == '(' && !is_unit_of_fen(p) ? strchr(p, ')') : NULL;
		if (close)
			p = close;
		else if (*p >= 'A' && *p <= 'Z')
			buf_addc(out, (char)(*p - 'A' + 'a'));
		else if (!strchr(" \t\r\n:*_-./#()", *p))
			buf_addc(out, *p);
	}
	free(plain);
}

static int find_title(const struct sheet_row *row, const char *title)
{
	struct buf want = BUF_INIT, have = BUF_INIT;
	int column = -1;
	size_t i;

	add_key(title, &want);
	for (i = 0; column < 0 && i < row->count; i++) {
		buf_clear(&have);
		add_key(row->cells[i].text, &have);
		if (have.size && strcmp(buf_str(&want), buf_str(&have)) == 0)
			column = (int)i;
	}
	buf_release(&want);
	buf_release(&have);
	return column;
}

static int find_usual(const struct sheet_row *row, const char *titles)
{
	struct buf one = BUF_INIT;
	int column = -1;
	size_t n;

	for (; column < 0 && *titles; titles += n + (titles[n] == '|')) {
		n = strcspn(titles, "|");
		buf_clear(&one);
		buf_add(&one, titles, n);
		column = find_title(row, buf_str(&one));
	}
	buf_release(&one);
	return column;
}

static bool has_number(const char *s)
{
	for (; *s; s++)
		if (strspn(s, "0123456789") > 3)
			return true;
	return false;
}

/* For a complaint: what the list has, if no row is taken as the header. */
static void keep_titles(struct titled *t, const struct sheet_row *row)
{
	struct buf titles = BUF_INIT;
	int cells = 0;
	size_t i;

	for (i = 0; i < row->count; i++)
		if (*row->cells[i].text) {
			buf_addf(&titles, "%s%s", cells ? ", " : "",
				 row->cells[i].text);
			cells++;
		}
	/* A row with a number in it is somebody's and not to be shown. */
	if (cells > t->there_cells && !has_number(buf_str(&titles))) {
		t->there_cells = cells;
		snprintf(t->there, sizeof(t->there), "%s",
			 titles.size < sizeof(t->there) ? buf_str(&titles)
							: "");
	}
	buf_release(&titles);
}

const char *titled_there(const struct titled *t)
{
	return *t->there ? t->there : _("(no titles)");
}

bool titled_look(struct titled *t, const struct sheet_row *row)
{
	bool all = true;
	size_t i;

	keep_titles(t, row);
	for (i = 0; i < t->n; i++) {
		if (t->map[i])
			t->column[i] = find_title(row, t->map[i]);
		else
			t->column[i] = find_usual(row, t->fields[i].titles);
		all &= !t->map[i] || t->column[i] >= 0;
	}
	return all;
}

bool titled_has(const struct titled *t, size_t field)
{
	return t->column[field] >= 0;
}

const char *titled_cell(struct titled *t, const struct sheet_row *row,
			size_t field)
{
	int column = t->column[field];
	const char *text;
	size_t n;

	if (column < 0 || (size_t)column >= row->count)
		return "";
	text = row->cells[column].text;
	n = strlen(text);
	if (n < 3 || n > sizeof(t->bare[field]) ||
	    strncmp(text, "=\"", 2) != 0 || text[n - 1] != '"')
		return text;
	snprintf(t->bare[field], sizeof(t->bare[field]), "%.*s", (int)n - 3,
		 text + 2);
	return t->bare[field];
}

static int read_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct titled_reader *r = ctx;

	if (r->found)
		return r->row(r->ctx, row, err);
	r->found = titled_look(&r->titles, row) && r->is_header(&r->titles);
	if (!r->found && row->number >= TITLED_HEADER_ROWS)
		return r->no_header(r, err);
	return 0;
}

int titled_read(struct titled_reader *reader, struct error *err)
{
	static const struct sheet_options options = {.charset = NULL};
	struct sheet *sheet = sheet_open(reader->file, &options, err);
	int result;

	if (!sheet)
		return -1;
	result = sheet_read(sheet, 0, read_row, reader, err);
	if (result == 0 && !reader->found)
		result = reader->no_header(reader, err);
	sheet_close(sheet);
	return result;
}
