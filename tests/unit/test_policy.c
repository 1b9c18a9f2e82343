/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/policy.h"

static void every_row_is_whole_and_takes_its_own_fallback(void **state)
{
	struct policies all;
	struct error err = ERROR_INIT;
	const struct policy *p;
	char names[120];
	int i, j;

	(void)state;
	for (i = 0; i < POLICY_COUNT; i++) {
		memset(&all, 0, sizeof(all));
		p = policy_at((enum policy_key)i);
		assert_non_null(p->name);
		assert_true(p->zh[0] && p->en[0]);
		assert_int_not_equal(p->gates, 0);
		policy_gate_names(p->gates, names, sizeof(names));
		assert_true(names[0]);
		assert_int_equal(policy_find(p->name), i);
		assert_int_equal(policy_set(&all, p->name, p->fallback, &err),
				 0);
		assert_string_equal(policy_text(&all, (enum policy_key)i),
				    p->fallback);
		for (j = 0; j < i; j++)
			assert_string_not_equal(
				p->name, policy_at((enum policy_key)j)->name);
	}
	assert_null(policy_at(POLICY_COUNT));
}

static const struct {
	const char *name, *value;
	int result;
	const char *says;
} values[] = {
	{"make_daily", "0", 0, ""},
	{"make_daily", "unlimited", 0, ""},
	{"make_daily", "1001", -1, "unlimited"},
	{"make_daily", "-1", -1, "0"},
	{"make_daily", "x", -1, "make_daily"},
	{"make_daily", "", 0, ""},
	{"score_min", "unlimited", -1, "100"},
	{"score_min", "80.5", -1, "100"},
	{"cooldown", "24h", 0, ""},
	{"cooldown", "sometimes", -1, "next_day|24h"},
	{"cooldown", "next", -1, "next_day|24h"},
	{"cooldown", "none", -1, "next_day|24h"},
	{"require_paid", "yes", 0, ""},
	{"require_paid", "1", -1, "yes|no"},
	{"leads", "王老师,li", 0, ""},
	{"leads", "a b", -1, "commas"},
	{"nonsense", "1", -1, "help policies"},
	{"make_dialy", "1", -1, "make_daily"},
	{"resubmits", "1", -1, "resubmit"},
};

static void values_are_checked_and_refusals_say_what_is_wanted(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct policies all;
		struct error err = ERROR_INIT;

		memset(&all, 0, sizeof(all));
		assert_int_equal(
			policy_set(&all, values[i].name, values[i].value, &err),
			values[i].result);
		if (values[i].result < 0) {
			assert_int_equal(err.kind, ERROR_USAGE);
			assert_non_null(strstr(err.text, values[i].says));
		}
	}
}

static void a_long_list_is_refused_not_cut(void **state)
{
	struct policies all;
	struct error err = ERROR_INIT;
	char longest[POLICY_TEXT + 2];

	(void)state;
	memset(&all, 0, sizeof(all));
	memset(longest, 'a', POLICY_TEXT);
	longest[POLICY_TEXT] = '\0';
	assert_int_equal(policy_set(&all, "leads", longest, &err), -1);
	longest[POLICY_TEXT - 1] = '\0';
	assert_int_equal(policy_set(&all, "leads", longest, &err), 0);
	assert_true(policy_lists(&all, POLICY_LEADS, longest));
}

static void numbers_words_and_lists_are_read(void **state)
{
	struct policies all;
	struct error err = ERROR_INIT;

	(void)state;
	memset(&all, 0, sizeof(all));
	assert_int_equal(policy_number(&all, POLICY_MAKE_DAILY), 3);
	policy_set(&all, "make_daily", "unlimited", &err);
	assert_true(policy_number(&all, POLICY_MAKE_DAILY) == POLICY_UNLIMITED);
	policy_set(&all, "make_daily", "", &err);
	assert_int_equal(policy_number(&all, POLICY_MAKE_DAILY), 3);
	assert_false(policy_bool(&all, POLICY_REQUIRE_PAID));
	policy_set(&all, "leads", "li,wang", &err);
	assert_true(policy_lists(&all, POLICY_LEADS, "li"));
	assert_true(policy_lists(&all, POLICY_LEADS, "wang"));
	assert_false(policy_lists(&all, POLICY_LEADS, "wan"));
	assert_false(policy_lists(&all, POLICY_LEADS, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_whole_and_takes_its_own_fallback),
		cmocka_unit_test(
			values_are_checked_and_refusals_say_what_is_wanted),
		cmocka_unit_test(a_long_list_is_refused_not_cut),
		cmocka_unit_test(numbers_words_and_lists_are_read),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
