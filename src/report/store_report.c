/* SPDX-License-Identifier: MIT */
#include "report/store_report.h"

#include <string.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "store/file_store.h"
#include "store/ledger_store.h"
#include "store/log_store.h"
#include "store/number_store.h"
#include "store/store_seal.h"
#include "store/task_store.h"

struct check {
	struct store *store;
	struct store_report *report;
};

/* Reading proves it: file_store_read() compares the bytes with the name. */
static int check_file(void *ctx, enum file_store_room room, const char *sha256,
		      struct error *err)
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

/*
 * Tables are the log's sum, kept so that lists are quick; here the sum is done
 * again.  A difference means that somebody wrote into the database himself.
 */
struct fold {
	struct store *store;
	const struct store_report_walk *walk;
	struct store_report *report;
};

static int tell(struct fold *f, const struct store_report_wrong *wrong,
		struct error *err)
{
	f->report->wrong++;
	return f->walk->fn(f->walk->ctx, wrong, err);
}

static int take_case(void *ctx, const struct ledger_wrong *wrong,
		     struct error *err)
{
	const struct store_report_wrong of_case = {
		.number = wrong->number,
		.student_id = wrong->student_id,
		.what = wrong->what,
		.in_table = wrong->in_table,
		.by_log = wrong->by_log,
	};

	return tell(ctx, &of_case, err);
}

/* What the table changed, and what those settings are by the log. */
static int take_task(void *ctx, const struct task *task, struct error *err)
{
	struct fold *f = ctx;
	struct task by_log = *task;
	struct buf here = BUF_INIT, there = BUF_INIT;
	struct store_report_wrong wrong = {.number = task->name,
					   .what = "settings"};
	int result = 0;

	if (task_store_then(f->store, SESSION_NOW, &by_log, err) < 0)
		return -1;
	task_changes(&by_log, task, &here);
	task_changes(task, &by_log, &there);
	wrong.in_table = buf_str(&here);
	wrong.by_log = buf_str(&there);
	if (here.size)
		result = tell(f, &wrong, err);
	if (result == 0 && by_log.open != task->open) {
		wrong.what = "state";
		wrong.in_table = task->open ? "open" : "closed";
		wrong.by_log = by_log.open ? "open" : "closed";
		result = tell(f, &wrong, err);
	}
	buf_release(&here);
	buf_release(&there);
	return result;
}

static int take_seal(void *ctx, const struct store_seal_wrong *wrong,
		     struct error *err)
{
	const struct store_report_wrong of_row = {
		.number = wrong->number,
		.student_id = wrong->student_id,
		.what = wrong->table,
		.row = wrong->row,
		.in_table = wrong->in_table,
		.by_log = wrong->by_log,
	};

	return tell(ctx, &of_row, err);
}

/* A key that is stale lets the next import take the student for a new one. */
static int take_number(void *ctx, const struct number_store_wrong *number,
		       struct error *err)
{
	struct fold *f = ctx;
	bool stale = strcmp(number->field, "key") == 0;
	const struct store_report_wrong wrong = {
		.number = number->xh,
		.student_id = number->student_id,
		.what = number->field,
		.in_table = stale ? number->value : "",
		.by_log = "",
		.shared_with = stale ? NULL : number->value,
	};

	f->report->numbers++;
	return f->walk->fn(f->walk->ctx, &wrong, err);
}

int store_report_log(struct store *store, const struct store_report_walk *walk,
		     struct store_report *report, struct error *err)
{
	struct fold f = {store, walk, report};

	report->wrong = report->numbers = 0;
	if (ledger_store_each_wrong(store, take_case, &f, err) < 0 ||
	    task_store_each(store, SESSION_NOW, take_task, &f, err) < 0 ||
	    store_seal_each_wrong(store, take_seal, &f, &report->found, err) <
		    0 ||
	    number_store_each_wrong(store, take_number, &f, err) < 0)
		return -1;
	return log_store_ran_back(store, &report->ran_back, err);
}
