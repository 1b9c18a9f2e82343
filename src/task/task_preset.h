/* SPDX-License-Identifier: MIT */
/*
 * Ready-made settings of a task: share/tasks/NAME.ini holds what one of the
 * systems in use asks for, so that an office names it instead of twenty keys.
 * What the office sets itself comes after and counts.
 *
 *   [task]       zh, en: its name for people
 *   [settings]   KEY = VALUE as in `task set`
 */
#ifndef TASK_TASK_PRESET_H
#define TASK_TASK_PRESET_H

#include "base/buf.h"
#include "rules/task.h"

/*
 * Apply a preset by its name, or an own file by a path ending in .ini;
 * ERROR_USAGE when there is none, with those there are.
 */
int task_preset_apply(const char *name, struct task *task, struct error *err);

/* Each preset, by name: its title in the language of the process. */
typedef int (*task_preset_fn)(void *ctx, const char *name, const char *title,
			      struct error *err);
int task_preset_each(task_preset_fn fn, void *ctx, struct error *err);

#endif
