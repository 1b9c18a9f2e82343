/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/person_name.h"

struct clean {
	const char *raw, *cleaned;
	unsigned bits;
};

static void cleaning_keeps_every_character_that_counts(void **state)
{
	static const struct clean rows[] = {
		{"张三", "张三", 0},
		{"\xe3\x80\x80罗洋 ", "罗洋", 0},
		{"于\xe3\x80\x80文宇", "于文宇", PERSON_NAME_SPACE},
		{"张 三", "张三", PERSON_NAME_SPACE},
		{"MÜLLER, Anna-Lena", "MÜLLER, Anna-Lena", 0},
		{"Anna  Maria", "Anna Maria", PERSON_NAME_SPACE},
		{"买买提·艾力", "买买提·艾力", 0},
		{"买买提•艾力", "买买提•艾力", PERSON_NAME_DOT},
		{"巴特尔・那顺", "巴特尔・那顺", PERSON_NAME_DOT},
		{"巴特尔.那顺", "巴特尔.那顺", PERSON_NAME_DOT},
		{"买买提 · 艾力", "买买提·艾力", PERSON_NAME_SPACE},
		{"李??", "李??", PERSON_NAME_WILDCARD},
		{"李？？明", "李？？明", PERSON_NAME_WILDCARD},
		{"姜?", "姜?", PERSON_NAME_LOST},
		{"姜\xef\xbf\xbd", "姜\xef\xbf\xbd", PERSON_NAME_LOST},
		{"张㐱", "张㐱", PERSON_NAME_RARE},
		{"李𠮷", "李𠮷", PERSON_NAME_RARE},
		{"李\xee\xa0\x80", "李\xee\xa0\x80", PERSON_NAME_PRIVATE},
		{"张三2", "张三2", PERSON_NAME_DIGIT},
		{"李LI山", "李LI山", PERSON_NAME_PINYIN},
		{"=1+1", "=1+1", PERSON_NAME_FORMULA | PERSON_NAME_DIGIT},
		{"张", "张", PERSON_NAME_SHORT},
		{"⾦ ⼩明", "⾦⼩明", PERSON_NAME_SPACE | PERSON_NAME_FOLDED},
		{"⻢云", "⻢云", PERSON_NAME_FOLDED},
		{"李\xf0\xaf\xa0\x83", "李\xf0\xaf\xa0\x83",
		 PERSON_NAME_FOLDED | PERSON_NAME_RARE},
		{"ＡＢ", "ＡＢ", PERSON_NAME_FOLDED},
		{"张（研）", "张（研）", 0},
		{"张\xe2\x80\x8b三", "张三", 0},
		{"", "", 0},
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned bits;

		buf_clear(&out);
		bits = person_name_clean(rows[i].raw, &out);
		if (bits != rows[i].bits)
			fail_msg("%s: bits %x", rows[i].raw, bits);
		assert_string_equal(buf_str(&out), rows[i].cleaned);
	}
	buf_release(&out);
}

struct pair {
	const char *a, *b, *aliases;
	enum person_name_match match;
};

static void sameness_has_a_reason(void **state)
{
	static const struct pair rows[] = {
		{"张三", "张三", NULL, PERSON_NAME_EQUAL},
		{"张三", "张四", NULL, PERSON_NAME_DIFFERENT},
		{"张三", "张三丰", NULL, PERSON_NAME_DIFFERENT},
		{"买买提·艾力", "买买提•艾力", NULL, PERSON_NAME_LOOSE},
		{"买买提·艾力", "买买提.艾力", NULL, PERSON_NAME_LOOSE},
		{"ANNA", "Ａｎｎａ", NULL, PERSON_NAME_LOOSE},
		{"张 三", "张三", NULL, PERSON_NAME_LOOSE},
		{"⾦⼩明", "金小明", NULL, PERSON_NAME_LOOSE},
		{"⻢云", "马云", NULL, PERSON_NAME_LOOSE},
		{"\xef\xa4\x8a明", "金明", NULL, PERSON_NAME_LOOSE},
		{"李??", "李𠮷", NULL, PERSON_NAME_WILD},
		{"李？？明", "李㐱明", NULL, PERSON_NAME_WILD},
		{"李??", "李大明", NULL, PERSON_NAME_DIFFERENT},
		{"李??明", "王㐱明", NULL, PERSON_NAME_DIFFERENT},
		{"????", "李明", NULL, PERSON_NAME_WILD},
		{"李?", "李明", NULL, PERSON_NAME_DIFFERENT},
		{"王五", "张三", "李四、王五", PERSON_NAME_ALIAS},
		{"王五", "张三", "李四, 王五", PERSON_NAME_ALIAS},
		{"王六", "张三", "李四/王五", PERSON_NAME_DIFFERENT},
		{"", "", NULL, PERSON_NAME_DIFFERENT},
		{"", "张三", "、", PERSON_NAME_DIFFERENT},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum person_name_match match =
			person_name_same(rows[i].a, rows[i].b, rows[i].aliases);

		if (match != rows[i].match)
			fail_msg("%s %s: %d", rows[i].a, rows[i].b, (int)match);
	}
}

static void long_names_are_told(void **state)
{
	char name[80] = "";
	struct buf out = BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 20; i++)
		strcat(name, "张");
	assert_int_equal(person_name_clean(name, &out), 0);
	strcat(name, "张");
	assert_int_equal(person_name_clean(name, &out), PERSON_NAME_LONG);
	buf_release(&out);
}

static void surnames_of_two_characters(void **state)
{
	(void)state;
	assert_int_equal(person_name_surname("欧阳修"), 6);
	assert_int_equal(person_name_surname("欧阳"), 3);
	assert_int_equal(person_name_surname("张三"), 3);
	assert_int_equal(person_name_surname("𠮷田"), 4);
	assert_int_equal(person_name_surname(""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleaning_keeps_every_character_that_counts),
		cmocka_unit_test(sameness_has_a_reason),
		cmocka_unit_test(long_names_are_told),
		cmocka_unit_test(surnames_of_two_characters),
	};

	return cmocka_run_group_tests_name("person_name", tests, NULL, NULL);
}
