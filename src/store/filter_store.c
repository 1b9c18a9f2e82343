/* SPDX-License-Identifier: MIT */
#include "store/filter_store.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "rules/roster_row.h"
#include "store/sql.h"

/*
 * Why a filter is looked at before it is used: a misspelt class would give an
 * empty list, and "nobody is missing" is what the office wants to read.
 */
static const struct sql_query select_colleges = {
	"SELECT DISTINCT fy FROM student WHERE task_id = ? ORDER BY fy",
	"i",
};
static const struct sql_query select_classes = {
	"SELECT DISTINCT bh FROM student WHERE task_id = ? ORDER BY bh",
	"i",
};
static const struct sql_query select_levels = {
	"SELECT DISTINCT cc FROM student WHERE task_id = ? ORDER BY cc",
	"i",
};
/*
 * A look into each number's index: with the three behind one OR SQLite read
 * the whole task instead, and a list of 12,000 numbers took 16 s.
 */
static const struct sql_query has_number = {
	"SELECT EXISTS (SELECT 1 FROM student WHERE task_id = ?1 AND xh = ?2)"
	" OR EXISTS (SELECT 1 FROM student WHERE task_id = ?1 AND ksh = ?2)"
	" OR EXISTS (SELECT 1 FROM student WHERE task_id = ?1 AND zjhm = ?2)",
	"is",
};
static const struct sql_query select_numbers = {
	"SELECT xh, ksh, zjhm FROM student WHERE task_id = ? ORDER BY id",
	"i",
};

/* A part of the filter that has a column of its own. */
struct part {
	const struct sql_query *query;
	const char *value, *title;
};

/* So many names are said when none is near; longer lists have their command. */
enum { NAMES_SAID = 8 };

/* What a mistyped value is answered with. */
struct others {
	struct near_search near;
	struct buf names; /* the first NAMES_SAID, parted by ", " */
	int count;
};

static void add_other(struct others *others, const char *name)
{
	near_try(&others->near, name);
	if (!*name || others->count++ >= NAMES_SAID)
		return;
	buf_adds(&others->names, others->count > 1 ? ", " : "");
	buf_adds(&others->names, name);
}

/* 1 when the value is among the rows, else 0 with what there is instead. */
static int look(const struct session *session, const struct part *part,
		struct others *others, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, session->store, part->query, err, session->task->id) <
	    0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		if (strcmp(sql_text(&q, 0), part->value) == 0) {
			sql_close(&q);
			return 1;
		}
		add_other(others, sql_text(&q, 0));
	}
	return got;
}

static int refuse(const char *title, const char *value, const char *found,
		  struct error *err)
{
	if (found)
		return error_set(err, ERROR_USAGE,
				 _("no %s \"%s\"; did you mean %s?"), title,
				 value, found);
	return error_set(err, ERROR_USAGE, _("no %s \"%s\""), title, value);
}

/* Near or all there are; of many, the command that lists them. */
static int refuse_part(const struct part *part, const struct others *others,
		       struct error *err)
{
	const char *found = near_found(&others->near);

	if (found || others->count == 0)
		return refuse(part->title, part->value, found, err);
	if (others->count <= NAMES_SAID)
		return error_set(err, ERROR_USAGE,
				 _("no %s \"%s\"; there are: %s"), part->title,
				 part->value, buf_str(&others->names));
	return error_set(err, ERROR_USAGE,
			 _("no %s \"%s\"; `qctool report status` lists them"),
			 part->title, part->value);
}

static int check_part(const struct session *session, const struct part *part,
		      struct error *err)
{
	struct others others = {.names = BUF_INIT};
	int got;

	if (!part->value)
		return 0;
	others.near = near_to(part->value);
	got = look(session, part, &others, err);
	if (got == 0)
		refuse_part(part, &others, err);
	buf_release(&others.names);
	return got > 0 ? 0 : -1;
}

static const enum student_field number_fields[] = {STUDENT_xh, STUDENT_ksh,
						   STUDENT_zjhm};
enum { NUMBERS = ARRAY_SIZE(number_fields) };

/* The kind of number that has the nearest one; NUMBERS = none is near. */
static int nearest_kind(const struct near_search near[NUMBERS])
{
	int i, best = NUMBERS;

	for (i = 0; i < NUMBERS; i++)
		if (near_found(&near[i]) &&
		    (best == NUMBERS || near[i].distance < near[best].distance))
			best = i;
	return best;
}

int filter_store_refuse(const struct session *session, const char *number,
			struct error *err)
{
	struct near_search near[NUMBERS];
	struct buf shown = BUF_INIT;
	struct sql q;
	int i, got, best;

	for (i = 0; i < NUMBERS; i++)
		near[i] = near_to(number);
	if (sql_open(&q, session->store, &select_numbers, err,
		     session->task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		for (i = 0; i < NUMBERS; i++)
			near_try(&near[i], sql_text(&q, i));
	if (got < 0)
		return -1;
	/*
	 * Masked by its own kind: a mistyped number of a document must not be
	 * the way to read a real one.
	 */
	best = nearest_kind(near);
	if (best < NUMBERS)
		roster_row_show(&shown, number_fields[best], near[best].best,
				false);
	if (best < NUMBERS)
		refuse(_("student"), number, buf_str(&shown), err);
	else
		error_set(err, ERROR_USAGE,
			  _("no student \"%s\"; `qctool roster show` lists "
			    "them"),
			  number);
	buf_release(&shown);
	return -1;
}

static int check_numbers(const struct session *session,
			 const struct case_filter *filter, struct error *err)
{
	long long n;
	size_t i;

	for (i = 0; i < filter->id_count; i++) {
		if (sql_get_int(session->store, &has_number, &n, err,
				session->task->id, filter->ids[i]) < 0)
			return -1;
		if (!n)
			return filter_store_refuse(session, filter->ids[i],
						   err);
	}
	return 0;
}

int filter_store_check(const struct session *session,
		       const struct case_filter *filter, struct error *err)
{
	const struct part parts[] = {
		{&select_colleges, filter->college, _("college")},
		{&select_classes, filter->class_name, _("class")},
		{&select_levels, filter->level, _("level")},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parts); i++)
		if (check_part(session, &parts[i], err) < 0)
			return -1;
	return check_numbers(session, filter, err);
}
