/* SPDX-License-Identifier: MIT */
/* All rows of a small list at once, for tests that look at them in any order. */
#ifndef SUPPORT_ROSTER_ROWS_H
#define SUPPORT_ROSTER_ROWS_H

#include "roster/roster_load.h"

struct roster_rows {
	struct roster_row *list;
	size_t n, cap;
};

/* roster_load() with a place to keep the rows; fills out in all cases. */
int roster_rows_load(const char *path, struct roster_load *load,
		     struct roster_rows *out, struct error *err);
void roster_rows_release(struct roster_rows *rows);

#endif
