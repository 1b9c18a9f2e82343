/* SPDX-License-Identifier: MIT */
/*
 * What most commands open first: the store, the task, the filter; and saving a
 * command's list.  Main thread only.
 */
#ifndef CMD_CMD_CONTEXT_H
#define CMD_CMD_CONTEXT_H

#include <stdbool.h>

#include "cli/command.h"
#include "cli/output.h"
#include "page/list_file.h"
#include "rules/case_filter.h"
#include "rules/task.h"
#include "store/session.h"
#include "store/student_store.h"

struct cmd_context {
	struct store *store; /* NULL for a file command outside a store */
	struct task task;    /* id 0 = none */
	struct case_filter filter;
	char **ids; /* owned: the file of --ids and the operands */
	size_t id_count, id_cap;
	struct buf states; /* what filter.state borrows */
	char since[26];	   /* … and filter.since */
	struct workdays workdays;
	struct session session; /* for the workflows; store NULL as above */
	const struct command_run *run;
};

/*
 * Open what the command's flags require.  A file command (◇) opens the store
 * only when --task or --store is given.  --unmask is logged.  Do not move ctx
 * until it is closed, because its session points into it.
 */
int cmd_context_open(const struct command_run *run, struct cmd_context *ctx,
		     struct error *err);

/*
 * For a command on files that does not use the store itself: with --task, hide
 * the people of the store in everything it prints.
 */
int cmd_context_hide(const struct command_run *run, struct error *err);

/* For a command of files that this time works on the task. */
int cmd_context_open_task(const struct command_run *run,
			  struct cmd_context *ctx, struct error *err);
/*
 * For a command that has no list of its own: say what was changed, from the
 * log's rows, as a dry run does by itself.  Before cmd_context_close().
 */
void cmd_context_tell_done(struct cmd_context *ctx);
void cmd_context_close(struct cmd_context *ctx);

/*
 * The student whose 学号, 考生号 or 证件号 is the first operand; ERROR_USAGE
 * when there is none, ERROR_POLICY when there are several.
 */
int cmd_context_student(const struct command_run *run,
			const struct cmd_context *ctx, long long *id,
			struct error *err);

/* The same for any number; by then, when the past is asked for. */
int cmd_context_number(const struct cmd_context *ctx, const char *number,
		       long long *id, struct error *err);

/* What stands at the head of a list or page of this command. */
struct list_file_options cmd_context_about(const struct command_run *run,
					   const char *title);

/*
 * Save the table to -o FILE when there is one and it is a list file; the
 * command's status either way, -1 with err.
 */
int cmd_context_list(const struct command_run *run, const char *title,
		     int status, struct error *err);

/* "anchor" of the envelope: the log's head, for `log verify --anchor`. */
int cmd_context_set_anchor(const struct command_run *run,
			   const struct cmd_context *ctx, struct error *err);

#endif
