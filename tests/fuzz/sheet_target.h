/* SPDX-License-Identifier: MIT */
/* Reads all sheets of a table in memory and checks what every row promises. */
#ifndef FUZZ_SHEET_TARGET_H
#define FUZZ_SHEET_TARGET_H

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "codec/table/sheet.h"

struct sheet_target {
	long last;
	size_t cells;
};

static inline void sheet_target_assert(int promise)
{
	if (!promise)
		abort();
}

static inline int sheet_target_row(void *ctx, const struct sheet_row *row,
				   struct error *err)
{
	struct sheet_target *t = ctx;
	size_t i;

	(void)err;
	sheet_target_assert(row->number > t->last && row->count > 0);
	sheet_target_assert(row->cells[row->count - 1].type != SHEET_EMPTY);
	for (i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;

		sheet_target_assert(text_is_utf8(text, strlen(text)));
		sheet_target_assert((row->cells[i].type == SHEET_EMPTY) ==
				    (*text == '\0'));
	}
	t->last = row->number;
	t->cells += row->count;
	return t->cells > 1000000; /* enough seen of a wide one */
}

static inline void sheet_target_run(const void *bytes, size_t n,
				    const struct sheet_options *options)
{
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open_bytes(bytes, n, options, &err);
	size_t i, count;

	sheet_target_assert((sheet == NULL) == (err.kind != ERROR_NONE));
	for (i = 0; sheet && i < sheet_count(sheet); i++) {
		struct sheet_target t = {.last = -1};
		int status = sheet_read(sheet, i, sheet_target_row, &t, &err);

		sheet_target_assert((status < 0) == (err.kind != ERROR_NONE));
		err.kind = ERROR_NONE;
		sheet_problems(sheet, &count);
		sheet_info(sheet, i);
	}
	sheet_close(sheet);
}

#endif
