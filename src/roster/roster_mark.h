/* SPDX-License-Identifier: MIT */
/*
 * The user's own sheet with its faulty cells marked and a column of findings
 * added: a list (base/table.h) with the columns and rows of the file, for the
 * list files of -o.  Titles above the header are left out.
 */
#ifndef ROSTER_ROSTER_MARK_H
#define ROSTER_ROSTER_MARK_H

#include "base/error.h"
#include "base/table.h"
#include "roster/roster_load.h"

enum { ROSTER_MARK_ROWS = 1000000 };

struct roster_mark;

struct roster_mark *roster_mark_new(void);
void roster_mark_free(struct roster_mark *take_mark);

/*
 * Remember the findings of a row; call it in file order.  ERROR_LIMIT when more
 * than ROSTER_MARK_ROWS rows have findings.
 */
int roster_mark_take(struct roster_mark *m, const struct roster_row *row,
		     struct error *err);

/*
 * Fill the list: read the file again, after its rows were read with this load
 * and passed to roster_mark_take().  Names, document and telephone numbers are
 * masked unless load->unmask, even in columns that are not a known field.  The
 * first column of the list is the number of the row, the last its findings with
 * what to do.  out must have no columns yet; release it in every case.
 */
int roster_mark_fill(struct roster_mark *m, const char *path,
		     const struct roster_load *load, struct table *out,
		     struct error *err);

/* Do both passes: roster_load(), then roster_mark_fill(). */
int roster_mark(const char *path, struct roster_load *load, struct table *out,
		struct error *err);

#endif
