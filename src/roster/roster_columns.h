/* SPDX-License-Identifier: MIT */
/*
 * The names by which a roster's columns are recognised: share/columns.ini.
 * A struct roster_columns owns its texts; read-only after loading, then any
 * thread.
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
 * Read the names from a file; path NULL reads share/columns.ini.  -1 with err
 * for an unknown field or a name under two fields; *out is then empty.
 */
int roster_columns_load(const char *path, struct roster_columns *out,
			struct error *err);
void roster_columns_release(struct roster_columns *columns);

/* The field a header stands for; STUDENT_FIELD_COUNT when unknown. */
enum student_field roster_columns_find(const struct roster_columns *columns,
				       const char *header);

/*
 * The field whose longest name is part of the header, for proposals only;
 * STUDENT_FIELD_COUNT when there is none.
 */
enum student_field roster_columns_near(const struct roster_columns *columns,
				       const char *header);

/*
 * Append the form two spellings of a header share: half-width lower case
 * without blanks, punctuation and brackets with what is in them.
 */
void roster_columns_key(const char *header, struct buf *out);

#endif
