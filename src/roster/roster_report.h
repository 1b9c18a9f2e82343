/* SPDX-License-Identifier: MIT */
/*
 * Rows of a roster and differences of two, as JSON items and as
 * rows of a list.  Names, document and telephone numbers are masked unless
 * unmask; 学号 and 考生号 are the keys and are not.  Pure; no I/O.
 */
#ifndef ROSTER_ROSTER_REPORT_H
#define ROSTER_ROSTER_REPORT_H

#include <stdbool.h>

#include "base/json.h"
#include "base/table.h"
#include "roster/roster_diff.h"
#include "roster/roster_load.h"
#include "rules/roster_row.h"

/*
 * {"row":12,"key":{"xh":…,"ksh":…},"who":"张*","status":"ok|warn|error",
 * "findings":[…]}; every finding also has "field" where it is about one.
 */
struct json *roster_report_item(const struct roster_row *row, bool unmask);

/*
 * What the file as a whole was: {"sheet":…,"charset":…,"header_row":…,
 * "columns":[{"column":1,"title":…,"field":…|null}],"findings":[…]}.
 */
struct json *roster_report_file(const struct roster_load *load);

/* Columns for roster_report_row(): row, status, keys, name, findings. */
void roster_report_columns(struct table *t);
void roster_report_row(struct table *t, const struct roster_row *row,
		       bool unmask);

/* Append all findings' texts (with what to do when advice), "; " between. */
void roster_report_text(const struct roster_row *row, bool advice,
			struct buf *out);

/*
 * {"kind":"new|gone|changed","key":{…},"who":…,"events":["major",…],
 * "changes":[{"field":…,"before":…,"after":…}]}
 */
struct json *roster_report_diff(const struct roster_diff_view *v, bool unmask);
void roster_report_diff_columns(struct table *t);
void roster_report_diff_row(struct table *t, const struct roster_diff_view *v,
			    bool unmask);

#endif
