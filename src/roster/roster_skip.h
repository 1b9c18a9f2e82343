/* SPDX-License-Identifier: MIT */
/*
 * Rows below a header that are no students: totals, notes and signatures,
 * section titles, the header once more.  Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_SKIP_H
#define ROSTER_ROSTER_SKIP_H

#include <stdbool.h>

#include "codec/table/sheet.h"
#include "roster/roster_header.h"

/*
 * The finding's code, or NULL for a row of a student.  *text is the first
 * cell that is not empty, borrowed from the row.
 */
const char *roster_skip_code(const struct roster_header *header,
			     const struct sheet_row *row, const char **text);

/* Whether any column that is a field holds something. */
bool roster_skip_has_field(const struct roster_header *header,
			   const struct sheet_row *row);

#endif
