/* SPDX-License-Identifier: MIT */
/*
 * The columns that a task has learned from --map, for the next files of the
 * same school.  One owner, who calls roster_learned_release(); a load that
 * borrows from it must not be used after that.
 */
#ifndef ROSTER_ROSTER_LEARNED_H
#define ROSTER_ROSTER_LEARNED_H

#include "roster/roster_load.h"
#include "rules/task.h"
#include "store/store.h"

struct roster_learned {
	char **texts; /* in the form of --map options */
	size_t n, cap;
};

#define ROSTER_LEARNED_INIT                                                    \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void roster_learned_release(struct roster_learned *learned);

/* Let load use what the task has learned, unless it has its own map. */
int roster_learned_apply(struct roster_learned *learned, struct store *store,
			 const struct task *task, struct roster_load *load,
			 struct error *err);

/*
 * Remember the map of load, if a person gave it; only its header texts, not its
 * column numbers.
 */
int roster_learned_save(struct store *store, const struct task *task,
			const struct roster_load *load, struct error *err);

#endif
