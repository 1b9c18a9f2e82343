/* SPDX-License-Identifier: MIT */
/*
 * A progress line on stderr, drawn only when stderr is a terminal and never
 * with -q: done/total, rate, time left, counts of pass/refused/error.  Drawn
 * at most ten times a second.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/command.h"

struct progress {
	const char *label;
	long total, done, pass, refused, failed; /* total 0 = unknown */
	double started, drawn;
	bool on;
};

void progress_start(struct progress *p, const struct command_globals *globals,
		    const char *label, long total);

/* After the counters changed. */
void progress_step(struct progress *p);

/* Clear the line. */
void progress_end(struct progress *p);

#endif
