/* SPDX-License-Identifier: MIT */
/*
 * SQL texts for the columns of the student table, put together by the
 * preprocessor from the one list in rules/student.h.
 */
#ifndef STORE_STUDENT_COLUMNS_H
#define STORE_STUDENT_COLUMNS_H

#include "rules/student.h"

#define STUDENT_COLUMN(id, ...) #id ", "
#define STUDENT_COLUMNS		STUDENT_FIELDS(STUDENT_COLUMN)

#define STUDENT_MARK(id, ...) "?, "
#define STUDENT_MARKS	      STUDENT_FIELDS(STUDENT_MARK)

#define STUDENT_LETTER(id, ...) "s"
#define STUDENT_FORMAT		STUDENT_FIELDS(STUDENT_LETTER)

#define STUDENT_PREFIXED(id, ...) "s." #id ", "

/* id, the fields, then state, state_since, note, findings, row, photo. */
#define STUDENT_ROW                                                            \
	"s.id, " STUDENT_FIELDS(                                               \
		STUDENT_PREFIXED) "s.state, s.state_since, s.note, "           \
				  "s.findings, s.source_row,"                  \
				  " ifnull(s.photo_id, 0)"
#define STUDENT_SELECT STUDENT_ROW " FROM student s"

/*
 * A field's value at the time ?1: the first change after ?1 says what it was
 * before.  Most students have no such change (later.id IS NULL); for them the
 * fields need not be looked up one by one.
 */
#define STUDENT_FIELD_THEN(id, ...)                                            \
	"CASE WHEN later.id IS NULL THEN s." #id " ELSE "                      \
	"ifnull((SELECT c.before FROM student_change c"                        \
	" WHERE c.student_id = s.id AND c.field = '" #id "' AND c.at > ?1"     \
	" ORDER BY c.id LIMIT 1), s." #id ") END AS " #id ", "
#define STUDENT_LATER                                                          \
	" LEFT JOIN student_change later ON later.id ="                        \
	" (SELECT c.id FROM student_change c WHERE c.student_id = s.id"        \
	" AND c.at > ?1 LIMIT 1)"

/* A column of the case's last log row up to ?1 for which fits is true. */
#define STUDENT_LOG_THEN(column, fits)                                         \
	"(SELECT " column " FROM log l WHERE l.student_id = s.id"              \
	" AND l.at <= ?1 AND " fits " ORDER BY l.seq DESC LIMIT 1)"

/* Log rows that changed the state, and those that set the case's note. */
#define STUDENT_LOG_STATE "l.after <> '' AND l.event <> 'code-supersede'"
#define STUDENT_LOG_NOTE  "(" STUDENT_LOG_STATE " OR l.event = 'make-refused')"

/* Log rows after which another photo may be in force; each names it. */
#define STUDENT_LOG_PHOTO "l.event IN ('photo', 'replace', 'undo')"

/* Columns of a case at ?1; of equal photos the one that came last is meant. */
#define STUDENT_STATE_THEN STUDENT_LOG_THEN("l.after", STUDENT_LOG_STATE)
#define STUDENT_SINCE_THEN STUDENT_LOG_THEN("l.at", STUDENT_LOG_NOTE)
#define STUDENT_NOTE_THEN  STUDENT_LOG_THEN("l.detail", STUDENT_LOG_NOTE)
#define STUDENT_SHA_OF_LOG                                                     \
	"CASE WHEN json_valid(l.detail)"                                       \
	" THEN json_extract(l.detail, '$.photo') ELSE l.detail END"
#define STUDENT_SHA_THEN STUDENT_LOG_THEN(STUDENT_SHA_OF_LOG, STUDENT_LOG_PHOTO)
#define STUDENT_PHOTO_OF(whose)                                                \
	"(SELECT p.id FROM photo p WHERE p.task_id = s.task_id"                \
	" AND p.kind = 'submission' AND p.imported_at <= ?1" whose             \
	" AND p.sha256 = " STUDENT_SHA_THEN " ORDER BY p.id DESC LIMIT 1)"
/* Another student's only if the photo has been given to somebody else since. */
#define STUDENT_PHOTO_THEN                                                     \
	"coalesce(" STUDENT_PHOTO_OF(                                          \
		" AND p.student_id = s.id") ", " STUDENT_PHOTO_OF("") ")"
#define STUDENT_FIELDS_THEN STUDENT_FIELDS(STUDENT_FIELD_THEN)

/*
 * The rows of the table student as they were at ?1, computed from the log; to
 * be put before a SELECT … FROM student_then s.  note is the detail of the log
 * row that set it.  source_row has no history and is today's.
 */
#define STUDENT_THEN                                                           \
	"WITH student_then AS (SELECT s.id, s.task_id, " STUDENT_FIELDS_THEN   \
	STUDENT_FIELD_THEN(findings) "s.source_row"                            \
				     ", ifnull(" STUDENT_STATE_THEN            \
				     ", 'listed') AS state"                    \
				     ", ifnull(" STUDENT_SINCE_THEN            \
				     ", s.imported_at) AS state_since"         \
				     ", ifnull(" STUDENT_NOTE_THEN             \
				     ", '') AS note"                           \
				     ", " STUDENT_PHOTO_THEN " AS photo_id"    \
				     " FROM student s" STUDENT_LATER           \
				     " WHERE s.imported_at <= ?1) "

enum { STUDENT_COLUMN_FIRST = 1 };

#endif
