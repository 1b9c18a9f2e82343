/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/code_owner.h"

struct fixture {
	struct student exposed, student;
};

static int set_up(void **state)
{
	static struct fixture f;
	struct student *s = &f.student;

	memset(&f, 0, sizeof(f));
	student_set(s, STUDENT_xh, "2022010101");
	student_set(s, STUDENT_ksh, "22990101110037");
	student_set(s, STUDENT_xm, "陈知远");
	student_set(s, STUDENT_zjhm, "990102200306263350");
	student_set(s, STUDENT_cc, "本科");
	student_set(s, STUDENT_xz, "4");
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	student_release(&f->exposed);
	student_release(&f->student);
	return 0;
}

static struct code_owner judge(struct fixture *f, const char *xh,
			       const char *xm, const char *zjhm)
{
	struct code_owner out;

	student_set(&f->exposed, STUDENT_xh, xh);
	student_set(&f->exposed, STUDENT_xm, xm);
	student_set(&f->exposed, STUDENT_zjhm, zjhm);
	code_owner_judge(&f->exposed, &f->student, &out);
	return out;
}

static void all_fields_make_sure(void **state)
{
	struct code_owner o =
		judge(*state, "2022010101", "陈**", "990102********3350");

	assert_int_equal(o.fit, CODE_OWNER_SURE);
	assert_string_equal(o.by, "xh+xm+zjhm");
	assert_true(o.confidence == 1);
	o = judge(*state, "2022010101", NULL, NULL);
	assert_int_equal(o.fit, CODE_OWNER_SURE);
	assert_true(o.confidence < 1);
}

static void a_former_name_will_do(void **state)
{
	struct fixture *f = *state;

	student_set(&f->student, STUDENT_cym, "周一、林知远");
	assert_int_equal(judge(f, NULL, "林**", "990102********3350").fit,
			 CODE_OWNER_GOOD);
	assert_int_equal(judge(f, NULL, "王**", "990102********3350").fit,
			 CODE_OWNER_NO);
}

static void name_and_tail_are_good(void **state)
{
	struct code_owner o = judge(*state, NULL, "陈**", "3350");

	assert_int_equal(o.fit, CODE_OWNER_GOOD);
	assert_non_null(strstr(o.by, "xm+tail:"));
	assert_int_equal(judge(*state, NULL, "陈**", NULL).fit,
			 CODE_OWNER_WEAK);
	assert_int_equal(judge(*state, NULL, NULL, "3350").fit,
			 CODE_OWNER_WEAK);
}

/* A Hong Kong number's tail in each convention, in brackets of either width. */
static void full_width_brackets_are_brackets(void **state)
{
	struct fixture *f = *state;

	student_set(&f->student, STUDENT_zjhm, "A123456(7)");
	assert_string_equal(judge(f, NULL, "陈**", "6（7）").by, "xm+tail:A");
	assert_string_equal(judge(f, NULL, "陈**", "6(7)").by, "xm+tail:A");
	assert_string_equal(judge(f, NULL, "陈**", "４５６７").by, "xm+tail:B");
	assert_int_equal(judge(f, NULL, "陈**", "6（8）").fit, CODE_OWNER_NO);
	student_set(&f->student, STUDENT_zjhm, "A123456（7）");
	assert_string_equal(judge(f, NULL, "陈**", "6(7)").by, "xm+tail:A");
}

static void each_difference_says_somebody_else(void **state)
{
	struct code_owner o = judge(*state, "2022010101", "王**", NULL);

	assert_int_equal(o.fit, CODE_OWNER_NO);
	assert_true(o.name_differs);
	o = judge(*state, "2022010101", "陈**", "3351");
	assert_int_equal(o.fit, CODE_OWNER_NO);
	assert_true(o.number_differs);
	o = judge(*state, "2022010102", "陈**", "3350");
	assert_int_equal(o.fit, CODE_OWNER_NO);
	assert_true(o.xh_differs && o.name_fits && o.number_fits);
}

static void a_zero_number_is_no_number(void **state)
{
	assert_int_equal(judge(*state, "0", "陈**", "3350").fit,
			 CODE_OWNER_GOOD);
}

static void the_serial_outweighs_the_number(void **state)
{
	struct fixture *f = *state;
	struct code_owner o;

	student_set(&f->student, STUDENT_wybh, "W1");
	student_set(&f->exposed, STUDENT_wybh, "W1");
	o = judge(f, "9", "陈**", NULL);
	assert_int_equal(o.fit, CODE_OWNER_SURE);
	assert_true(o.xh_differs);
}

static void another_level_is_another_enrolment(void **state)
{
	struct fixture *f = *state;
	struct code_owner o;

	student_set(&f->exposed, STUDENT_cc, "专科");
	o = judge(f, NULL, "陈**", "3350");
	assert_int_equal(o.fit, CODE_OWNER_NO);
	assert_true(o.level_differs);
	o = judge(f, "2022010101", "陈**", "3350");
	assert_int_equal(o.fit, CODE_OWNER_SURE);
	assert_true(o.level_differs);
	student_set(&f->exposed, STUDENT_cc, "普通本科");
	assert_false(judge(f, NULL, "陈**", "3350").level_differs);
	student_set(&f->exposed, STUDENT_xz, "2年");
	assert_true(judge(f, NULL, "陈**", "3350").level_differs);
	student_set(&f->exposed, STUDENT_xz, "4年");
	assert_false(judge(f, NULL, "陈**", "3350").level_differs);
}

static void the_payload_itself_is_checked(void **state)
{
	struct fixture *f = *state;
	struct findings all = FINDINGS_INIT;

	student_set(&f->exposed, STUDENT_xm, "陈**");
	student_set(&f->exposed, STUDENT_yxdm, "99202");
	code_owner_check(&f->exposed, "99101", &all);
	assert_true(findings_has(&all, "CODE-XH-EMPTY"));
	assert_true(findings_has(&all, "CODE-YXDM"));
	findings_release(&all);
	student_set(&f->exposed, STUDENT_xh, "000");
	student_set(&f->exposed, STUDENT_yxdm, "99101");
	code_owner_check(&f->exposed, "99101", &all);
	assert_true(findings_has(&all, "CODE-XH-ZERO"));
	assert_int_equal(all.n, 1);
	findings_release(&all);
	student_set(&f->exposed, STUDENT_xh, "1");
	code_owner_check(&f->exposed, "99101", &all);
	assert_int_equal(all.n, 0);
}

static void some_fields_tell_students_apart(void **state)
{
	struct fixture *f = *state;

	assert_false(code_owner_can_tell(&f->exposed));
	student_set(&f->exposed, STUDENT_xh, "00");
	student_set(&f->exposed, STUDENT_xm, "陈**");
	assert_false(code_owner_can_tell(&f->exposed));
	student_set(&f->exposed, STUDENT_zjhm, "3350");
	assert_true(code_owner_can_tell(&f->exposed));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_fields_make_sure),
		TEST(a_former_name_will_do),
		TEST(name_and_tail_are_good),
		TEST(full_width_brackets_are_brackets),
		TEST(each_difference_says_somebody_else),
		TEST(a_zero_number_is_no_number),
		TEST(the_serial_outweighs_the_number),
		TEST(another_level_is_another_enrolment),
		TEST(the_payload_itself_is_checked),
		TEST(some_fields_tell_students_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
