/* SPDX-License-Identifier: MIT */
/* A page, or a saved web page, whatever its first bytes say. */
#include "fuzz/target.h"

#include "fuzz/sheet_target.h"

#include "codec/table/html_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;
	struct html_read *html;
	size_t i;

	if (n < 1)
		return 0;
	buf_add(&bytes, data + 1, n - 1);
	html = html_read_open(&bytes, data[0] & 1, NULL, &err);
	sheet_target_assert((html == NULL) == (err.kind != ERROR_NONE));
	for (i = 0; html && i < html_read_count(html); i++) {
		struct sheet_target t = {.last = -1};

		html_read_rows(html, i, sheet_target_row, &t, &err);
		sheet_target_assert(*html_read_info(html, i).name != '\0');
	}
	html_read_close(html);
	buf_release(&bytes);
	return 0;
}
