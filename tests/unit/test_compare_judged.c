/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "compare/compare_judged.h"

static const struct compare_verdict suspect = {
	.verdict = ALIGN_SUSPECT,
	.score = 84.25,
	.weak = true,
	.evidence = {.measure = .9125,
		     .score = 84.25,
		     .mirrored = true,
		     .native_width = 111.5},
};

static void a_verdict_waits_for_the_other_photo_alone(void **state)
{
	struct compare_judged *j = compare_judged_new(5);
	struct compare_verdict v;

	(void)state;
	compare_judged_put(j, 1, 4, &suspect);
	assert_false(compare_judged_get(j, 1, 4, &v));
	assert_false(compare_judged_get(j, 4, 2, &v));
	assert_true(compare_judged_get(j, 4, 1, &v));
	assert_int_equal(v.verdict, ALIGN_SUSPECT);
	assert_true(v.weak && v.evidence.mirrored);
	assert_memory_equal(&v.score, &suspect.score, sizeof(double));
	assert_memory_equal(&v.evidence.measure, &suspect.evidence.measure,
			    sizeof(double));
	assert_memory_equal(&v.evidence.native_width,
			    &suspect.evidence.native_width, sizeof(double));
	compare_judged_drop(j, 4);
	assert_false(compare_judged_get(j, 4, 1, &v));
	compare_judged_free(j);
	compare_judged_free(NULL);
}

static void no_more_wait_than_there_is_room_for(void **state)
{
	struct compare_judged *j = compare_judged_new(2);
	struct compare_verdict v;
	size_t i;

	(void)state;
	for (i = 0; i < COMPARE_JUDGED_MOST; i++)
		compare_judged_put(j, i, 0, &suspect);
	compare_judged_put(j, 7, 1, &suspect);
	assert_false(compare_judged_get(j, 1, 7, &v));
	compare_judged_drop(j, 0);
	compare_judged_put(j, 7, 1, &suspect);
	assert_true(compare_judged_get(j, 1, 7, &v));
	compare_judged_free(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_verdict_waits_for_the_other_photo_alone),
		cmocka_unit_test(no_more_wait_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
