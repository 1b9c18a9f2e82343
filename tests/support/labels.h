/* SPDX-License-Identifier: MIT */
/*
 * A folder of pictures labelled by eye: labels.tsv, whose first row names the
 * columns and whose column "file" names the pictures.  A cell a|b counts
 * either way.
 */
#ifndef SUPPORT_LABELS_H
#define SUPPORT_LABELS_H

#include <stdbool.h>

#include "base/error.h"

enum { LABELS_ROWS = 500, LABELS_COLUMNS = 24, LABELS_CELL = 64 };

struct labels {
	char cell[LABELS_ROWS][LABELS_COLUMNS][LABELS_CELL];
	int rows; /* row 0 holds the names */
};

int labels_read(const char *path, struct labels *out, struct error *err);

/* "" where there is no such column. */
const char *labels_of(const struct labels *labels, int row, const char *column);

/* Whether one of the values of a|b, or each, is among those of wanted, c,d. */
bool labels_is(const char *cell, const char *wanted, bool each);

#endif
