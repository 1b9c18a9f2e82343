/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/path.h"
#include "rules/name_template.h"

static void set_up(struct student *s)
{
	memset(s, 0, sizeof(*s));
	student_set(s, STUDENT_xh, "2022010101");
	student_set(s, STUDENT_xm, "买买提·艾力");
	student_set(s, STUDENT_fy, "信息/工程 学院.");
	student_set(s, STUDENT_bh, "..");
	student_set(s, STUDENT_zjhm, "11010519491231002X");
}

static void test_names(void **state)
{
	static const char *const cases[][2] = {
		{"{xh}.jpg", "2022010101.jpg"},
		{"{zjhm}.jpg", "11010519491231002X.jpg"},
		{"{xh}_{xm}.jpg", "2022010101_买买提·艾力.jpg"},
		{"{fy}/{xh}.jpg", "信息_工程 学院_/2022010101.jpg"},
		{"{bh}/{xh}.jpg", "___/2022010101.jpg"},
		{"zp{xh}.jpg", "zp2022010101.jpg"},
		{"{{{xh}}}.jpg", "{2022010101}.jpg"},
		{"{code}.jpg", "a1b2.jpg"},
	};
	struct error err = ERROR_INIT;
	struct student s;
	size_t i;
	char *name;

	(void)state;
	set_up(&s);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(name_template_check(cases[i][0], &err), 0);
		name = name_template_make(cases[i][0], &s, "a1b2", &err);
		assert_non_null(name);
		assert_string_equal(name, cases[i][1]);
		assert_true(path_is_safe(name));
		free(name);
	}
	student_release(&s);
}

static void test_bad_templates(void **state)
{
	static const char *const bad[] = {
		"{xx}.jpg", "{xh.jpg",	   "xh}.jpg", "photo.jpg", "",
		"{}.jpg",   "../{xh}.jpg", "/{xh}",   "{xh}//a",   "{xh}/",
		"C:{xh}",   "a\\{xh}",	   "{x{h}}",
	};
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (name_template_check(bad[i], &err) == 0)
			fail_msg("accepted: %s", bad[i]);
		assert_int_equal(err.kind, ERROR_USAGE);
	}
	assert_int_equal(name_template_check("{xhh}.jpg", &err), -1);
	assert_non_null(strstr(err.text, "{xhh}"));
	assert_non_null(strstr(err.text, "ksh xh xm"));
	assert_non_null(strstr(err.text, "code"));
}

static void test_bad_values(void **state)
{
	struct error err = ERROR_INIT;
	struct student s;

	(void)state;
	set_up(&s);
	assert_null(name_template_make("{ksh}.jpg", &s, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "ksh"));
	assert_null(name_template_make("{code}.jpg", &s, NULL, &err));
	assert_non_null(strstr(err.text, "code"));
	assert_null(name_template_make(
		"{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}{zjhm}"
		"{zjhm}{zjhm}.jpg",
		&s, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	student_release(&s);
}

static void test_feature_code(void **state)
{
	struct error err = ERROR_INIT;
	char *name;

	(void)state;
	assert_int_equal(name_template_check("{feature}/{xh}.jpg", &err), 0);
	name = name_template_of_task("{feature}/{{feature}}_{xh}.jpg", "Z3K8F7",
				     &err);
	assert_string_equal(name, "Z3K8F7/{{feature}}_{xh}.jpg");
	free(name);
	name = name_template_of_task("{xh}.jpg", "", &err);
	assert_string_equal(name, "{xh}.jpg");
	free(name);
	name = name_template_of_task("a}b{feature}", "Z3K8F7", &err);
	assert_string_equal(name, "a}b{feature}");
	free(name);
	assert_null(name_template_of_task("{feature}.jpg", "", &err));
	assert_int_equal(err.kind, ERROR_USAGE);
}

static void test_uses(void **state)
{
	(void)state;
	assert_true(name_template_uses("{fy}/{xh}.jpg", "xh"));
	assert_true(name_template_uses("{fy}/{xh}.jpg", "fy"));
	assert_false(name_template_uses("{fy}/{{xh}}.jpg", "xh"));
	assert_false(name_template_uses("xh", "xh"));
}

static void test_matches(void **state)
{
	static const struct {
		const char *template, *name;
		bool numbers, matches;
	} cases[] = {
		{"{xh}.jpg", "2022010101.jpg", true, true},
		{"{xh}.jpg", "2022010101.JPG", true, true},
		{"{xh}.jpg", "2022010101.png", true, false},
		{"{xh}.jpg", "a/2022010101.jpg", true, false},
		{"{xh}.jpg", ".jpg", true, false},
		{"zp{xh}.jpg", "2022010101.jpg", true, false},
		{"{fy}/{bh}/{xh}_{xm}.jpg", "甲/乙/1_丙_丁.jpg", true, true},
		{"{fy}/{bh}/{xh}_{xm}.jpg", "甲/1_丙.jpg", true, false},
		{"{zjhm}.jpg", "11010519491231002X.jpg", true, true},
		{"{zjhm}.jpg", "110105194912310021.jpg", true, false},
		{"{zjhm}.jpg", "110105194912310021.jpg", false, true},
		{"{zjhm}.jpg", "H12345678.jpg", true, true},
		{"{{{xh}.jpg", "{1.jpg", true, true},
		{"{xh}{xm}.jpg", "ab.jpg", true, true},
		{"{xh}{xm}.jpg", "a.jpg", true, false},
		{"{xh}_{xm}.jpg", "a_b_c.jpg", true, true},
		{"{xh}.jpg", "a.jpg.jpg", true, true},
		{"{xh", "a", true, false},
	};
	char hostile[400] = "", name[4001];
	size_t i;

	(void)state;
	/* A pattern of a stranger's must not take the night. */
	for (i = 0; i < 60; i++)
		strcat(hostile, "{xh}a");
	memset(name, 'a', 4000);
	name[4000] = '\0';
	assert_true(name_template_matches(hostile, name, true));
	name[3999] = 'b';
	assert_false(name_template_matches(hostile, name, true));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (name_template_matches(cases[i].template, cases[i].name,
					  cases[i].numbers) != cases[i].matches)
			fail_msg("%s %s", cases[i].template, cases[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_bad_templates),
		cmocka_unit_test(test_bad_values),
		cmocka_unit_test(test_feature_code),
		cmocka_unit_test(test_uses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
