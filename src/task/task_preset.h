/* SPDX-License-Identifier: MIT */
/*
 * Presets for the settings of a task: share/tasks/NAME.ini has what one of the
 * systems in use requires, so that an office need not set twenty keys. Settings
 * that the office gives itself are applied afterwards.
 *
 *   [task]       zh, en: its name for people
 *   [settings]   KEY = VALUE as in `task set`
 */
#ifndef TASK_TASK_PRESET_H
#define TASK_TASK_PRESET_H

#include "base/buf.h"
#include "rules/task.h"

/*
 * Apply a preset by its name, or a file of the user's by a path that ends in
 * .ini. ERROR_USAGE, with the names there are, when it does not exist.
 */
int task_preset_apply(const char *name, struct task *task, struct error *err);

/* Each preset, by name: its title in the language of the process. */
typedef int (*task_preset_fn)(void *ctx, const char *name, const char *title,
			      struct error *err);
int task_preset_each(task_preset_fn fn, void *ctx, struct error *err);

#endif
