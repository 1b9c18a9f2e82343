/* SPDX-License-Identifier: MIT */
/* What the task commands share. */
#ifndef CMD_TASK_CMD_TASK_H
#define CMD_TASK_CMD_TASK_H

#include "base/json.h"
#include "rules/task.h"

/* "key=value" of a field or a policy. */
int cmd_task_assign(struct task *task, const char *assignment,
		    struct error *err);

/* Both profiles are known; ERROR_USAGE. */
int cmd_task_check_profiles(const struct task *task, struct error *err);

struct json *cmd_task_json(const struct task *task);

#endif
