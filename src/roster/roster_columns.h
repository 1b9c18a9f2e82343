/* SPDX-License-Identifier: MIT */
/*
 * The header texts by which the columns of a roster are recognised, from
 * share/columns.ini.  struct roster_columns owns its texts.  After loading it
 * is only read, and any thread may use it.
 */
#ifndef ROSTER_ROSTER_COLUMNS_H
#define ROSTER_ROSTER_COLUMNS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "rules/student.h"

struct roster_columns_name {
	char *key;
	enum student_field field;
};

struct roster_columns {
	struct roster_columns_name *names; /* in byte order of the key */
	size_t n, cap;
};

#define ROSTER_COLUMNS_INIT                                                    \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/*
 * Read the names from a file; path NULL means share/columns.ini.  -1 with err
 * when the file has an unknown field or gives one name to two fields; *out is
 * then empty.
 */
int roster_columns_load(const char *path, struct roster_columns *out,
			struct error *err);
void roster_columns_release(struct roster_columns *columns);

/* The field that a header names; STUDENT_FIELD_COUNT when it is unknown. */
enum student_field roster_columns_find(const struct roster_columns *columns,
				       const char *header);

/*
 * The field with the longest name that is a part of the header, or
 * STUDENT_FIELD_COUNT when there is none.  Only good enough for a proposal.
 */
enum student_field roster_columns_near(const struct roster_columns *columns,
				       const char *header);

/*
 * Append the key of a header, which is the same for its different spellings:
 * in half-width lower case, without blanks, punctuation, and brackets with
 * their contents.
 */
void roster_columns_key(const char *header, struct buf *out);

#endif
