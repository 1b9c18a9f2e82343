/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/task_profile.h"

static void what_the_task_sets_counts_over_the_profile(void **state)
{
	struct error err = ERROR_INIT;
	struct task task = {.id = 1};
	struct profile p;

	(void)state;
	profile_init(&p, "p");
	p.policy.glasses = false;
	p.policy.age_days = 100;
	p.policy.rotate = 3;
	p.policy.album = false;
	task_profile_apply(&task, &p);
	assert_false(p.policy.glasses);
	assert_int_equal(p.policy.age_days, 100);
	assert_true(p.policy.rotate == 3);
	assert_false(p.policy.album);
	assert_true(p.policy.front_camera);

	assert_int_equal(policy_set(&task.policies, "glasses", "allow", &err),
			 0);
	assert_int_equal(
		policy_set(&task.policies, "photo_age_days", "0", &err), 0);
	assert_int_equal(policy_set(&task.policies, "rotate", "8", &err), 0);
	assert_int_equal(policy_set(&task.policies, "allow_album", "yes", &err),
			 0);
	assert_int_equal(
		policy_set(&task.policies, "allow_front_camera", "no", &err),
		0);
	task_profile_apply(&task, &p);
	assert_true(p.policy.glasses);
	assert_int_equal(p.policy.age_days, 0);
	assert_true(p.policy.rotate == 8);
	assert_true(p.policy.album);
	assert_false(p.policy.front_camera);
}

static void the_age_of_photos_counts_to_graduation(void **state)
{
	struct error err = ERROR_INIT;
	struct task task = {.id = 1};
	struct profile p;

	(void)state;
	profile_init(&p, "p");
	task_profile_apply(&task, &p);
	assert_int_equal(p.policy.age_until.year, 0);
	assert_int_equal(task_set(&task, "graduation", "2026年6月30日", &err),
			 0);
	task_profile_apply(&task, &p);
	assert_int_equal(p.policy.age_until.year, 2026);
	assert_int_equal(p.policy.age_until.month, 6);
	assert_int_equal(p.policy.age_until.day, 30);
	assert_int_equal(task_set(&task, "graduation", "soon", &err), -1);
}

static void a_turn_beyond_reason_is_no_policy(void **state)
{
	struct error err = ERROR_INIT;
	struct task task = {.id = 1};

	(void)state;
	assert_int_equal(policy_set(&task.policies, "rotate", "16", &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(policy_set(&task.policies, "rotate", "-1", &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_task_sets_counts_over_the_profile),
		cmocka_unit_test(the_age_of_photos_counts_to_graduation),
		cmocka_unit_test(a_turn_beyond_reason_is_no_policy),
	};

	return cmocka_run_group_tests_name("task_profile", tests, NULL, NULL);
}
