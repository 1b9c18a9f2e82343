/* SPDX-License-Identifier: MIT */
#include "roster/roster_header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "roster/roster_map.h"
#include "roster/roster_propose.h"

enum { HEADER_CELL = 120 /* bytes of a header text */ };

static const uint64_t key_fields =
	(uint64_t)1 << STUDENT_xm | (uint64_t)1 << STUDENT_xh |
	(uint64_t)1 << STUDENT_ksh | (uint64_t)1 << STUDENT_zjhm;

/* The i-th choice; false for the one that is "header=none". */
static bool get_choice(const struct roster_header *header, size_t i,
		       struct roster_map_choice *choice)
{
	return roster_map_parse(header->map[i], choice, NULL) == 0 &&
	       choice->field != STUDENT_FIELD_COUNT;
}

static void set_columns(struct roster_header *header, size_t count)
{
	size_t i;

	for (i = 0; i < header->count; i++)
		free(header->title[i]);
	free(header->title);
	free(header->field);
	header->count = count;
	header->title = mem_xcalloc(count + 1, sizeof(*header->title));
	header->field = mem_xcalloc(count + 1, sizeof(*header->field));
	for (i = 0; i < count; i++) {
		header->title[i] = mem_xstrdup("");
		header->field[i] = STUDENT_FIELD_COUNT;
	}
}

/* Fields by number only: the columns are as many as the largest number. */
static int start_headerless(struct roster_header *header, struct error *err)
{
	struct roster_map_choice choice;
	size_t i, count = 0;

	for (i = 0; i < header->map_count; i++)
		if (get_choice(header, i, &choice) &&
		    (size_t)choice.position > count)
			count = (size_t)choice.position;
	set_columns(header, count);
	for (i = 0; i < header->map_count; i++) {
		if (!get_choice(header, i, &choice))
			continue;
		if (!choice.position)
			return error_set(err, ERROR_USAGE,
					 _("--map %s: without a header give "
					   "the column by number, as #3"),
					 header->map[i]);
		header->field[choice.position - 1] = choice.field;
		header->fields |= (uint64_t)1 << choice.field;
	}
	header->found = true;
	return 0;
}

int roster_header_start(struct roster_header *header,
			const struct roster_columns *columns,
			const char *const *map, size_t map_count,
			struct error *err)
{
	bool headerless = false;
	struct roster_map_choice choice;
	size_t i;

	memset(header, 0, sizeof(*header));
	header->columns = columns;
	header->map = map;
	header->map_count = map_count;
	for (i = 0; i < map_count; i++) {
		if (roster_map_parse(map[i], &choice, err) < 0)
			return -1;
		headerless |= choice.field == STUDENT_FIELD_COUNT;
	}
	return headerless ? start_headerless(header, err) : 0;
}

void roster_header_release(struct roster_header *header)
{
	set_columns(header, 0);
	free(header->title);
	free(header->field);
	memset(header, 0, sizeof(*header));
}

static bool same_key(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	roster_columns_key(a, &x);
	roster_columns_key(b, &y);
	same = x.size && strcmp(buf_str(&x), buf_str(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* What a header text stands for; the user's own choice comes first. */
static enum student_field recognise(const struct roster_header *header,
				    const char *text)
{
	struct roster_map_choice choice;
	size_t i;

	if (!*text || strlen(text) > HEADER_CELL)
		return STUDENT_FIELD_COUNT;
	for (i = 0; i < header->map_count; i++)
		if (get_choice(header, i, &choice) && !choice.position &&
		    same_key(choice.title, text))
			return choice.field;
	return roster_columns_find(header->columns, text);
}

struct score {
	size_t filled, known;
	uint64_t fields;
};

static struct score score_row(const struct roster_header *header,
			      const struct sheet_row *row)
{
	struct score s = {0};
	enum student_field field;
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (!*row->cells[i].text)
			continue;
		s.filled++;
		field = recognise(header, row->cells[i].text);
		if (field == STUDENT_FIELD_COUNT)
			continue;
		s.known++;
		s.fields |= (uint64_t)1 << field;
	}
	return s;
}

/*
 * A title row names at least one of 姓名, 学号, 考生号, 证件号, and names of
 * columns make up half of it, or are three.  One name alone is a header only
 * when nothing else stands in the row: a form has 姓名 in one cell and the name
 * of a person in the next.
 */
static bool is_header(const struct score *s)
{
	if (!(s->fields & key_fields))
		return false;
	if (s->known == 1)
		return s->filled == 1;
	return s->known >= 3 || s->known * 2 >= s->filled;
}

static void keep_titles(struct roster_header *header,
			const struct sheet_row *row)
{
	size_t i;

	set_columns(header, row->count);
	for (i = 0; i < row->count; i++) {
		free(header->title[i]);
		header->title[i] = text_trim(row->cells[i].text);
		header->field[i] = recognise(header, row->cells[i].text);
	}
}

/*
 * Two lines, as offices like them; merged cells are filled only in their first:
 *
 *	first    | 学号 | 姓名 | 入学 |      | 联系 |
 *	second   |      |      | 日期 | 专业 | 电话 |
 *	field      xh     xm     rxrq   zymc   lxdh
 *
 * A column of the second line is tried with its group before it (入学日期),
 * then alone (专业); the group is the last filled title at or left of it.
 */
/* The group a column stands under: the last title at or left of it. */
static const char *group_over(const struct roster_header *header, size_t i)
{
	if (i >= header->count)
		i = header->count;
	else if (*header->title[i])
		return header->title[i];
	while (i > 0)
		if (*header->title[--i])
			return header->title[i];
	return "";
}

/* What the second line makes of column i: by itself or with its group. */
static enum student_field second_line(const struct roster_header *header,
				      size_t i, const char *text)
{
	enum student_field field;
	char *joined;

	joined = mem_xprintf("%s%s", group_over(header, i), text);
	field = recognise(header, joined);
	free(joined);
	return field != STUDENT_FIELD_COUNT ? field : recognise(header, text);
}

/*
 * A second line of the header names at least one more column and puts no text
 * that is no name under a column that is known already.
 */
static bool is_second_line(const struct roster_header *header,
			   const struct sheet_row *row)
{
	size_t i, named = 0;

	for (i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;

		if (!*text ||
		    (i < header->count && same_key(text, header->title[i])))
			continue;
		if (row->cells[i].type == SHEET_NUMBER ||
		    row->cells[i].type == SHEET_DATE)
			return false;
		if (second_line(header, i, text) != STUDENT_FIELD_COUNT)
			named++;
		else if (i < header->count &&
			 header->field[i] != STUDENT_FIELD_COUNT)
			return false;
	}
	return named > 0;
}

static void join_second_line(struct roster_header *header,
			     const struct sheet_row *row)
{
	struct roster_header old = *header;
	size_t i, count = row->count > old.count ? row->count : old.count;
	enum student_field field;
	const char *text;

	header->count = 0;
	header->title = NULL;
	header->field = NULL;
	set_columns(header, count);
	for (i = 0; i < count; i++) {
		text = i < row->count ? row->cells[i].text : "";
		field = *text ? second_line(&old, i, text)
			      : STUDENT_FIELD_COUNT;
		if (field == STUDENT_FIELD_COUNT && i < old.count)
			field = old.field[i];
		header->field[i] = field;
		free(header->title[i]);
		header->title[i] = text_trim(
			*text || i >= old.count ? text : old.title[i]);
	}
	set_columns(&old, 0);
	free(old.title);
	free(old.field);
}

/* What there is, as it would have to be written. */
static int refuse_title(const struct roster_header *header, const char *option,
			struct error *err)
{
	struct buf there = BUF_INIT;
	size_t i;

	for (i = 0; i < header->count; i++)
		if (header->title[i] && *header->title[i])
			buf_addf(&there, "%s%s", there.size ? ", " : "",
				 header->title[i]);
	error_set(err, ERROR_INPUT,
		  _("--map %s: no column is called so; there are: %s"), option,
		  buf_str(&there));
	buf_release(&there);
	return -1;
}

static int position_of(const struct roster_header *header,
		       const struct roster_map_choice *choice,
		       const char *option, struct error *err)
{
	size_t i, found = 0;

	if (choice->position) {
		if ((size_t)choice->position > header->count)
			return error_set(err, ERROR_INPUT,
					 _("--map %s: there are only %zu "
					   "columns"),
					 option, header->count);
		return (int)choice->position - 1;
	}
	for (i = 0; i < header->count; i++) {
		if (!same_key(choice->title, header->title[i]))
			continue;
		if (found++)
			return roster_propose_one_of(header, choice->field,
						     err);
	}
	for (i = 0; i < header->count; i++)
		if (same_key(choice->title, header->title[i]))
			return (int)i;
	if (header->map_learned)
		return (int)header->count;
	return refuse_title(header, option, err);
}

/* The user's choice takes the field away from every other column. */
static int apply_map(struct roster_header *header, struct error *err)
{
	struct roster_map_choice choice;
	size_t i, k;
	int at;

	for (i = 0; i < header->map_count; i++) {
		if (!get_choice(header, i, &choice))
			continue;
		at = position_of(header, &choice, header->map[i], err);
		if (at < 0)
			return -1;
		if ((size_t)at == header->count)
			continue;
		for (k = 0; k < header->count; k++)
			if (header->field[k] == choice.field)
				header->field[k] = STUDENT_FIELD_COUNT;
		header->field[at] = choice.field;
	}
	return 0;
}

static int settle(struct roster_header *header, struct error *err)
{
	size_t i;

	if (apply_map(header, err) < 0)
		return -1;
	header->fields = 0;
	for (i = 0; i < header->count; i++) {
		enum student_field field = header->field[i];

		if (field == STUDENT_FIELD_COUNT)
			continue;
		if (header->fields & (uint64_t)1 << field)
			return roster_propose_one_of(header, field, err);
		header->fields |= (uint64_t)1 << field;
	}
	if (!(header->fields & key_fields))
		return error_set(err, ERROR_INPUT,
				 _("no column holds a name or a number of the "
				   "students; say which with --map xm=…"));
	return 0;
}

/* Long runs of digits are in the students' rows, not in a header. */
static bool looks_like_data(const struct sheet_row *row)
{
	const char *at;
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (row->cells[i].type != SHEET_TEXT && row->cells[i].text[0])
			return true;
		at = row->cells[i].text;
		at += strcspn(at, "0123456789");
		if (strspn(at, "0123456789") >= 6)
			return true;
	}
	return false;
}

/* Remember the row that comes nearest, for the proposals. */
static void remember(struct roster_header *header, const struct sheet_row *row,
		     const struct score *s)
{
	size_t i, near = s->known;

	if (looks_like_data(row))
		return;
	for (i = 0; i < row->count && i < 64; i++)
		near += strlen(row->cells[i].text) < HEADER_CELL &&
			roster_columns_near(header->columns,
					    row->cells[i].text) !=
				STUDENT_FIELD_COUNT;
	if (near <= header->best_score)
		return;
	header->best_score = near;
	keep_titles(header, row);
}

/*
 * 40 rows: forms have a title, a unit, a date and remarks above their table.
 * Beyond that it is not a table of ours, and a file of a million rows must not
 * be read to its end to say so.
 */
static enum roster_header_step search(struct roster_header *header,
				      const struct sheet_row *row,
				      struct error *err)
{
	struct score s = score_row(header, row);

	if (is_header(&s)) {
		keep_titles(header, row);
		header->first_row = header->last_row = row->number;
		header->seen = true;
		return ROSTER_HEADER_PART;
	}
	remember(header, row, &s);
	if (++header->looked_at < ROSTER_HEADER_ROWS)
		return ROSTER_HEADER_ABOVE;
	roster_propose_header(header, err);
	return ROSTER_HEADER_FAILED;
}

enum roster_header_step roster_header_feed(struct roster_header *header,
					   const struct sheet_row *row,
					   struct error *err)
{
	if (header->found)
		return ROSTER_HEADER_DATA;
	if (row->count == 0)
		return ROSTER_HEADER_ABOVE;
	if (!header->seen)
		return search(header, row, err);
	if (header->last_row == header->first_row &&
	    is_second_line(header, row)) {
		join_second_line(header, row);
		header->last_row = row->number;
		return ROSTER_HEADER_PART;
	}
	if (settle(header, err) < 0)
		return ROSTER_HEADER_FAILED;
	header->found = true;
	return ROSTER_HEADER_DATA;
}

int roster_header_finish(struct roster_header *header, struct error *err)
{
	if (header->found)
		return 0;
	if (!header->seen)
		return roster_propose_header(header, err);
	header->found = true;
	return settle(header, err);
}
