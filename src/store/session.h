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

/* "As it stands": behind everything in a log, and still a date of SQL. */
#define SESSION_NOW ((date_time)253402271999) /* 9999-12-31T23:59:59+08:00 */

struct session {
	struct store *store;
	const struct task *task;
	const char *who; /* for the log */
	date_time now;	 /* of the command, not of the clock */
	/* of a reading command that is asked how it was: what happened later
	 * is not seen; 0 = as it stands */
	date_time as_of;
	const struct workdays *workdays; /* NULL = weekends alone */
	bool dry_run;			 /* find out and tell, write nothing */
	int jobs; /* threads; 0 = as many as processors */
};

/* Up to when events count: session->as_of, or SESSION_NOW. */
date_time session_as_of(const struct session *session);

/* Whether what has this time in the store was there by then. */
bool session_sees(const struct session *session, const char *at);

/*
 * Who saw names and numbers in clear, by which command, is in the log; before
 * the first of them is shown, and of a dry run too.  A look at the past is
 * logged behind what the log has, not at the time that it asks for.
 */
int session_log_unmask(const struct session *session, const char *command,
		       struct error *err);

/* A step of a night that nobody watched, with its counts. */
int session_log_night(const struct session *session, const char *detail,
		      struct error *err);

#endif
