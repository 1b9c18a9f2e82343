/* SPDX-License-Identifier: MIT */
/*
 * The columns a task has learned by --map, for the next files of the school.
 * One owner, roster_learned_release(); a load that borrows from it must not
 * be used after that.
 */
#ifndef ROSTER_ROSTER_LEARNED_H
#define ROSTER_ROSTER_LEARNED_H

#include "roster/roster_load.h"
#include "rules/task.h"
#include "store/store.h"

struct roster_learned {
	char **texts; /* as --map texts */
	size_t n, cap;
};

#define ROSTER_LEARNED_INIT                                                    \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void roster_learned_release(struct roster_learned *learned);

/* Let load use what the task knows, unless it has a map of its own. */
int roster_learned_apply(struct roster_learned *learned, struct store *store,
			 const struct task *task, struct roster_load *load,
			 struct error *err);

/* Keep the map of a load that was given by hand. */
int roster_learned_save(struct store *store, const struct task *task,
			const struct roster_load *load, struct error *err);

#endif
