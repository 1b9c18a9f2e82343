/* SPDX-License-Identifier: MIT */
/*
 * SQL texts of the student table's columns, put together by the compiler
 * from the one list in rules/student.h.
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
#define STUDENT_SELECT                                                         \
	"s.id, " STUDENT_FIELDS(                                               \
		STUDENT_PREFIXED) "s.state, s.state_since, s.note, "           \
				  "s.findings, s.source_row,"                  \
				  " ifnull(s.photo_id, 0) FROM student s"

enum { STUDENT_COLUMN_FIRST = 1 };

#endif
