/* SPDX-License-Identifier: MIT */
/* How qctool ends: the statuses of qctool(1), by name. */
#ifndef BASE_EXIT_STATUS_H
#define BASE_EXIT_STATUS_H

#include <stdbool.h>

enum exit_status {
	EXIT_STATUS_DONE,      /* nothing found */
	EXIT_STATUS_FINDINGS,  /* done: missing, refused, not the same */
	EXIT_STATUS_USAGE,     /* or configuration */
	EXIT_STATUS_INPUT,     /* unreadable or of the wrong shape */
	EXIT_STATUS_POLICY,    /* state, quota, policy or privacy says no */
	EXIT_STATUS_LOCKED,    /* by another run */
	EXIT_STATUS_PARTIAL,   /* some items failed by error */
	EXIT_STATUS_PROVIDER,  /* its program failed */
	EXIT_STATUS_STORE,     /* damaged */
	EXIT_STATUS_BUG = 70,  /* ours; EX_SOFTWARE of sysexits.h */
	EXIT_STATUS_HUP = 129, /* 128 + SIGHUP: the terminal is gone */
	EXIT_STATUS_INT = 130, /* 128 + SIGINT, as shells tell it */
	EXIT_STATUS_TERM = 143 /* 128 + SIGTERM */
};

/* After work on many items: failed ones matter more than findings. */
static inline int exit_status_of(bool failed, bool findings)
{
	return failed	  ? EXIT_STATUS_PARTIAL
	       : findings ? EXIT_STATUS_FINDINGS
			  : EXIT_STATUS_DONE;
}

/*
 * The status of a run in which policy refused some items (refused): POLICY
 * when nothing else was done, PARTIAL when something was.  When nothing was
 * refused, the status that was passed in.
 */
static inline int exit_status_refused(bool refused, bool done, int status)
{
	if (!refused)
		return status;
	return done ? EXIT_STATUS_PARTIAL : EXIT_STATUS_POLICY;
}

#endif
