/* SPDX-License-Identifier: MIT */
/*
 * What every workflow is told by the command that calls it: whose store and
 * task it works on, who asks and when, whether anything may be written, and
 * with how many threads.  Made once a command (cmd_context_open()), borrowed
 * by the workflows, never changed by them.
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "rules/task.h"
#include "rules/workday.h"
#include "store/store.h"

struct session {
	struct store *store;
	const struct task *task;
	const char *who;		 /* for the log */
	date_time now;			 /* of the command, not of the clock */
	const struct workdays *workdays; /* NULL = weekends alone */
	bool dry_run;			 /* find out and tell, write nothing */
	int jobs; /* threads; 0 = as many as processors */
};

/*
 * Who saw names and numbers in clear, by which command, is in the log; before
 * the first of them is shown, and of a dry run too.
 */
int session_log_unmask(const struct session *session, const char *command,
		       struct error *err);

#endif
