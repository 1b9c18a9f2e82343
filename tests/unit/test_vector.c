/* SPDX-License-Identifier: MIT */
#include "image/pixel/vector.h"

#include "support/unit.h"

static void test_rest_leaves_out_what_was_taken(void **state)
{
	vector_floats rest;
	int done, i;

	(void)state;
	for (done = 0; done <= VECTOR_LANES; done++) {
		vector_rest(done, &rest);
		for (i = 0; i < VECTOR_LANES; i++)
			assert_true(rest[i] == (i < done ? 0.0f : 1.0f));
	}
}

/* Large first: whoever adds the small ones up first gets another sum. */
static void test_sum_is_in_the_order_of_lanes(void **state)
{
	static const float from[VECTOR_LANES] = {1e30f, 1, 1,	  1,
						 1,	1, 1e30f, -2e30f};
	vector_floats v;
	double sum = 0;
	int i;

	(void)state;
	vector_load(from, &v);
	for (i = 0; i < VECTOR_LANES; i++)
		sum += (double)from[i];
	assert_true(vector_sum(&v) == sum);
	assert_true(sum == 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rest_leaves_out_what_was_taken),
		cmocka_unit_test(test_sum_is_in_the_order_of_lanes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
