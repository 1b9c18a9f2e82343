/* SPDX-License-Identifier: MIT */
/* Tasks and their policies. */
#ifndef STORE_TASK_STORE_H
#define STORE_TASK_STORE_H

#include "rules/task.h"
#include "store/session.h"
#include "store/store.h"

/*
 * A new task, or a changed one, with its row in the log: both or neither, and
 * neither in a dry run.  The session's task is the one that is given, which
 * may not be in the store yet.
 */
int task_store_create(const struct session *session, struct task *task,
		      struct error *err);
/* With the header words that the other task has learned; no cases. */
int task_store_clone(const struct session *session, struct task *task,
		     const struct task *from, struct error *err);
int task_store_change(const struct session *session, const struct task *task,
		      const char *event, struct error *err);

/* Sets task->id; ERROR_POLICY when the name is taken. */
int task_store_add(struct store *store, struct task *task, date_time now,
		   struct error *err);
int task_store_update(struct store *store, const struct task *task,
		      struct error *err);

/*
 * By name; NULL = the one open task.  ERROR_USAGE when there is none, or
 * several and none was named.
 */
int task_store_get(struct store *store, const char *name, struct task *out,
		   struct error *err);

/* The same as session->as_of has it. */
int task_store_get_then(const struct session *session, const char *name,
			struct task *out, struct error *err);

/*
 * Take a task of the store back to as_of by what the log has of its settings:
 * 1, 0 when it was not made by then.  One that an older version made keeps
 * today's settings.
 */
int task_store_then(struct store *store, date_time as_of, struct task *task,
		    struct error *err);

typedef int (*task_store_fn)(void *ctx, const struct task *task,
			     struct error *err);

/* In order of their making; SESSION_NOW = as they stand. */
int task_store_each(struct store *store, date_time as_of, task_store_fn fn,
		    void *ctx, struct error *err);

#endif
