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

struct roster_mark;

struct roster_mark *roster_mark_new(void);
void roster_mark_free(struct roster_mark *take_mark);

/* Keep the findings of a row, in file order; ERROR_LIMIT beyond the limit. */
int roster_mark_take(struct roster_mark *m, const struct roster_row *row,
		     struct error *err);

/*
 * Read the cells of a file whose rows have been taken with this load.  Names,
 * document and telephone numbers are masked unless load->unmask, also those
 * in columns without a field.  The first column is the row's number, the last
 * its findings with what to do.  out has no columns before; release it
 * whatever happens.
 */
int roster_mark_fill(struct roster_mark *m, const char *path,
		     const struct roster_load *load, struct table *out,
		     struct error *err);

/* Both passes: roster_load(), then roster_mark_fill(). */
int roster_mark(const char *path, struct roster_load *load, struct table *out,
		struct error *err);

#endif
