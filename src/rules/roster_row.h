/* SPDX-License-Identifier: MIT */
/*
 * One row of a roster, cleaned, with what is wrong with it.
 *
 * Each finding names its field: fields[i] belongs to findings.list[i], and is
 * STUDENT_FIELD_COUNT when the whole row is meant.  Details never hold a
 * document number in clear unless the rules say so.  One owner; a row may be
 * cleared and filled again.  Pure; thread-safe.
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
	bool is_student;   /* else blank, total, note, deleted …: skip it */
	struct student student;
	struct findings findings;
	enum student_field *fields;
	size_t fields_cap;
	uint64_t faulty; /* bits of fields that have an error already */
};

#define ROSTER_ROW_INIT                                                        \
	{                                                                      \
		0                                                              \
	}

#define ROSTER_ROW_BIT(field) ((uint64_t)1 << (field))

void roster_row_release(struct roster_row *row);

/* Empty for the next row; memory of the lists is kept. */
void roster_row_clear(struct roster_row *row);

/* findings_add_detail() that knows the field and keeps faulty up to date. */
struct finding *roster_row_add(struct roster_row *row, enum student_field field,
			       const char *code, const char *detail);

/* The same with the number of another row as the finding's value. */
struct finding *roster_row_add_other(struct roster_row *row,
				     enum student_field field, const char *code,
				     long other_row);

enum roster_row_status roster_row_status(const struct roster_row *row);
const char *roster_row_status_name(enum roster_row_status status);

/* What the school or task asks of every row. */
struct roster_row_rules {
	const char *yxdm; /* the school's code; NULL = any */
	uint64_t columns; /* bits of the fields the file has */
	bool unmask;	  /* document numbers in clear in details */
};

/*
 * Add the findings of a cleaned student.  Fields with an error already are
 * not judged again; a field whose column the file lacks is not missed.
 */
void roster_row_check(struct roster_row *row,
		      const struct roster_row_rules *rules);

/*
 * The text of a field for people: names and document numbers and telephone
 * numbers masked unless unmask.  Appends.
 */
void roster_row_show(struct buf *out, enum student_field field,
		     const char *value, bool unmask);

#endif
