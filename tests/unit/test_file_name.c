/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/file_name.h"

static const struct {
	long long id;
	const char *ksh, *xh, *zjhm, *xm, *bh, *cym;
} people[] = {
	{1, "22350101150001", "2022010101", "110101200401011234", "张伟",
	 "计算机2201"},
	{2, "22350101150002", "2022010102", "11010120040102123X", "李娜",
	 "计算机2201"},
	{3, "22350101150003", "2022010203", "110101200401031236", "张伟",
	 "计算机2202"},
	{4, "22350101150004", "B22010204", "110101200401041238",
	 "阿依古丽·买买提", "机械2201"},
	{5, "", "2022010205", "H12345678", "JOHN SMITH", "机械2201",
	 "JOHN DOE、史强"},
};

static struct file_name_match match(const char *path)
{
	struct file_name_index *x = file_name_index_new();
	struct file_name_match m;
	int i;

	for (i = 0; i < 5; i++) {
		struct student s = {0};

		student_set(&s, STUDENT_ksh, people[i].ksh);
		student_set(&s, STUDENT_xh, people[i].xh);
		student_set(&s, STUDENT_zjhm, people[i].zjhm);
		student_set(&s, STUDENT_xm, people[i].xm);
		student_set(&s, STUDENT_bh, people[i].bh);
		student_set(&s, STUDENT_cym, people[i].cym);
		file_name_index_add(x, people[i].id, &s);
		student_release(&s);
	}
	file_name_index_finish(x);

	file_name_match(x, path, &m);
	file_name_index_free(x);
	return m;
}

/* id when certain, 0 when nobody, -1 when only proposals. */
static long long who(const char *path)
{
	struct file_name_match m = match(path);

	if (m.count == 0)
		return 0;
	return m.sure ? m.list[0].id : -1;
}

static void any_number_names_the_student(void **state)
{
	(void)state;
	assert_int_equal(who("2022010101.jpg"), 1);
	assert_int_equal(who("a/b/11010120040102123x.JPG"), 2);
	assert_int_equal(who("22350101150003.jpeg"), 3);
	assert_int_equal(who("b22010204.jpg"), 4);
	assert_int_equal(who("zp2022010102.jpg"), 2);
	assert_int_equal(who("2022010102(1).jpg"), 2);
	assert_int_equal(who("2022010102 - 副本.jpg"), 2);
	assert_int_equal(who("H12345678.jpg"), 5);
}

static void order_separator_and_width_do_not_matter(void **state)
{
	(void)state;
	assert_int_equal(who("张伟_2022010101.jpg"), 1);
	assert_int_equal(who("2022010203张伟.jpg"), 3);
	assert_int_equal(who("计算机+2022010102+李娜.jpg"), 2);
	assert_int_equal(who("２０２２０１０１０２－李娜.jpg"), 2);
	assert_int_equal(who("李娜（110101 20040102123X）.jpg"), 2);
	assert_int_equal(who("2022010101110101200401011234.jpg"), 1);
}

static void a_name_counts_when_only_one_has_it(void **state)
{
	struct file_name_match m = match("李娜.jpg");

	(void)state;
	assert_true(m.sure);
	assert_int_equal(m.list[0].by & ~FILE_NAME_CLASS, FILE_NAME_XM);
	assert_int_equal(m.list[0].id, 2);
	assert_int_equal(who("机械2201班阿依古丽•买买提.jpg"), 4);
	assert_int_equal(who("john smith.jpg"), 5);
	assert_int_equal(who("机械2201班史强.jpg"), 5);
	assert_int_equal(who("john doe.jpg"), 5);
}

static void namesakes_are_proposed_not_guessed(void **state)
{
	struct file_name_match m = match("张伟.jpg");

	(void)state;
	assert_false(m.sure);
	assert_int_equal(m.count, 2);
	assert_true(m.list[0].by & FILE_NAME_CONFLICT);
	assert_int_equal(who("计算机2202/张伟.jpg"), 3);
	assert_int_equal(who("计算机2201/张伟.jpg"), 1);
}

static void contradictions_are_proposed(void **state)
{
	(void)state;
	/* the number is one student's, the name another's */
	assert_int_equal(who("2022010101李娜.jpg"), -1);
	assert_int_equal(who("2022010101_2022010102.jpg"), -1);
	/* a number that fits, beside a namesake, is settled by both */
	assert_int_equal(match("2022010203张伟.jpg").count, 1);
}

static void nobody_is_nobody(void **state)
{
	(void)state;
	assert_int_equal(who("IMG_20240501_123456.jpg"), 0);
	assert_int_equal(who("微信图片.jpg"), 0);
	assert_int_equal(who(".jpg"), 0);
	assert_int_equal(who("\xff\xfe.jpg"), 0);
}

static void the_folder_may_name_the_student(void **state)
{
	struct file_name_match m = match("2022010102_李娜/IMG_0001.jpg");

	(void)state;
	assert_true(m.sure);
	assert_int_equal(m.list[0].id, 2);
}

static void reasons_have_names(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	file_name_reasons(FILE_NAME_XH | FILE_NAME_XM, &text);
	assert_string_equal(buf_str(&text), "xh+xm");
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_number_names_the_student),
		cmocka_unit_test(order_separator_and_width_do_not_matter),
		cmocka_unit_test(a_name_counts_when_only_one_has_it),
		cmocka_unit_test(namesakes_are_proposed_not_guessed),
		cmocka_unit_test(contradictions_are_proposed),
		cmocka_unit_test(nobody_is_nobody),
		cmocka_unit_test(the_folder_may_name_the_student),
		cmocka_unit_test(reasons_have_names),
	};

	return cmocka_run_group_tests_name("file_name", tests, NULL, NULL);
}
