/* SPDX-License-Identifier: MIT */
/* A task's policies about photos, which overrule the profile's.  Pure. */
#ifndef RULES_TASK_PROFILE_H
#define RULES_TASK_PROFILE_H

#include "rules/profile.h"
#include "rules/task.h"

/* Change the profile by those policies that the task itself has set. */
void task_profile_apply(const struct task *task, struct profile *profile);

#endif
