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
	/* the last row of the log, as far as the clock has come; 0 = unknown */
	date_time reached;
	/* of a reading command that is asked how it was: what happened later
	 * is not seen; 0 = as it stands */
	date_time as_of;
	const struct workdays *workdays; /* NULL = weekends alone */
	bool dry_run;			 /* find out and tell, write nothing */
	int jobs; /* threads; 0 = as many as processors */
};

/* Up to when events count: session->as_of, or SESSION_NOW. */
date_time session_as_of(const struct session *session);

/*
 * The time that windows and terms are asked at: a command that is given an
 * earlier one (--at) does not open what the store has seen closed.
 */
date_time session_gate_time(const struct session *session);

/*
 * Look how far the store has come.  A time that lies far ahead of the log and
 * of the clock is refused (ERROR_USAGE): it would count in ledgers that are
 * never asked again.
 */
int session_reach(struct session *session, struct error *err);

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
