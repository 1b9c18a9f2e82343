/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/mem.h"
#include "rules/redact_text.h"

static void numbers_of_persons_are_hidden(void **state)
{
	static const char *const cases[][2] = {
		{"", ""},
		{"1-101", "1-101"},
		{"110101200001011237", "110***********1237"},
		{"11010120000101123X", "110***********123X"},
		{"11010120000101123x，母亲", "110***********123x，母亲"},
		{"１１０101200001011237", "１１０***********1237"},
		{"110101 20000101 1237", "110*** ******** 1237"},
		{"父13800138000", "父138****8000"},
		{"138-0013-8000 138 0013 8001", "138-****-8000 138 **** 8001"},
		{"+86 13800138000", "+86 1******8000"},
		{"8613800138000", "861******8000"},
		{"13800138000 13900139000", "138****8000 139****9000"},
		{"010-12345678", "010-12345678"},
		{"12800138000", "12800138000"},
		{"1234567890123456789", "1234567890123456789"},
		{"2022010101", "2022010101"},
		{"X", "X"},
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&out);
		redact_text(&out, cases[i][0]);
		assert_string_equal(buf_str(&out), cases[i][1]);
	}
	buf_release(&out);
}

static void the_rosters_names_are_hidden_too(void **state)
{
	static const char *const names[] = {"张三",   "张三丰",	   "Li Na",
					    "买买提", "H60123456", "王"};
	static const char *const cases[][2] = {
		{"张三说", "张*说"},
		{"是张三丰", "是张**"},
		{"张 三", "张 三"},
		{"Li Na, not Li Nathan", "L****, not Li Nathan"},
		{"证件 H60123456。", "证件 H6*****56。"},
		{"买买提", "买**"},
		{"王", "王"},
		{"张", "张"},
	};
	char **words = mem_xcalloc(6, sizeof(*words));
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++)
		words[i] = mem_xstrdup(names[i]);
	redact_text_tell(words, 6);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&out);
		redact_text(&out, cases[i][0]);
		assert_string_equal(buf_str(&out), cases[i][1]);
	}
	redact_text_tell(NULL, 0);
	buf_clear(&out);
	redact_text(&out, "张三");
	assert_string_equal(buf_str(&out), "张三");
	buf_release(&out);
}

static long cannot_say(void *ctx, const char *text, size_t n)
{
	(void)ctx;
	(void)text;
	(void)n;
	return -1;
}

static void what_cannot_be_known_is_hidden_and_said(void **state)
{
	struct redact_text_source source = {.find = cannot_say};
	struct buf out = BUF_INIT;

	(void)state;
	redact_text_ask(&source);
	assert_false(redact_text_failed());
	redact_text(&out, "张三");
	assert_string_equal(buf_str(&out), "***");
	assert_true(redact_text_failed());
	redact_text_ask(NULL);
	assert_false(redact_text_failed());
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_persons_are_hidden),
		cmocka_unit_test(the_rosters_names_are_hidden_too),
		cmocka_unit_test(what_cannot_be_known_is_hidden_and_said),
	};

	return cmocka_run_group_tests_name("redact_text", tests, NULL, NULL);
}
