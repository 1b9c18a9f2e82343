/* SPDX-License-Identifier: MIT */
/* Tasks and their policies.  Main thread only. */
#ifndef STORE_TASK_STORE_H
#define STORE_TASK_STORE_H

#include "rules/task.h"
#include "store/session.h"
#include "store/store.h"

/*
 * Store a new or a changed task and log it, in one transaction; in a dry run
 * neither is kept.  The log row is about task, whatever the session's task is;
 * for task_store_change() that one is the task before the change.
 */
int task_store_create(const struct session *session, struct task *task,
		      struct error *err);
/* The same with the column titles that from has learned, without its cases. */
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
 * The task of that name; with NULL the only open task.  ERROR_USAGE when there
 * is no such task, or several are open and none was named.
 */
int task_store_get(struct store *store, const char *name, struct task *out,
		   struct error *err);

/* The same, as of session->as_of. */
int task_store_get_then(const struct session *session, const char *name,
			struct task *out, struct error *err);

/*
 * Change a stored task's settings to those it had at as_of, from the log: 1; 0
 * when it did not exist then.  For a task made by an early version, which did
 * not log them, today's settings stay.
 */
int task_store_then(struct store *store, date_time as_of, struct task *task,
		    struct error *err);

typedef int (*task_store_fn)(void *ctx, const struct task *task,
			     struct error *err);

/* The tasks as of as_of, oldest first; SESSION_NOW = as they are. */
int task_store_each(struct store *store, date_time as_of, task_store_fn fn,
		    void *ctx, struct error *err);

#endif
