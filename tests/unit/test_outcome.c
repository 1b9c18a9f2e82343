/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/outcome.h"

static void words_are_whole_words(void **state)
{
	static const struct {
		const char *text;
		enum outcome outcome;
	} table[] = {
		{"同一人", OUTCOME_SAME},
		{" 正常\t", OUTCOME_SAME},
		{"一致", OUTCOME_SAME},
		{"same", OUTCOME_SAME},
		{"疑似", OUTCOME_SUSPECT},
		{"存疑", OUTCOME_SUSPECT},
		{"疑似非同一人", OUTCOME_SUSPECT},
		{"非同一人", OUTCOME_NOTSAME},
		{"不一致", OUTCOME_NOTSAME},
		{"异常", OUTCOME_NOTSAME},
		{"身份信息无效", OUTCOME_INVALID},
		{"信息不匹配", OUTCOME_INVALID},
		{"", OUTCOME_NONE},
		{"未核验", OUTCOME_NONE},
		{"可能同一人", OUTCOME_NONE},
		{"\xff", OUTCOME_NONE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (outcome_read(table[i].text) != table[i].outcome)
			fail_msg("%s", table[i].text);
}

static void a_title_tells_what_it_speaks_of(void **state)
{
	(void)state;
	assert_int_equal(outcome_kind_of("人像比对结果"), OUTCOME_FACE);
	assert_int_equal(outcome_kind_of("人证比对结果"), OUTCOME_IDENTITY);
	assert_int_equal(outcome_kind_of("核验状态"), OUTCOME_IDENTITY);
	assert_int_equal(outcome_fails(OUTCOME_FACE), LEDGER_BY_SCORE);
	assert_int_equal(outcome_fails(OUTCOME_IDENTITY), LEDGER_BY_ID);
}

static void a_suspect_stops_as_the_task_says(void **state)
{
	struct policies policies = {0};
	struct findings all = FINDINGS_INIT;

	(void)state;
	assert_true(outcome_stops(OUTCOME_SUSPECT, &policies));
	assert_true(outcome_stops(OUTCOME_NOTSAME, &policies));
	assert_true(outcome_stops(OUTCOME_INVALID, &policies));
	assert_false(outcome_stops(OUTCOME_SAME, &policies));
	outcome_finding(OUTCOME_SAME, &policies, &all);
	outcome_finding(OUTCOME_NONE, &policies, &all);
	assert_int_equal(all.n, 0);
	outcome_finding(OUTCOME_SUSPECT, &policies, &all);
	assert_int_equal(all.list[0].severity, FINDING_ERROR);
	policy_set(&policies, "outcome_suspect", "warn", NULL);
	assert_false(outcome_stops(OUTCOME_SUSPECT, &policies));
	outcome_finding(OUTCOME_SUSPECT, &policies, &all);
	assert_int_equal(all.list[1].severity, FINDING_WARN);
	assert_true(outcome_stops(OUTCOME_NOTSAME, &policies));
	findings_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_whole_words),
		cmocka_unit_test(a_title_tells_what_it_speaks_of),
		cmocka_unit_test(a_suspect_stops_as_the_task_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
