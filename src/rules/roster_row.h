/* SPDX-License-Identifier: MIT */
/*
 * One row of a roster: the cleaned student, and what is wrong with the row.
 *
 * fields[i] is the field that findings.list[i] is about, STUDENT_FIELD_COUNT
 * for the whole row.  Details show document numbers masked, unless unmask of
 * struct roster_row_rules is set.  One owner; a row may be cleared and filled
 * again. Pure; thread-safe.
 */
#ifndef RULES_ROSTER_ROW_H
#define RULES_ROSTER_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "rules/finding.h"
#include "rules/student.h"

enum roster_row_status { ROSTER_ROW_OK, ROSTER_ROW_WARN, ROSTER_ROW_ERROR };

struct roster_row {
	long number, line; /* as codec/table/sheet.h counts them */
	bool is_student;   /* false: a blank, total, note, deleted … row */
	struct student student;
	struct findings findings;
	enum student_field *fields;
	size_t fields_cap;
	uint64_t faulty; /* ROSTER_ROW_BIT() of the fields with an error */
};

#define ROSTER_ROW_INIT                                                        \
	{                                                                      \
		0                                                              \
	}

#define ROSTER_ROW_BIT(field) ((uint64_t)1 << (field))

void roster_row_release(struct roster_row *row);

/* Empty it for the next row; the memory of its lists is kept. */
void roster_row_clear(struct roster_row *row);

/* findings_add_detail() for a field; also sets fields and faulty. */
struct finding *roster_row_add(struct roster_row *row, enum student_field field,
			       const char *code, const char *detail);

/* The same with the number of another row as the finding's value. */
struct finding *roster_row_add_other(struct roster_row *row,
				     enum student_field field, const char *code,
				     long other_row);

enum roster_row_status roster_row_status(const struct roster_row *row);
const char *roster_row_status_name(enum roster_row_status status);

/* What school or task require of every row. */
struct roster_row_rules {
	const char *yxdm; /* the school's code; NULL = any */
	uint64_t columns; /* ROSTER_ROW_BIT() of the fields the file has */
	bool unmask;	  /* do not mask document numbers in details */
};

/*
 * Add the findings about a cleaned student.  Fields that have an error already
 * are not judged again, and a field without a column in the file is not
 * reported as missing.
 */
void roster_row_check(struct roster_row *row,
		      const struct roster_row_rules *rules);

/*
 * Append a field's value for people: names, document numbers and telephone
 * numbers are masked unless unmask.
 */
void roster_row_show(struct buf *out, enum student_field field,
		     const char *value, bool unmask);

#endif
