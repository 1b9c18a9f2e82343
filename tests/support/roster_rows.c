/* SPDX-License-Identifier: MIT */
#include "support/roster_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int keep_row(void *ctx, struct roster_row *row, struct error *err)
{
	struct roster_rows *rows = ctx;

	(void)err;
	MEM_GROW(rows->list, rows->n, rows->cap);
	rows->list[rows->n++] = *row;
	*row = (struct roster_row)ROSTER_ROW_INIT;
	return 0;
}

int roster_rows_load(const char *path, struct roster_load *load,
		     struct roster_rows *out, struct error *err)
{
	memset(out, 0, sizeof(*out));
	return roster_load(path, load, keep_row, out, err);
}

void roster_rows_release(struct roster_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		roster_row_release(&rows->list[i]);
	free(rows->list);
	memset(rows, 0, sizeof(*rows));
}
