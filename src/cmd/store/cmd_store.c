/* SPDX-License-Identifier: MIT */
/* qctool store check, migrate; log verify. */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "report/log_anchor.h"
#include "report/store_report.h"
#include "rules/case_state.h"
#include "rules/student.h"
#include "rules/words.h"
#include "store/log_store.h"

static int run_store_check(struct command_run *run, struct error *err);
static int run_store_migrate(struct command_run *run, struct error *err);
static int run_log_verify(struct command_run *run, struct error *err);

enum { TOLD_MOST = 100 }; /* of each kind: a list nobody reads helps nobody */

struct verify_options {
	const char *anchor;
};

static const struct option verify_options[] = {
	{"anchor", 0, OPTION_TEXT, N_("FILE|COUNT:HASH"),
	 N_("what a night, a package or a backup has kept of the log"),
	 .offset = offsetof(struct verify_options, anchor)},
	OPTION_END};

/*
 * What each proves, from the weaker to the stronger:
 *
 *    log verify            every row's hash fits the one before
 *    log verify --anchor   … and it is the log of then, not one made anew
 *    store check           … and pages, files, guards and tables fit the log
 */
const struct command cmd_store_check = {
	.noun = "store",
	.verb = "check",
	.summary = N_("prove database, files and log"),
	.flags = COMMAND_STORE,
	.options = verify_options,
	.options_size = sizeof(struct verify_options),
	.run = run_store_check,
};

const struct command cmd_store_migrate = {
	.noun = "store",
	.verb = "migrate",
	.summary = N_("bring an older store to this version"),
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_OLDER,
	.run = run_store_migrate,
};

const struct command cmd_log_verify = {
	.noun = "log",
	.verb = "verify",
	.summary = N_("prove that the log is unbroken"),
	.flags = COMMAND_STORE,
	.options = verify_options,
	.options_size = sizeof(struct verify_options),
	.run = run_log_verify,
};

/* States in words, the rest as it is kept. */
static const char *check_value(const struct store_report_wrong *wrong,
			       const char *value)
{
	enum case_state state = case_state_find(value);

	if (!*value)
		return "—";
	return strcmp(wrong->what, "state") == 0 && state < CASE_STATE_COUNT
		       ? case_state_show(state)
		       : value;
}

static void check_tell_row(struct command_run *run,
			   const struct store_report_wrong *wrong)
{
	const char *text = !*wrong->in_table ? _("%s: row %s of the table %s "
						 "was removed without qctool")
			   : !*wrong->by_log ? _("%s: row %s of the table %s "
						 "was added without qctool")
					     : _("%s: row %s of the table %s "
						 "was changed without qctool");

	output_line(run->output, text, *wrong->number ? wrong->number : "—",
		    wrong->row, wrong->what);
}

/* A name of a task or a number; 学号 stays in clear everywhere. */
static void check_tell(struct command_run *run,
		       const struct store_report_wrong *wrong)
{
	if (wrong->row)
		check_tell_row(run, wrong);
	else if (wrong->shared_with)
		output_line(
			run->output,
			_("%s: another student, %s, has the same %s"),
			wrong->number, wrong->shared_with,
			student_field_label(student_field_find(wrong->what)));
	else if (strcmp(wrong->what, "key") == 0)
		output_line(run->output,
			    _("%s: the roster knows the student by a number "
			      "that is no longer his"),
			    wrong->number);
	else
		output_line(run->output,
			    _("%s: %s in the table: %s; by the log: %s"),
			    wrong->number, words_show(wrong->what),
			    check_value(wrong, wrong->in_table),
			    check_value(wrong, wrong->by_log));
}

static int check_show(void *ctx, const struct store_report_wrong *wrong,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct json *item;

	(void)err;
	check_tell(run, wrong);
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	if (*wrong->number)
		json_set_str(item, wrong->student_id ? "xh" : "task",
			     wrong->number);
	json_set_str(item, "what", wrong->what);
	if (wrong->row)
		json_set_str(item, "row", wrong->row);
	json_set_str(item, "in_table", wrong->in_table);
	json_set_str(item, "by_log", wrong->by_log);
	if (wrong->shared_with)
		json_set_str(item, "shared_with", wrong->shared_with);
	output_item(run->output, item);
	return 0;
}

/*
 * The log is whole: unbroken, as long as it ever was, and nothing may change
 * it.  anchor NULL: none is given.
 */
static int prove_log(struct store *store, const char *anchor, long *rows,
		     struct error *err)
{
	if (log_store_verify(store, rows, err) < 0 ||
	    (anchor && log_store_prove(store, anchor, err) < 0) ||
	    store_reached_check(store, err) < 0 ||
	    store_check_guards(store, err) < 0 ||
	    store_check_schema(store, err) < 0)
		return -1;
	return 0;
}

static int check_log(struct command_run *run, struct store *store,
		     struct store_report *report, struct error *err)
{
	const struct verify_options *o = run->options;
	const struct store_report_walk walk = {check_show, run};
	char anchor[LOG_STORE_ANCHOR];

	if (o->anchor && log_anchor_read(o->anchor, anchor, err) < 0)
		return -1;
	/*
	 * The chain before the sums: a log that is broken proves nothing about
	 * tables.
	 */
	if (prove_log(store, o->anchor ? anchor : NULL, &report->log_rows,
		      err) < 0)
		return -1;
	return store_report_log(store, &walk, report, err);
}

/* On stderr each, with what to do about its kind. */
static void check_stray(void *ctx, enum store_report_stray what,
			const char *path)
{
	struct command_run *run = ctx;

	switch (what) {
	case STORE_REPORT_LEFT_OVER:
		output_note(run->output,
			    _("%s: no row names it; a run that was killed "
			      "leaves such, the next import takes it up"),
			    path);
		break;
	case STORE_REPORT_FOREIGN:
		output_note(run->output,
			    _("%s: not of this store; move it elsewhere"),
			    path);
		break;
	case STORE_REPORT_OPEN:
		output_note(run->output,
			    _("%s: others may read it; take their rights away "
			      "with chmod go= on it"),
			    path);
		break;
	}
}

static int check_strays(const struct command_run *run,
			const struct store_report *report)
{
	const long *n = report->strays;

	output_count(run->output, "left_over", n[STORE_REPORT_LEFT_OVER]);
	output_count(run->output, "foreign", n[STORE_REPORT_FOREIGN]);
	output_count(run->output, "open", n[STORE_REPORT_OPEN]);
	return n[STORE_REPORT_FOREIGN] || n[STORE_REPORT_OPEN]
		       ? EXIT_STATUS_FINDINGS
		       : EXIT_STATUS_DONE;
}

static void check_note(struct command_run *run,
		       const struct store_report *report)
{
	/*
	 * A clock that ran back breaks no chain and is no fault of the store;
	 * it makes --at ambiguous, so people are told.
	 */
	if (report->ran_back)
		output_note(run->output,
			    _("row %lld of the log is earlier than the one "
			      "before it: a clock ran back"),
			    report->ran_back);
	if (report->numbers)
		output_note(run->output,
			    P_("%ld number is shared or out of date: put it "
			       "right with roster set",
			       "%ld numbers are shared or out of date: put "
			       "them right with roster set",
			       report->numbers),
			    report->numbers);
	if (report->wrong)
		output_note(run->output,
			    P_("%ld entry is not what the log gives: it was "
			       "changed without qctool; stop and compare with "
			       "a backup",
			       "%ld entries are not what the log gives: they "
			       "were changed without qctool; stop and compare "
			       "with a backup",
			       report->wrong),
			    report->wrong);
}

static int check_finish(struct command_run *run,
			const struct store_report *report)
{
	output_count(run->output, "files", report->files);
	output_count(run->output, "log", report->log_rows);
	output_count(run->output, "wrong", report->wrong);
	output_count(run->output, "numbers", report->numbers);
	output_count(run->output, "unproven", report->found);
	check_note(run, report);
	if (report->wrong || report->numbers)
		return EXIT_STATUS_STORE;
	if (!report->found) {
		output_line(run->output,
			    P_("database sound, %ld file as stored, %ld log "
			       "rows in an unbroken chain",
			       "database sound, %ld files as stored, %ld log "
			       "rows in an unbroken chain",
			       report->files),
			    report->files, report->log_rows);
		return EXIT_STATUS_DONE;
	}
	output_line(run->output,
		    P_("database whole, %ld file as stored, %ld log rows in "
		       "an unbroken chain; not provable: %ld rows from "
		       "before, as they were found when the store was migrated",
		       "database whole, %ld files as stored, %ld log rows in "
		       "an unbroken chain; not provable: %ld rows from "
		       "before, as they were found when the store was migrated",
		       report->files),
		    report->files, report->log_rows, report->found);
	return EXIT_STATUS_FINDINGS;
}

/* In this order: a broken database makes the rest meaningless. */
static int run_store_check(struct command_run *run, struct error *err)
{
	struct store_report report;
	struct store_report_strays strays = {check_stray, run, TOLD_MOST};
	struct cmd_context ctx;
	int result = -1, stray;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (store_check(ctx.store, err) == 0 &&
	    store_report_files(ctx.store, &report, err) == 0 &&
	    store_report_strays(ctx.store, &strays, &report, err) == 0 &&
	    check_log(run, ctx.store, &report, err) == 0) {
		stray = check_strays(run, &report);
		result = check_finish(run, &report);
		if (result == EXIT_STATUS_DONE)
			result = stray;
	}
	cmd_context_close(&ctx);
	return result;
}

static int run_store_migrate(struct command_run *run, struct error *err)
{
	struct cmd_context ctx;
	int version, result;

	/* Opening for writing migrates. */
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = store_version(ctx.store, &version, err);
	if (result == 0 && version < store_newest())
		output_fact(run->output, _("schema %d would become %d"),
			    version, store_newest());
	else if (result == 0)
		output_fact(run->output, _("schema %d"), version);
	cmd_context_close(&ctx);
	return result;
}

static int run_log_verify(struct command_run *run, struct error *err)
{
	const struct verify_options *o = run->options;
	char anchor[LOG_STORE_ANCHOR];
	struct cmd_context ctx;
	long rows;
	int result;

	if (o->anchor && log_anchor_read(o->anchor, anchor, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = prove_log(ctx.store, o->anchor ? anchor : NULL, &rows, err);
	if (result == 0)
		/*
		 * The answer holds a new anchor: whoever keeps it can prove
		 * this log later.
		 */
		result = cmd_context_set_anchor(run, &ctx, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "rows", rows);
	output_line(run->output, _("%ld log rows in an unbroken chain"), rows);
	if (o->anchor)
		output_line(run->output, _("the anchor fits: row %.*s"),
			    (int)strcspn(anchor, ":"), anchor);
	return 0;
}
