/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "task/task_preset.h"

static int apply_each(void *ctx, const char *name, const char *title,
		      struct error *err)
{
	struct task task = {.name = "t", .school_code = "99101"};
	int *n = ctx;

	assert_true(title[0]);
	assert_int_equal(task_preset_apply(name, &task, err), 0);
	assert_int_equal(task_check(&task, err), 0);
	(*n)++;
	return 0;
}

static void every_preset_is_a_task_that_holds(void **state)
{
	struct error err = ERROR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(task_preset_each(apply_each, &n, &err), 0);
	assert_int_equal(n, 5);
}

static void names_that_are_none(void **state)
{
	static const char *const names[] = {"", "s1", "../tasks/recheck",
					    "/etc/passwd", "none.ini"};
	struct task task = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct error err = ERROR_INIT;

		assert_int_equal(task_preset_apply(names[i], &task, &err), -1);
		assert_true(err.text[0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_preset_is_a_task_that_holds),
		cmocka_unit_test(names_that_are_none),
	};

	return cmocka_run_group_tests_name("task_preset", tests, NULL, NULL);
}
