/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <limits.h>
#include <math.h>

#include "base/number.h"

static void whole_numbers_stay_in_range(void **state)
{
	(void)state;
	assert_int_equal(number_clamp(-1, 0, 9), 0);
	assert_int_equal(number_clamp(0, 0, 9), 0);
	assert_int_equal(number_clamp(5, 0, 9), 5);
	assert_int_equal(number_clamp(10, 0, 9), 9);
	assert_int_equal(number_clamp(INT_MIN, -3, 9), -3);
	assert_int_equal(number_clamp(INT_MAX, -3, 9), 9);
}

/* An index is often made of the result, so no number must be one too. */
static void no_number_becomes_the_low_end(void **state)
{
	(void)state;
	assert_true(number_clamp_float(NAN, 2, 9) == 2);
	assert_true(number_clamp_double(NAN, 2, 9) == 2);
	assert_true(number_clamp_float(-INFINITY, 2, 9) == 2);
	assert_true(number_clamp_double(INFINITY, 2, 9) == 9);
	assert_true(number_clamp_float(2.5f, 2, 9) == 2.5f);
	assert_true(number_clamp_double(2.5, 2, 9) == 2.5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_stay_in_range),
		cmocka_unit_test(no_number_becomes_the_low_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
