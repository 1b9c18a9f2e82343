/* SPDX-License-Identifier: MIT */
#include "rules/task_profile.h"

#include <string.h>

static bool is_set(const struct task *task, const char *key)
{
	return task->policy[task_policy_find(key)][0] != '\0';
}

static void apply_flag(const struct task *task, const char *key, bool *flag)
{
	if (is_set(task, key))
		*flag = task_policy_bool(task, key);
}

void task_profile_apply(const struct task *task, struct profile *profile)
{
	struct profile_policy *p = &profile->policy;

	apply_flag(task, "allow_album", &p->album);
	apply_flag(task, "allow_front_camera", &p->front_camera);
	if (is_set(task, "glasses"))
		p->glasses =
			strcmp(task_policy_text(task, "glasses"), "allow") == 0;
	if (is_set(task, "photo_age_days"))
		p->age_days = (int)task_policy_number(task, "photo_age_days");
	if (is_set(task, "rotate"))
		p->rotate = (double)task_policy_number(task, "rotate");
}
