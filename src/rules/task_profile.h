/* SPDX-License-Identifier: MIT */
/* What a task's policy says about photos, over what the profile says.  Pure. */
#ifndef RULES_TASK_PROFILE_H
#define RULES_TASK_PROFILE_H

#include "rules/profile.h"
#include "rules/task.h"

/* Only policies that the task sets itself change the profile. */
void task_profile_apply(const struct task *task, struct profile *profile);

#endif
