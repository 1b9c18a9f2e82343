/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/identity.h"

static void test_fields(void **state)
{
	(void)state;
	assert_true(identity_field_is_free("code"));
	assert_true(identity_field_is_free("wybh"));
	assert_true(identity_field_is_free("cc"));
	assert_false(identity_field_is_free("xm"));
	assert_false(identity_field_is_free("xh"));
	assert_false(identity_field_is_free("ksh"));
	assert_false(identity_field_is_free("zjhm"));
	assert_false(identity_field_is_free("csrq"));
	assert_false(identity_field_is_free("bz"));
	assert_false(identity_title_is_free("XM"));
	assert_false(identity_title_is_free("姓名"));
	assert_false(identity_title_is_free("sfzh"));
	assert_false(identity_title_is_free("手机号"));
	assert_true(identity_title_is_free("WYBH"));
	assert_true(identity_title_is_free("层次"));
	assert_true(identity_title_is_free("SHA-256"));
}

static void test_numbers(void **state)
{
	(void)state;
	assert_true(identity_number_in("11010519491231002X"));
	assert_true(identity_number_in("a_11010519491231002x.jpg"));
	assert_true(identity_number_in("110101200103076619"));
	assert_false(identity_number_in("110101200103076611"));
	assert_false(identity_number_in("0110101200103076619"));
	assert_false(identity_number_in("2022010101.jpg"));
	assert_false(identity_number_in(""));
}

static void test_leaks(void **state)
{
	struct student s = {0};

	(void)state;
	student_set(&s, STUDENT_xm, "张三");
	student_set(&s, STUDENT_xh, "2022010101");
	student_set(&s, STUDENT_zjhm, "11010519491231002X");
	student_set(&s, STUDENT_cc, "本科");
	assert_int_equal(identity_leak(&s, "张三.jpg"), STUDENT_xm);
	assert_int_equal(identity_leak(&s, "x11010519491231002X"),
			 STUDENT_zjhm);
	assert_int_equal(identity_leak(&s, "2022010101"), STUDENT_xh);
	assert_int_equal(identity_leak(&s, "本科"), STUDENT_FIELD_COUNT);
	assert_int_equal(identity_leak(&s, "a3f0"), STUDENT_FIELD_COUNT);
	student_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_leaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
