/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "rules/case_filter.h"

static bool passes(const struct case_filter *filter, enum student_field field,
		   const char *number)
{
	struct student student = {0};
	bool result;

	student_set(&student, STUDENT_xm, "2022");
	student_set(&student, field, number);
	result = case_filter_has(filter, &student);
	student_release(&student);
	return result;
}

static void without_ids_all_pass(void **state)
{
	const struct case_filter all = {NULL};

	(void)state;
	assert_true(passes(&all, STUDENT_xh, "2022010101"));
	assert_true(passes(&all, STUDENT_fy, "anything"));
}

static void no_id_lets_nobody_pass(void **state)
{
	struct case_filter none = {NULL};

	(void)state;
	case_filter_set_ids(&none, NULL, 0);
	assert_false(passes(&none, STUDENT_xh, "2022010101"));
	assert_false(passes(&none, STUDENT_xh, ""));
}

static void any_of_three_numbers_will_do(void **state)
{
	const char *ids[] = {"9", "2022010103", "11", "2022010101"};
	struct case_filter filter = {NULL};

	(void)state;
	case_filter_set_ids(&filter, ids, 4);
	assert_true(passes(&filter, STUDENT_xh, "2022010101"));
	assert_true(passes(&filter, STUDENT_ksh, "2022010103"));
	assert_true(passes(&filter, STUDENT_zjhm, "9"));
	assert_true(passes(&filter, STUDENT_xh, "11"));
	/* neither a part of one nor another field's value */
	assert_false(passes(&filter, STUDENT_xh, "202201010"));
	assert_false(passes(&filter, STUDENT_xh, "20220101011"));
	assert_false(passes(&filter, STUDENT_bh, "2022010101"));
	assert_false(passes(&filter, STUDENT_xh, ""));
}

/* As many as a large roster has, in no order, some twice. */
static void a_whole_roster_of_ids(void **state)
{
	enum { MANY = 12000 };
	char(*texts)[16] = mem_xcalloc(MANY, sizeof(*texts));
	const char **ids = mem_xcalloc(MANY, sizeof(*ids));
	struct case_filter filter = {NULL};
	char number[16];
	int i, wanted;

	(void)state;
	for (i = 0; i < MANY; i++) {
		/* 7919 is prime to 12,000: each even number comes, shuffled */
		wanted = i % 100 == 0 ? 0 : i * 7919 % MANY * 2;
		snprintf(texts[i], sizeof(texts[i]), "%010d", wanted);
		ids[i] = texts[i];
	}
	case_filter_set_ids(&filter, ids, MANY);
	for (i = 0; i < MANY; i++) {
		snprintf(number, sizeof(number), "%010d", i * 7919 % MANY * 2);
		assert_int_equal(passes(&filter, STUDENT_xh, number),
				 i % 100 != 0 || i * 7919 % MANY == 0);
		snprintf(number, sizeof(number), "%010d", 2 * i + 1);
		assert_false(passes(&filter, STUDENT_ksh, number));
	}
	free(ids);
	free(texts);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_ids_all_pass),
		cmocka_unit_test(no_id_lets_nobody_pass),
		cmocka_unit_test(any_of_three_numbers_will_do),
		cmocka_unit_test(a_whole_roster_of_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
