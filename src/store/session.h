/* SPDX-License-Identifier: MIT */
/*
 * What a command tells the workflow it calls: the store and task to work on,
 * who asks and when, whether anything may be written, and the number of
 * threads. Each command makes one (cmd_context_open()); workflows borrow it and
 * never change it.
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "rules/task.h"
#include "rules/workday.h"
#include "store/store.h"

/* For as_of: now; later than any log row, yet a date that SQL can handle. */
#define SESSION_NOW ((date_time)253402271999) /* 9999-12-31T23:59:59+08:00 */

struct session {
	struct store *store;
	const struct task *task;
	const char *who; /* for the log */
	date_time now;	 /* --at, or the clock when the command began */
	/* the time of the log's last row, at most that of the clock; 0 =
	 * unknown */
	date_time reached;
	/* for reading commands with --at: nothing that happened later is seen;
	 * 0 = everything is */
	date_time as_of;
	const struct workdays *workdays; /* NULL = only weekends are known */
	bool dry_run;			 /* report what would be done */
	int jobs; /* threads; 0 = as many as there are processors */
};

/* The time up to which events count: session->as_of, or SESSION_NOW. */
date_time session_as_of(const struct session *session);

/*
 * The time at which windows and deadlines are checked.  It is never earlier
 * than the log's last row, so that an earlier --at cannot reopen a window.
 */
date_time session_gate_time(const struct session *session);

/*
 * Set session->reached from the log.  Refuses a session->now far ahead of both
 * the log and the clock (ERROR_USAGE): events dated so would count in days that
 * no counter looks at.
 */
int session_reach(struct session *session, struct error *err);

/* Whether a row with this time is to be seen, being no later than as_of. */
bool session_sees(const struct session *session, const char *at);

/*
 * Log that session->who sees names and numbers unmasked by this command.  Done
 * before the first of them is shown, and in a dry run as well.  When the
 * command asks for the past, the row is still dated no earlier than the log's
 * last row.
 */
int session_log_unmask(const struct session *session, const char *command,
		       struct error *err);

/* Log a step of an unattended night run, with its counts. */
int session_log_night(const struct session *session, const char *detail,
		      struct error *err);

#endif
