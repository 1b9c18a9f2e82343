/* SPDX-License-Identifier: MIT */
#include "store/student_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "rules/case_detail.h"
#include "rules/student_list.h"
#include "store/sql.h"
#include "store/student_columns.h"

/*
 * A new student gets an id above all ids in the log as well.  Otherwise a
 * student could get the id of somebody who was purged, and that person's rows
 * in the log would count as the new student's.
 */
static const struct sql_query insert_student = {
	"INSERT INTO student (id, task_id, key, " STUDENT_COLUMNS
	" source_row, findings, state_since, imported_at)"
	" VALUES (1 + max(ifnull((SELECT max(id) FROM student), 0),"
	" ifnull((SELECT max(student_id) FROM log), 0)),"
	" ?, ?, " STUDENT_MARKS " ?, ?, ?, ?)"
	" ON CONFLICT (task_id, key) DO NOTHING",
	"is" STUDENT_FORMAT "isss",
};
static const struct sql_query select_by_key = {
	"SELECT " STUDENT_SELECT " WHERE s.task_id = ? AND s.key = ?",
	"is",
};
static const struct sql_query select_by_id = {
	"SELECT " STUDENT_SELECT " WHERE s.id = ?",
	"i",
};
/*
 * The condition on the task is repeated in each part, so that SQLite uses three
 * indexes.  If it stood once, before an OR of the three numbers, SQLite would
 * read every student of the task: a list of 10,000 payments of 10,000 students
 * took 11.3 s of CPU that way, and takes 0.2 s now.
 */
static const struct sql_query select_by_number = {
	"SELECT " STUDENT_SELECT " WHERE (s.task_id = ?1 AND s.xh = ?2) OR "
	"(s.task_id = ?1 AND s.ksh = ?2)"
	" OR (s.task_id = ?1 AND s.zjhm = ?2) ORDER BY s.id",
	"is",
};
/*
 * One condition for all filters: a part that is not wanted is bound as NULL and
 * then excludes nobody.  s is the table student or student_then.
 *
 *	?1 up to when  ?2 task  ?3 college  ?4 class  ?5 level  ?6 states "a,b"
 *	?7 since  ?8 finding
 *
 * A finding may be stored with the student, with the photo in force, or with
 * the photo made from it, or may be the verdict of a comparison; all four are
 * searched.
 */
#define FILTER " WHERE s.task_id = ?2" FILTER_BESIDE_TASK
#define FILTER_BESIDE_TASK                                                     \
	" AND (?3 IS NULL OR s.fy = ?3)"                                       \
	" AND (?4 IS NULL OR s.bh = ?4)"                                       \
	" AND (?5 IS NULL OR s.cc = ?5)"                                       \
	" AND (?6 IS NULL OR instr(',' || ?6 || ',', ',' || s.state || ','))"  \
	" AND (?7 IS NULL OR s.state_since >= ?7)"                             \
	" AND (?8 IS NULL OR EXISTS (SELECT 1 FROM json_each(s.findings) f"    \
	"   WHERE json_extract(f.value, '$.code') = ?8)"                       \
	"  OR EXISTS (SELECT 1 FROM photo p, json_each(p.findings) f"          \
	"   WHERE p.student_id = s.id AND p.state = 'current'"                 \
	"   AND json_extract(f.value, '$.code') = ?8)"                         \
	"  OR EXISTS (SELECT 1 FROM photo p JOIN made m ON m.photo_id = p.id," \
	"   json_each(m.findings) f WHERE p.student_id = s.id"                 \
	"   AND p.state = 'current'"                                           \
	"   AND json_extract(f.value, '$.code') = ?8)"                         \
	"  OR EXISTS (SELECT 1 FROM comparison c"                              \
	"   WHERE c.photo_id = s.photo_id AND c.at <= ?1"                      \
	"   AND ((c.verdict = 'same' AND c.role = ?8)"                         \
	"    OR (c.verdict = 'suspect' AND ?8 = 'SAM-SUSPECT'))))"
#define ORDER " ORDER BY s.fy, s.bh, s.xh, s.id"

/*
 * For a list of numbers: each is found through the index of its column, so that
 * one student of a million is found at once, where reading every row takes
 * seconds.  The plus stops SQLite from using the index that has the order of
 * the list: it would read the whole task only to save the sorting, which costs
 * 88 ms of CPU with a million students.
 */
#define FILTER_AMONG " WHERE +s.task_id = ?2" FILTER_BESIDE_TASK
#define AMONG	     " AND s.id IN (" NUMBERED ")"
/* A student who had the number at that time may have another one now. */
#define AMONG_THEN                                                             \
	" AND s.id IN (" NUMBERED                                              \
	" UNION SELECT student_id FROM student_change"                         \
	"  WHERE before IN (SELECT value FROM json_each(?9)))"
#define NUMBERED                                                               \
	"SELECT id FROM student WHERE task_id = ?2"                            \
	"  AND xh IN (SELECT value FROM json_each(?9))"                        \
	" UNION SELECT id FROM student WHERE task_id = ?2"                     \
	"  AND ksh IN (SELECT value FROM json_each(?9))"                       \
	" UNION SELECT id FROM student WHERE task_id = ?2"                     \
	"  AND zjhm IN (SELECT value FROM json_each(?9))"

static const struct sql_query select_filtered = {
	"SELECT " STUDENT_SELECT FILTER ORDER,
	"tissssss",
};
static const struct sql_query select_among = {
	"SELECT " STUDENT_SELECT FILTER_AMONG AMONG ORDER,
	"tisssssss",
};
static const struct sql_query select_then = {
	STUDENT_THEN "SELECT " STUDENT_ROW " FROM student_then s" FILTER ORDER,
	"tissssss",
};
static const struct sql_query select_then_among = {
	STUDENT_THEN "SELECT " STUDENT_ROW
		     " FROM student_then s" FILTER_AMONG AMONG_THEN ORDER,
	"tisssssss",
};
static const struct sql_query select_then_by_id = {
	STUDENT_THEN "SELECT " STUDENT_ROW " FROM student_then s"
		     " WHERE s.id = ?2",
	"ti",
};
static const struct sql_query update_findings = {
	"UPDATE student SET source_row = ?, findings = ? WHERE id = ?",
	"isi",
};
static const struct sql_query insert_change = {
	"INSERT INTO student_change (student_id, at, field, before, after)"
	" VALUES (?, ?, ?, ?, ?)",
	"itsss",
};
static const struct sql_query select_imported = {
	"SELECT imported_at FROM student WHERE id = ?",
	"i",
};
static const struct sql_query select_key = {
	"SELECT key FROM student WHERE id = ?",
	"i",
};
static const struct sql_query update_state = {
	"UPDATE student SET state = ?, note = ?, state_since = ?"
	" WHERE id = ?",
	"ssti",
};
static const struct sql_query update_photo = {
	"UPDATE student SET photo_id = nullif(?, 0) WHERE id = ?",
	"ii",
};
static const struct sql_query count_material = {
	"SELECT (SELECT count(*) FROM photo WHERE student_id = ?1)"
	" + (SELECT count(*) FROM code WHERE student_id = ?1)"
	" + (SELECT count(*) FROM decision WHERE student_id = ?1)",
	"i",
};
static const struct sql_query delete_changes = {
	"DELETE FROM student_change WHERE student_id = ?",
	"i",
};
/* Earlier versions stored 曾用名 in this table, but never read it. */
static const struct sql_query delete_aliases = {
	"DELETE FROM student_alias WHERE student_id = ?",
	"i",
};
static const struct sql_query delete_student = {
	"DELETE FROM student WHERE id = ?",
	"i",
};
static const struct sql_query put_column = {
	"INSERT INTO task_column (task_id, title, field) VALUES (?, ?, ?)"
	" ON CONFLICT (task_id, title) DO UPDATE SET field = excluded.field",
	"iss",
};
static const struct sql_query select_columns = {
	"SELECT title, field FROM task_column WHERE task_id = ?"
	" ORDER BY title",
	"i",
};

/*
 * One statement for each field, because the name of a column cannot be bound,
 * and building a statement from texts at run time invites mistakes.
 */
static const struct sql_query update_field[] = {
#define STUDENT_UPDATE(id, ...)                                                \
	{"UPDATE student SET " #id " = ? WHERE id = ?", "si"},
	STUDENT_FIELDS(STUDENT_UPDATE)
#undef STUDENT_UPDATE
};

void student_store_release(struct student_row *row)
{
	student_release(&row->student);
	free(row->note);
	free(row->findings);
	row->note = row->findings = NULL;
}

static void read_row(const struct sql *q, struct student_row *row)
{
	int i, after = STUDENT_COLUMN_FIRST + STUDENT_FIELD_COUNT;

	memset(row, 0, sizeof(*row));
	row->student.id = sql_int(q, 0);
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		student_set(&row->student, (enum student_field)i,
			    sql_text(q, STUDENT_COLUMN_FIRST + i));
	row->state = case_state_find(sql_text(q, after));
	snprintf(row->state_since, sizeof(row->state_since), "%s",
		 sql_text(q, after + 1));
	row->note = mem_xstrdup(sql_text(q, after + 2));
	row->findings = mem_xstrdup(sql_text(q, after + 3));
	row->source_row = (long)sql_int(q, after + 4);
	row->photo_id = sql_int(q, after + 5);
}

/* Read a row of student_then, whose note is the detail of a log row. */
static void read_then(const struct sql *q, struct student_row *row)
{
	struct buf note = BUF_INIT;

	read_row(q, row);
	case_detail_note(row->note, &note);
	free(row->note);
	row->note = mem_xstrdup(buf_str(&note));
	buf_release(&note);
}

/* Most rows have no findings, and for these no JSON tree is built. */
static char *findings_text(const struct findings *findings)
{
	if (!findings || !findings->n)
		return mem_xstrdup("[]");
	return findings_json_text(findings);
}

/* A row of a roster that is being stored. */
struct put {
	const struct session *session;
	const struct student_entry *entry;
	char *findings; /* as JSON */
	char at[26];	/* session->now as text */
	bool dry;	/* compare only */
};

/* *change stays as it is when the key is there already. */
static int insert(const struct put *p, enum student_store_change *change,
		  struct error *err)
{
#define STUDENT_ARG(id, ...) student_get(p->entry->student, STUDENT_##id),
	if (sql_run(p->session->store, &insert_student, err,
		    p->session->task->id, p->entry->key,
		    STUDENT_FIELDS(STUDENT_ARG)(long long) p->entry->source_row,
		    p->findings, p->at, p->at) < 0)
		return -1;
#undef STUDENT_ARG
	if (sql_changes(p->session->store))
		*change = STUDENT_STORE_NEW;
	return 0;
}

/* Record the change, with the old value, before the value is overwritten. */
static int change_field(const struct put *p, const struct student_row *old,
			enum student_field field, struct error *err)
{
	const char *after = student_get(p->entry->student, field);

	if (sql_run(p->session->store, &insert_change, err, old->student.id,
		    p->session->now, student_field_name(field),
		    student_get(&old->student, field), after) < 0)
		return -1;
	return sql_run(p->session->store, &update_field[field], err, after,
		       old->student.id);
}

/*
 * Update only the fields that the row has: a list of phone numbers must not
 * empty the classes.  For the same reason a list can never empty a field; only
 * an edit by hand can.
 */
static int update_fields(const struct put *p, const struct student_row *old,
			 enum student_store_change *change, struct error *err)
{
	const char *after;
	int i;

	*change = STUDENT_STORE_SAME;
	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		after = p->entry->student->field[i];
		if (p->entry->emptied & ((uint64_t)1 << i))
			after = "";
		if (!after ||
		    strcmp(after, student_get(&old->student,
					      (enum student_field)i)) == 0)
			continue;
		*change = STUDENT_STORE_CHANGED;
		if (!p->dry &&
		    change_field(p, old, (enum student_field)i, err) < 0)
			return -1;
	}
	return 0;
}

static int update(const struct put *p, const struct student_row *old,
		  enum student_store_change *change, struct error *err)
{
	if (update_fields(p, old, change, err) < 0)
		return -1;
	if (p->dry || (*change == STUDENT_STORE_SAME &&
		       strcmp(old->findings, p->findings) == 0))
		return 0;
	if (strcmp(old->findings, p->findings) != 0 &&
	    sql_run(p->session->store, &insert_change, err, old->student.id,
		    p->session->now, "findings", old->findings,
		    p->findings) < 0)
		return -1;
	return sql_run(p->session->store, &update_findings, err,
		       (long long)p->entry->source_row, p->findings,
		       old->student.id);
}

/*
 * Try to insert first: in a first import nearly all rows are new, and this
 * saves looking for each of them.
 */
static int put(const struct put *p, enum student_store_change *change,
	       struct error *err)
{
	struct student_row old;
	struct sql q;
	int got, result;

	*change = STUDENT_STORE_SAME;
	if (!p->dry && insert(p, change, err) < 0)
		return -1;
	if (*change == STUDENT_STORE_NEW)
		return 0;
	if (sql_open(&q, p->session->store, &select_by_key, err,
		     p->session->task->id, p->entry->key) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got == 0)
		*change = STUDENT_STORE_NEW;
	if (got <= 0)
		return got;
	read_row(&q, &old);
	sql_close(&q);
	result = update(p, &old, change, err);
	student_store_release(&old);
	return result;
}

int student_store_put(const struct session *session,
		      const struct student_entry *entry,
		      enum student_store_change *change, struct error *err)
{
	struct put p = {.session = session,
			.entry = entry,
			.findings = findings_text(entry->findings)};
	int result;

	date_time_format(session->now, p.at);
	result = put(&p, change, err);
	free(p.findings);
	return result;
}

int student_store_compare(const struct session *session,
			  const struct student_entry *entry,
			  enum student_store_change *change, struct error *err)
{
	struct put p = {.session = session, .entry = entry, .dry = true};

	return put(&p, change, err);
}

int student_store_remove(struct store *store, long long id, struct error *err)
{
	long long n;

	if (sql_get_int(store, &count_material, &n, err, id) < 0)
		return -1;
	if (n)
		return error_set(err, ERROR_POLICY,
				 _("the student has photos, codes or "
				   "decisions; close the case instead"));
	if (sql_run(store, &delete_changes, err, id) < 0 ||
	    sql_run(store, &delete_aliases, err, id) < 0)
		return -1;
	return sql_run(store, &delete_student, err, id);
}

static int open_filtered(struct sql *q, const struct session *session,
			 const struct case_filter *filter, struct error *err)
{
	return sql_open(q, session->store,
			session->as_of ? &select_then : &select_filtered, err,
			session_as_of(session), session->task->id,
			filter->college, filter->class_name, filter->level,
			filter->state, filter->since, filter->finding);
}

static int open_among(struct sql *q, const struct session *session,
		      const struct case_filter *filter, struct error *err)
{
	struct json *numbers = json_new_array();
	struct buf text = BUF_INIT;
	size_t i;
	int result;

	for (i = 0; i < filter->id_count; i++)
		json_add_str(numbers, filter->ids[i]);
	json_write(numbers, &text);
	json_free(numbers);
	result = sql_open(q, session->store,
			  session->as_of ? &select_then_among : &select_among,
			  err, session_as_of(session), session->task->id,
			  filter->college, filter->class_name, filter->level,
			  filter->state, filter->since, filter->finding,
			  buf_str(&text));
	buf_release(&text);
	return result;
}

int student_store_each(const struct session *session,
		       const struct case_filter *filter, student_store_fn fn,
		       void *ctx, struct error *err)
{
	static const struct case_filter all = {NULL};
	struct student_row row;
	struct sql q;
	int got, result;

	if (!filter)
		filter = &all;
	if (filter->id_count)
		got = open_among(&q, session, filter, err);
	else
		got = open_filtered(&q, session, filter, err);
	if (got < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		if (session->as_of)
			read_then(&q, &row);
		else
			read_row(&q, &row);
		result = case_filter_has(filter, &row.student)
				 ? fn(ctx, &row, err)
				 : 0;
		student_store_release(&row);
		if (result != 0) {
			sql_close(&q);
			return result;
		}
	}
	return got;
}

static int add_student(void *ctx, const struct student_row *row,
		       struct error *err)
{
	(void)err;
	student_list_add(ctx, &row->student);
	return 0;
}

int student_store_list(const struct session *session, struct student_list *out,
		       struct error *err)
{
	return student_store_each(session, NULL, add_student, out, err);
}

int student_store_other_task(const struct session *session, const char *number,
			     char name[TASK_TEXT], struct error *err)
{
	static const struct sql_query select_other = {
		"SELECT t.name FROM task t JOIN student s ON s.task_id = t.id"
		" AND s.zjhm = ?2 WHERE t.state = 'open' AND t.id <> ?1"
		" ORDER BY t.id LIMIT 1",
		"is",
	};
	struct sql q;
	int got;

	name[0] = '\0';
	if (sql_open(&q, session->store, &select_other, err, session->task->id,
		     number) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	snprintf(name, TASK_TEXT, "%s", sql_text(&q, 0));
	sql_close(&q);
	return 0;
}

int student_store_find(struct store *store, const struct task *task,
		       const char *number, struct student_row *out,
		       struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_by_number, err, task->id, number) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	read_row(&q, out);
	got = sql_next(&q, err);
	sql_close(&q);
	if (got == 0)
		return 1;
	student_store_release(out);
	if (got < 0)
		return -1;
	return error_set(err, ERROR_POLICY,
			 _("several students have this number; use another "
			   "of their numbers"));
}

int student_store_seek(struct store *store, long long id,
		       struct student_row *out, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_by_id, err, id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		read_row(&q, out);
	sql_close(&q);
	return got;
}

int student_store_get(struct store *store, long long id,
		      struct student_row *out, struct error *err)
{
	int got = student_store_seek(store, id, out, err);

	if (got == 0)
		return error_set(err, ERROR_STORE,
				 _("the store has no student %lld"), id);
	return got < 0 ? -1 : 0;
}

int student_store_imported(struct store *store, long long id, date_time *at,
			   struct error *err)
{
	struct sql q;
	int got;

	*at = 0;
	if (sql_open(&q, store, &select_imported, err, id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	date_time_parse(sql_text(&q, 0), at);
	sql_close(&q);
	return 0;
}

int student_store_then(const struct session *session, long long id,
		       struct student_row *out, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, session->store, &select_then_by_id, err,
		     session_as_of(session), id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	read_then(&q, out);
	sql_close(&q);
	return 1;
}

char *student_store_key(struct store *store, long long id, struct error *err)
{
	char *key = NULL;
	struct sql q;

	if (sql_open(&q, store, &select_key, err, id) < 0)
		return NULL;
	if (sql_next(&q, err) > 0)
		key = mem_xstrdup(sql_text(&q, 0));
	else
		error_set(err, ERROR_STORE, _("the store has no student %lld"),
			  id);
	sql_close(&q);
	return key;
}

int student_store_set_state(struct store *store, long long id,
			    const struct student_state *state,
			    struct error *err)
{
	return sql_run(store, &update_state, err, case_state_name(state->state),
		       state->note ? state->note : "", state->since, id);
}

int student_store_set_photo(struct store *store, long long id,
			    long long photo_id, struct error *err)
{
	return sql_run(store, &update_photo, err, photo_id, id);
}

int student_store_set_column(struct store *store, const struct task *task,
			     const char *title, const char *field,
			     struct error *err)
{
	return sql_run(store, &put_column, err, task->id, title, field);
}

/*
 * ORDER BY makes SQLite merge the sorted rows of the indexes; without it, it
 * would build a tree of two million words to find the repeated ones.
 */
static const struct sql_query select_words = {
	"SELECT xm FROM student WHERE length(xm) > 1"
	" UNION SELECT cym FROM student WHERE cym <> '' AND length(cym) > 1"
	" UNION SELECT name FROM student_alias WHERE length(name) > 1"
	" UNION SELECT zjhm FROM student WHERE length(zjhm) > 5"
	" UNION SELECT xm FROM refused_row WHERE length(xm) > 1"
	" UNION SELECT zjhm FROM refused_row WHERE length(zjhm) > 5"
	" ORDER BY 1",
	"",
};

int student_store_words(struct store *store, char ***words, size_t *n,
			struct error *err)
{
	struct sql q;
	size_t cap = 0;
	int got;

	*words = NULL;
	*n = 0;
	if (sql_open(&q, store, &select_words, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		MEM_GROW(*words, *n, cap);
		(*words)[(*n)++] = mem_xstrdup(sql_text(&q, 0));
	}
	return got;
}

/*
 * To find the longest word (name or number) that a text begins with, ask for
 * the last word that is not above the text in byte order.  A word that the text
 * begins with cannot be above it, and whatever lies between the two begins with
 * that word as well.
 */
enum { WORD_MAX = 256, NAME_LEAST = 2, NUMBER_LEAST = 6 };

#define XM_BELOW	 "SELECT max(xm) FROM student WHERE xm <= ?1"
#define CYM_BELOW	 "SELECT max(cym) FROM student WHERE cym <> '' AND cym <= ?1"
#define ALIAS_BELOW	 "SELECT max(name) FROM student_alias WHERE name <= ?1"
#define NUMBER_BELOW	 "SELECT max(zjhm) FROM student WHERE zjhm <= ?1"
#define REFUSED_XM_BELOW "SELECT max(xm) FROM refused_row WHERE xm <= ?1"
#define REFUSED_NUMBER_BELOW                                                   \
	"SELECT max(zjhm) FROM refused_row WHERE zjhm <= ?1"

static const struct {
	struct sql_query query;
	size_t least; /* characters; a shorter word is ignored */
} words_below[] = {
	{{XM_BELOW, "s"}, NAME_LEAST},
	{{CYM_BELOW, "s"}, NAME_LEAST},
	{{ALIAS_BELOW, "s"}, NAME_LEAST},
	{{NUMBER_BELOW, "s"}, NUMBER_LEAST},
	{{REFUSED_XM_BELOW, "s"}, NAME_LEAST},
	{{REFUSED_NUMBER_BELOW, "s"}, NUMBER_LEAST},
};

/*
 * All six in one statement, in the order of words_below[].  Usually no word
 * fits the text, and then this takes the locks of the file once instead of six
 * times.
 */
static const struct sql_query all_below = {
	"SELECT (" XM_BELOW "), (" CYM_BELOW "), (" ALIAS_BELOW
	"), (" NUMBER_BELOW "), (" REFUSED_XM_BELOW "), (" REFUSED_NUMBER_BELOW
	")",
	"s",
};

static size_t count_characters(const char *s, size_t n)
{
	size_t count = 0;

	while (n-- > 0)
		count += ((unsigned char)s[n] & 0xc0) != 0x80;
	return count;
}

/* The number of bytes with which both begin, in whole characters. */
static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	while (n && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/*
 * Whether the text begins with the word; then *best is updated.  *same is the
 * number of bytes with which both begin: if the word does not fit, a word
 * within these bytes may still do.
 */
static bool is_word(size_t which, const char *word, const char *text,
		    size_t *same, size_t *best)
{
	*same = common(word, text);
	if (!*same || word[*same])
		return false;
	if (*same > *best &&
	    count_characters(text, *same) >= words_below[which].least)
		*best = *same;
	return true;
}

/*
 * Look for shorter words until one fits.  Each time, text is cut to what it has
 * in common with the last word, because only a word in there can still fit.
 */
static int find_shorter(struct store *store, size_t which, char *text,
			size_t *best, struct error *err)
{
	struct sql q;
	size_t same;
	bool whole;

	while (*text) {
		if (sql_open(&q, store, &words_below[which].query, err, text) <
			    0 ||
		    sql_next(&q, err) < 0)
			return -1;
		whole = is_word(which, sql_text(&q, 0), text, &same, best);
		sql_close(&q);
		if (whole)
			return 0;
		text[same] = '\0';
	}
	return 0;
}

/*
 * The first look, for all kinds of words.  again: how many bytes of the text
 * find_shorter() has to look at for each kind; 0 = none.
 */
static int find_first(struct store *store, const char *text,
		      size_t again[ARRAY_SIZE(words_below)], size_t *best,
		      struct error *err)
{
	struct sql q;
	size_t i;

	if (sql_open(&q, store, &all_below, err, text) < 0 ||
	    sql_next(&q, err) < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(words_below); i++)
		if (is_word(i, sql_text(&q, (int)i), text, &again[i], best))
			again[i] = 0;
	sql_close(&q);
	return 0;
}

int student_store_word_at(struct store *store, const char *text, size_t n,
			  size_t *bytes, struct error *err)
{
	char start[WORD_MAX];
	size_t i, again[ARRAY_SIZE(words_below)];

	*bytes = 0;
	if (n >= WORD_MAX)
		n = WORD_MAX - 1;
	memcpy(start, text, n);
	start[n] = '\0';
	if (find_first(store, start, again, bytes, err) < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(words_below); i++) {
		memcpy(start, text, n);
		start[again[i]] = '\0';
		if (find_shorter(store, i, start, bytes, err) < 0)
			return -1;
	}
	return 0;
}

int student_store_each_column(struct store *store, const struct task *task,
			      student_store_column_fn fn, void *ctx,
			      struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_columns, err, task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		if (fn(ctx, sql_text(&q, 0), sql_text(&q, 1), err) != 0) {
			sql_close(&q);
			return -1;
		}
	return got;
}

static int keep_id(void *ctx, const struct student_row *row, struct error *err)
{
	struct student_ids *ids = ctx;

	(void)err;
	MEM_GROW(ids->list, ids->n, ids->cap);
	ids->list[ids->n++] = row->student.id;
	return 0;
}

int student_store_ids(const struct session *session,
		      const struct case_filter *filter, struct student_ids *out,
		      struct error *err)
{
	memset(out, 0, sizeof(*out));
	return student_store_each(session, filter, keep_id, out, err);
}

void student_store_ids_release(struct student_ids *ids)
{
	free(ids->list);
	memset(ids, 0, sizeof(*ids));
}
