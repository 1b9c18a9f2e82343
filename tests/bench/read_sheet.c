/* SPDX-License-Identifier: MIT */
/* Reads every row of a table file and prints how much there was. */
#include <stdio.h>
#include <string.h>

#include "codec/table/sheet.h"

struct sums {
	long rows, cells;
	size_t bytes;
};

static int take(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct sums *sums = ctx;
	size_t i;

	(void)err;
	sums->rows++;
	for (i = 0; i < row->count; i++) {
		sums->cells += row->cells[i].type != SHEET_EMPTY;
		sums->bytes += strlen(row->cells[i].text);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct sums sums = {0};
	struct sheet *sheet;
	size_t i;

	if (argc != 2)
		return 2;
	sheet = sheet_open(argv[1], NULL, &err);
	for (i = 0; sheet && i < sheet_count(sheet); i++)
		if (sheet_read(sheet, i, take, &sums, &err) != 0)
			break;
	sheet_close(sheet);
	if (err.kind != ERROR_NONE) {
		fprintf(stderr, "%s\n", err.text);
		return error_exit_status(err.kind);
	}
	printf("%ld rows, %ld cells, %zu bytes\n", sums.rows, sums.cells,
	       sums.bytes);
	return 0;
}
