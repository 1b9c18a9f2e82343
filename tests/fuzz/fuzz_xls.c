/* SPDX-License-Identifier: MIT */
/* An old workbook, in its container or bare. */
#include "fuzz/target.h"

#include "fuzz/sheet_target.h"

#include "codec/table/biff_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct error err = ERROR_INIT;
	struct biff_read *book = biff_read_open(data, n, NULL, &err);
	size_t i;

	sheet_target_assert((book == NULL) == (err.kind != ERROR_NONE));
	for (i = 0; book && i < biff_read_count(book) && i < 20; i++) {
		struct sheet_target t = {.last = -1};

		biff_read_rows(book, i, sheet_target_row, &t, &err);
		sheet_target_assert(biff_read_info(book, i).state != NULL);
	}
	biff_read_close(book);
	return 0;
}
