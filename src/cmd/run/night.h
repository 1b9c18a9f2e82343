/* SPDX-License-Identifier: MIT */
/*
 * The steps of a night run over an inbox folder, in their order: rosters, codes
 * and their students, lists of scores, lists from recipients, the requirements
 * before a photo may be taken, enrollment, population and prior photos,
 * submissions, making, comparing, deadlines.  Each step continues where the
 * last night ended.  Nothing is decided that a person has to decide.  Main
 * thread only.
 */
#ifndef CMD_RUN_NIGHT_H
#define CMD_RUN_NIGHT_H

#include "cmd/run/night_inbox.h"
#include "store/session.h"

enum { NIGHT_COUNTS = 7 };

struct night {
	const struct session *session;
	struct night_inbox *inbox;
	/* a stretch of work begins; total 0 = not known */
	void (*start)(void *ctx, const char *what, long total);
	void (*tick)(void *ctx); /* one more of it is done */
	/* an item failed by error; name as in the inbox */
	void (*failed)(void *ctx, const char *name, const struct error *why);
	void *ctx;
};

/* What a count says about the night beyond its number. */
enum night_mark { NIGHT_PLAIN, NIGHT_FINDING, NIGHT_FAILED };

struct night_count {
	const char *key; /* in JSON; NULL = not told */
	enum night_mark mark;
};

struct night_step {
	const char *name;
	/* fills counts in the order of count; also when it fails, as far as
	 * it came */
	int (*run)(const struct night *night, const struct night_step *step,
		   long counts[NIGHT_COUNTS], struct error *err);
	struct night_count count[NIGHT_COUNTS]; /* ends with {NULL, PLAIN} */
	/* for people: four %ld at most, of the counts that said names */
	const char *text;
	unsigned char said[4];
	/* whether the task has this step at all; NULL = always */
	bool (*is_asked)(const struct task *task);
	bool in_window; /* only while the task takes anything in */
};

/* The table, in order; NULL after the last. */
const struct night_step *night_step(size_t index);

#endif
