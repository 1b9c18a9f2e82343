/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "page/list_file.h"
#include "report/holidays.h"
#include "rules/case_note.h"
#include "rules/case_state.h"
#include "rules/redact_text.h"
#include "store/filter_store.h"
#include "store/log_store.h"
#include "store/task_store.h"

/*
 * The store's folder: that of -C, else of $QCTOOL_STORE, else the nearest store
 * in the working folder or above it, in the same way as git looks for its own.
 */
static char *find_folder(const struct command_run *run)
{
	const char *chosen = run->globals->store;

	if (!chosen)
		chosen = getenv("QCTOOL_STORE");
	return chosen && *chosen ? mem_xstrdup(chosen) : store_find();
}

static int log_unmask(const struct command_run *run, struct cmd_context *ctx,
		      struct error *err)
{
	char command[80];

	snprintf(command, sizeof(command), "%s %s", run->command->noun,
		 run->command->verb ? run->command->verb : "");
	return session_log_unmask(&ctx->session, command, err);
}

/*
 * This uses a separate connection, because answers are printed after the store
 * has been closed.
 */
static long find_word(void *ctx, const char *text, size_t n)
{
	size_t bytes;

	return student_store_word_at(ctx, text, n, &bytes, NULL) < 0
		       ? -1
		       : (long)bytes;
}

static int load_words(void *ctx, char ***words, size_t *n)
{
	return student_store_words(ctx, words, n, NULL);
}

static void forget_roster(void *ctx)
{
	redact_text_ask(NULL);
	store_close(ctx);
}

/*
 * From now on the names of the store's people are masked in all output, unless
 * --unmask is given; in the log they are always masked.
 */
static int hide_roster(const struct command_run *run, const struct store *store,
		       struct error *err)
{
	struct redact_text_source source = {find_word, load_words, NULL};
	struct store *names;

	if (store_open_again(store, &names, err) < 0)
		return -1;
	source.ctx = names;
	redact_text_ask(&source);
	if (!run->globals->unmask)
		output_mask(run->output, redact_text, redact_text_failed);
	output_mask_end(run->output, forget_roster, names);
	return 0;
}

static enum store_mode open_mode(const struct command_run *run, bool writes)
{
	if (!writes)
		return STORE_READ;
	return run->globals->dry_run ? STORE_TRY : STORE_WRITE;
}

/*
 * Refuse a store of an older version: a dry run may not update it, and cannot
 * read it without that.
 */
static int refuse_older(const struct command_run *run, struct store *store,
			struct error *err)
{
	int version;

	if (store_version(store, &version, err) < 0)
		return -1;
	if (version == store_newest() || run->command->flags & COMMAND_OLDER)
		return 0;
	return error_set(err, ERROR_POLICY,
			 _("%s has an older schema (%d), which -n does not "
			   "change; run `qctool store migrate` first"),
			 store_folder(store), version);
}

/* "示例大学（99101）", or only the name or the code if the other is missing. */
static void name_task(const struct command_run *run, const struct task *task)
{
	struct buf school = BUF_INIT;

	if (!task->id)
		return;
	if (*task->school_name && *task->school_code)
		buf_addf(&school, _("%s (%s)"), task->school_name,
			 task->school_code);
	else
		buf_adds(&school, *task->school_name ? task->school_name
						     : task->school_code);
	output_set_task(run->output, buf_str(&school), task->name);
	buf_release(&school);
}

static int hide_people(const struct command_run *run, struct cmd_context *ctx,
		       struct error *err)
{
	if (hide_roster(run, ctx->store, err) < 0)
		return -1;
	return run->globals->unmask ? log_unmask(run, ctx, err) : 0;
}

static int open_store(const struct command_run *run, unsigned flags,
		      struct cmd_context *ctx, struct error *err)
{
	/* The use of --unmask is logged, even by commands that only read. */
	bool writes = flags & COMMAND_WRITES || run->globals->unmask;
	char *folder = find_folder(run);
	int result;

	if (!folder)
		return error_set(err, ERROR_USAGE,
				 _("no store here; make one with qctool init "
				   "or name one with -C"));
	result = store_open(folder, open_mode(run, writes),
			    run->globals->lock_wait, &ctx->store, err);
	ctx->session.store = ctx->store;
	free(folder);
	if (result < 0 || refuse_older(run, ctx->store, err) < 0 ||
	    (flags & COMMAND_WRITES && session_reach(&ctx->session, err) < 0))
		return -1;
	if (flags & COMMAND_TASK || run->globals->task)
		result = task_store_get_then(&ctx->session, run->globals->task,
					     &ctx->task, err);
	name_task(run, &ctx->task);
	return result < 0 ? -1 : hide_people(run, ctx, err);
}

/*
 * For a command that writes, --at sets its clock; for one that reads, it is the
 * time for which the store is shown.
 */
static date_time find_as_of(const struct command_run *run, unsigned flags)
{
	if (!run->globals->at || !(flags & COMMAND_STORE) ||
	    flags & COMMAND_WRITES)
		return 0;
	/* 0 would mean "as it is now"; no store is older than time 1 */
	return run->now > 0 ? run->now : 1;
}

static int open_with(const struct command_run *run, unsigned flags,
		     struct cmd_context *ctx, struct error *err)
{
	bool wanted = flags & COMMAND_STORE;

	memset(ctx, 0, sizeof(*ctx));
	ctx->run = run;
	ctx->session = (struct session){
		.task = &ctx->task,
		.who = run->who,
		.now = run->now,
		.workdays = &ctx->workdays,
		.as_of = find_as_of(run, run->command->flags),
		.dry_run = run->globals->dry_run,
		.jobs = (int)run->globals->jobs,
	};
	if (flags & COMMAND_FILES && run->globals->task)
		wanted = true;
	if (!wanted)
		return 0;
	if (open_store(run, flags, ctx, err) < 0 ||
	    holidays_read(store_folder(ctx->store), &ctx->workdays, err) < 0) {
		cmd_context_close(ctx);
		return -1;
	}
	return 0;
}

int cmd_context_open(const struct command_run *run, struct cmd_context *ctx,
		     struct error *err)
{
	return open_with(run, run->command->flags, ctx, err);
}

int cmd_context_hide(const struct command_run *run, struct error *err)
{
	struct cmd_context ctx;

	/* The masking has its own connection and goes on after the close. */
	if (open_with(run, run->command->flags & ~(unsigned)COMMAND_WRITES,
		      &ctx, err) < 0)
		return -1;
	cmd_context_close(&ctx);
	return 0;
}

int cmd_context_open_task(const struct command_run *run,
			  struct cmd_context *ctx, struct error *err)
{
	return open_with(run,
			 run->command->flags | COMMAND_STORE | COMMAND_TASK,
			 ctx, err);
}

/*
 * Append the student's number.  If it cannot be read, that must be reported by
 * output_lack(), because there is no err here, and a line without a student
 * would look like one about the task.
 */
static void add_student(const struct cmd_context *ctx, long long id,
			struct buf *about)
{
	struct student_row row;
	struct error why = ERROR_INIT;
	int got = id ? student_store_seek(ctx->store, id, &row, &why) : 0;

	if (got < 0)
		output_lack(ctx->run->output, &why);
	if (got <= 0)
		return;
	buf_addf(about, " %s", student_get(&row.student, STUDENT_xh));
	student_store_release(&row);
}

/* Print an event, with its student's number and what was set, if any. */
static void tell_event(const struct cmd_context *ctx,
		       const struct log_noted *noted)
{
	const struct command_run *run = ctx->run;
	const char *event = case_state_event_show(noted->event);
	struct buf about = BUF_INIT, what = BUF_INIT;

	if (noted->n > 1) {
		output_last(run->output, "  %s × %ld", event, noted->n);
		return;
	}
	add_student(ctx, noted->student_id, &about);
	case_note_event(noted->detail, run->globals->unmask, &what);
	if (what.size)
		output_last(run->output, _("  %s%s: %s"), event,
			    buf_str(&about), buf_str(&what));
	else
		output_last(run->output, "  %s%s", event, buf_str(&about));
	buf_release(&about);
	buf_release(&what);
}

/*
 * Print the log rows of this run below the heading some, or the text none if
 * there are none.  Returns the number of each event.
 */
static struct json *tell_events(const struct cmd_context *ctx, const char *some,
				const char *none)
{
	struct json *counts = json_new_object();
	const struct log_noted *noted;
	size_t i, n;

	noted = log_store_noted(ctx->store, &n);
	output_last(ctx->run->output, "%s", n ? some : none);
	for (i = 0; i < n; i++) {
		tell_event(ctx, &noted[i]);
		json_set_int(counts, noted[i].event, noted[i].n);
	}
	return counts;
}

/*
 * Report what a dry run would have changed, from the rows that the log would
 * have got: every change of a store has one, whatever else the command prints.
 */
static void tell_dry_run(const struct cmd_context *ctx)
{
	const struct command_run *run = ctx->run;
	struct json *would;

	if (!ctx->store || !ctx->session.dry_run ||
	    !(run->command->flags & COMMAND_WRITES))
		return;
	would = tell_events(ctx,
			    _("dry run, nothing is changed; would be logged:"),
			    _("dry run, nothing is changed"));
	output_field(run->output, "would", would);
}

void cmd_context_tell_done(struct cmd_context *ctx)
{
	if (!ctx->session.dry_run)
		json_free(tell_events(ctx, _("done, and logged:"),
				      _("there was nothing to change")));
}

void cmd_context_close(struct cmd_context *ctx)
{
	size_t i;

	if (ctx->run)
		tell_dry_run(ctx);
	store_close(ctx->store);
	workdays_release(&ctx->workdays);
	for (i = 0; i < ctx->id_count; i++)
		free(ctx->ids[i]);
	free(ctx->ids);
	buf_release(&ctx->states);
	memset(ctx, 0, sizeof(*ctx));
}

int cmd_context_number(const struct cmd_context *ctx, const char *number,
		       long long *id, struct error *err)
{
	struct student_row row;
	int got = student_store_find(ctx->store, &ctx->task, number, &row, err);

	if (got < 0)
		return -1;
	if (got == 0)
		return filter_store_refuse(&ctx->session, number, err);
	*id = row.student.id;
	student_store_release(&row);
	if (!ctx->session.as_of)
		return 0;
	got = student_store_then(&ctx->session, *id, &row, err);
	if (got == 0)
		return error_set(err, ERROR_USAGE,
				 _("no student %s on the roster by then"),
				 number);
	if (got > 0)
		student_store_release(&row);
	return got < 0 ? -1 : 0;
}

int cmd_context_student(const struct command_run *run,
			const struct cmd_context *ctx, long long *id,
			struct error *err)
{
	return cmd_context_number(ctx, run->operands[0], id, err);
}

int cmd_context_set_anchor(const struct command_run *run,
			   const struct cmd_context *ctx, struct error *err)
{
	char anchor[LOG_STORE_ANCHOR];

	if (log_store_anchor(ctx->store, anchor, err) < 0)
		return -1;
	output_field(run->output, "anchor", json_new_str(anchor));
	return 0;
}

struct list_file_options cmd_context_about(const struct command_run *run,
					   const char *title)
{
	return (struct list_file_options){
		.title = title,
		.at = run->now,
		.school = output_school(run->output),
		.task = output_task(run->output),
		.who = run->who,
	};
}

int cmd_context_list(const struct command_run *run, const char *title,
		     int status, struct error *err)
{
	struct list_file_options options = cmd_context_about(run, title);
	bool boxes = false;

	if (!run->globals->out)
		return status;
	options.lacks_glyphs = &boxes;
	if (list_file_save(output_table(run->output), run->globals->out,
			   &options, err) < 0)
		return -1;
	output_done(run->output,
		    P_("%zu row written to %s", "%zu rows written to %s",
		       output_table(run->output)->n_rows),
		    output_table(run->output)->n_rows, run->globals->out);
	if (boxes)
		output_note(run->output,
			    _("%s: no font here has some of the characters, "
			      "they are boxes; install one with rare "
			      "characters, such as fonts-hanazono"),
			    run->globals->out);
	return status;
}
