/* SPDX-License-Identifier: MIT */
/*
 * A progress line on stderr, drawn only when stderr is a terminal and never
 * with -q: done/total, counts in the words of the current step, and rate and
 * time left as soon as a rate can be told.  It is always a single line: on a
 * narrow terminal the least important parts are left out.  Drawn at most ten
 * times a second.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/command.h"

/* Formats such as "%ld made" for the counts; NULL = not shown. */
struct progress_words {
	const char *pass, *refused, *failed;
};

struct progress {
	const char *label;
	struct progress_words words;
	long total, done, pass, refused, failed; /* total 0 = unknown */
	long first_done;			 /* when the rate began */
	double first, drawn;			 /* seconds; 0 = not yet */
	bool on;
};

void progress_start(struct progress *p, const struct command_globals *globals,
		    const char *label, long total);

/* The texts are N_() and borrowed. */
void progress_count(struct progress *p, const struct progress_words *words);

/* After the counters changed. */
void progress_step(struct progress *p);

/* Clear the line. */
void progress_end(struct progress *p);

#endif
