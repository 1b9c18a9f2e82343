/* SPDX-License-Identifier: MIT */
/* A workbook in SpreadsheetML 2003. */
#include "fuzz/target.h"

#include "fuzz/sheet_target.h"

#include "codec/table/xml2003_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;
	struct xml2003_read *xml;
	size_t i;

	buf_add(&bytes, data, n);
	xml = xml2003_read_open(&bytes, NULL, &err);
	sheet_target_assert((xml == NULL) == (err.kind != ERROR_NONE));
	for (i = 0; xml && i < xml2003_read_count(xml); i++) {
		struct sheet_target t = {.last = -1};

		xml2003_read_rows(xml, i, sheet_target_row, &t, &err);
	}
	xml2003_read_close(xml);
	buf_release(&bytes);
	return 0;
}
