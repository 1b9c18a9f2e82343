/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/national_code.h"

static void words_and_codes(void **state)
{
	(void)state;
	assert_string_equal(national_code(STUDENT_xb, "男"), "1");
	assert_string_equal(national_code(STUDENT_xb, "女"), "2");
	assert_string_equal(national_code(STUDENT_mz, "汉族"), "01");
	assert_string_equal(national_code(STUDENT_mz, "汉"), "01");
	assert_string_equal(national_code(STUDENT_mz, "土家族"), "15");
	assert_string_equal(national_code(STUDENT_mz, "土族"), "30");
	assert_string_equal(national_code(STUDENT_mz, "基诺族"), "56");
}

static void what_has_none(void **state)
{
	(void)state;
	assert_null(national_code(STUDENT_mz, ""));
	assert_null(national_code(STUDENT_mz, "其他"));
	assert_null(national_code(STUDENT_mz, "柯尔"));
	assert_null(national_code(STUDENT_xb, "男人"));
	assert_null(national_code(STUDENT_xm, "汉族"));
	assert_true(national_code_has(STUDENT_mz));
	assert_false(national_code_has(STUDENT_zjlx));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_codes),
		cmocka_unit_test(what_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
