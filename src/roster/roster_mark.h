/* SPDX-License-Identifier: MIT */
/*
 * The user's own sheet with a column of findings and the faulty cells marked:
 * a list (base/table.h) whose columns and rows are those of the file, for the
 * list files of -o.  Titles above the header are left out.
 */
#ifndef ROSTER_ROSTER_MARK_H
#define ROSTER_ROSTER_MARK_H

#include "base/error.h"
#include "base/table.h"
#include "roster/roster_load.h"

enum { ROSTER_MARK_ROWS = 1000000 };

/*
 * Read the file twice: for the findings, then for the cells.  load as for
 * roster_load(), filled in likewise; names, document and telephone numbers
 * are masked unless load->unmask.  The first column is the row's number, the
 * last its findings with what to do.  ERROR_LIMIT beyond ROSTER_MARK_ROWS.
 * out is TABLE_INIT before; table_release() it whatever happens.
 */
int roster_mark(const char *path, struct roster_load *load, struct table *out,
		struct error *err);

#endif
