/* SPDX-License-Identifier: MIT */
#include "report/store_report.h"

#include "base/buf.h"
#include "base/cancel.h"
#include "store/file_store.h"

struct check {
	struct store *store;
	struct store_report *report;
};

static int check_file(void *ctx, enum file_store_room room,
		      const char *sha256, struct error *err)
{
	struct check *check = ctx;
	struct buf bytes = BUF_INIT;
	int result = cancel_check(err);

	if (result == 0)
		result = file_store_read(check->store, room, sha256, &bytes,
					 err);
	/* A file that is gone is the store's damage here, not bad input. */
	if (result < 0 && err->kind == ERROR_INPUT)
		err->kind = ERROR_STORE;
	buf_release(&bytes);
	check->report->files++;
	return result;
}

int store_report_files(struct store *store, struct store_report *report,
		       struct error *err)
{
	struct check check = {store, report};

	report->files = 0;
	return file_store_each(store, check_file, &check, err);
}
