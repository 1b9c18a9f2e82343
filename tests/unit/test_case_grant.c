/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "review/case_grant.h"

static void words_name_what_and_how_many(void **state)
{
	static const char *const bad[] = {"make",     "make=",	"make=0",
					  "make=101", "=1",	"money=1",
					  "make=x",   "make=-1"};
	struct case_grant grant = {.reason = "x"};
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	assert_int_equal(case_grant_parse(&grant, "make=2", &err), 0);
	assert_int_equal(case_grant_parse(&grant, "fails=100", &err), 0);
	assert_int_equal(grant.more[LEDGER_GRANT_MAKE], 2);
	assert_int_equal(grant.more[LEDGER_GRANT_FAILS], 100);
	assert_int_equal(grant.more[LEDGER_GRANT_REPLACE], 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(case_grant_parse(&grant, bad[i], &err), -1);
		assert_int_equal(err.kind, ERROR_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_name_what_and_how_many),
	};

	return cmocka_run_group_tests_name("case_grant", tests, NULL, NULL);
}
