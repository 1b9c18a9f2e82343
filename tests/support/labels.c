/* SPDX-License-Identifier: MIT */
#include "support/labels.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"

static void split(const char *line, size_t n,
		  char cells[LABELS_COLUMNS][LABELS_CELL])
{
	size_t i, k = 0, at = 0;

	for (i = 0; i < n && k < LABELS_COLUMNS; i++) {
		if (line[i] == '\t') {
			k++;
			at = 0;
		} else if (at < LABELS_CELL - 1) {
			cells[k][at++] = line[i];
		}
	}
}

int labels_read(const char *path, struct labels *t, struct error *err)
{
	struct buf text = BUF_INIT;
	const char *at, *end;

	if (file_read(path, 1 << 20, &text, err) < 0)
		return -1;
	for (at = buf_str(&text); *at && t->rows < LABELS_ROWS; at = end + 1) {
		end = strchrnul(at, '\n');
		split(at, (size_t)(end - at), t->cell[t->rows++]);
		if (!*end)
			break;
	}
	buf_release(&text);
	return 0;
}

const char *labels_of(const struct labels *t, int row, const char *column)
{
	int c;

	for (c = 0; c < LABELS_COLUMNS; c++)
		if (strcmp(t->cell[0][c], column) == 0)
			return t->cell[row][c];
	return "";
}

bool labels_is(const char *cell, const char *wanted, bool each)
{
	const char *at = cell;
	bool some = false;

	while (*at) {
		size_t n = strcspn(at, "|");
		const char *w = wanted;
		bool found = false;

		while (*w) {
			size_t m = strcspn(w, ",");

			found |= m == n && strncmp(w, at, n) == 0;
			w += m + (w[m] == ',');
		}
		if (each && !found)
			return false;
		some |= found;
		at += n + (at[n] == '|');
	}
	return some;
}
