/* SPDX-License-Identifier: MIT */
/*
 * Recognising rows below the header that are not students: totals, notes and
 * signatures, section titles, a repeated header.  Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_SKIP_H
#define ROSTER_ROSTER_SKIP_H

#include <stdbool.h>

#include "codec/table/sheet.h"
#include "roster/roster_header.h"

/*
 * The code of the finding on such a row, or NULL when it is a student.  *text
 * is set to the first cell that is not empty, borrowed from the row.
 */
const char *roster_skip_code(const struct roster_header *header,
			     const struct sheet_row *row, const char **text);

/* Whether any cell in a column with a known field is not empty. */
bool roster_skip_has_field(const struct roster_header *header,
			   const struct sheet_row *row);

#endif
