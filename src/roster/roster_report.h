/* SPDX-License-Identifier: MIT */
/*
 * The rows of a roster, and the differences between two rosters, as JSON items
 * and as rows of a list.  Names, document and telephone numbers are masked
 * unless unmask is set; 学号 and 考生号 are keys and never masked.  Pure; no
 * I/O.
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
 * "findings":[…]}; a finding about a single field also has "field".
 */
struct json *roster_report_item(const struct roster_row *row, bool unmask);

/*
 * About the file as a whole: {"sheet":…,"charset":…,"header_row":…,
 * "columns":[{"column":1,"title":…,"field":…|null}],"findings":[…]}.
 */
struct json *roster_report_file(const struct roster_load *load);

/* Add the columns of roster_report_row(): row, status, keys, name, findings. */
void roster_report_columns(struct table *t);
void roster_report_row(struct table *t, const struct roster_row *row,
		       bool unmask);

/* Append the texts of all findings, joined by "; "; advice: with what to do. */
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
