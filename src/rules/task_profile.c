/* SPDX-License-Identifier: MIT */
#include "rules/task_profile.h"

static bool is_set(const struct task *task, enum policy_key key)
{
	return task->policies.value[key][0] != '\0';
}

/*
 * The profile is the document's, the task the school's: what the task does not
 * set stays as the document says, its default counts for nothing here.
 */
static void apply_flag(const struct task *task, enum policy_key key, bool *flag)
{
	if (is_set(task, key))
		*flag = policy_bool(&task->policies, key);
}

void task_profile_apply(const struct task *task, struct profile *profile)
{
	const struct policies *policies = &task->policies;
	struct profile_policy *p = &profile->policy;

	apply_flag(task, POLICY_ALLOW_ALBUM, &p->album);
	apply_flag(task, POLICY_ALLOW_FRONT_CAMERA, &p->front_camera);
	if (is_set(task, POLICY_GLASSES))
		p->glasses = policy_is(policies, POLICY_GLASSES, "allow");
	if (is_set(task, POLICY_PHOTO_AGE_DAYS))
		p->age_days =
			(int)policy_number(policies, POLICY_PHOTO_AGE_DAYS);
	if (task->graduation[0])
		date_parse(task->graduation, &p->age_until);
	if (is_set(task, POLICY_ROTATE))
		p->rotate = (double)policy_number(policies, POLICY_ROTATE);
}
