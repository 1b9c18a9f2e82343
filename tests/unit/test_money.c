/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/money.h"

static void amounts_are_exact(void **state)
{
	static const struct {
		const char *text;
		long fen;
	} good[] = {
		{"30", 3000},
		{"30.00", 3000},
		{"30.5", 3050},
		{"0.29", 29},
		{"29.99", 2999},
		{"￥30.00", 3000},
		{"¥ 30.00", 3000},
		{"RMB30", 3000},
		{"30元", 3000},
		{"3,000.00", 300000},
		{"1,234,567.89", 123456789},
		{"３０．００", 3000},
		{"  30 ", 3000},
		{"-30.00", -3000},
		{"¥-30", -3000},
		{"30.5000", 3050},
		{"0", 0},
		{"10000000", 1000000000},
	};
	long fen;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(money_parse(good[i].text, &fen), 0);
		assert_int_equal(fen, good[i].fen);
	}
}

static void other_words_are_no_amounts(void **state)
{
	static const char *const bad[] = {
		"",	    "-",	"￥",
		"三十",	    "30.005",	"30.",
		".5",	    "3,0",	"3000,00",
		"1,2345",   ",300",	"3e3",
		"30 40",    "30%",	"30分",
		"10000001", "--30",	"1234,567",
		"30.0x",    "\xff\x33", "99999999999999999999"};
	long fen;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(money_parse(bad[i], &fen), -1);
}

static void fen_are_shown_as_yuan(void **state)
{
	char text[24];

	(void)state;
	money_format(2999, text);
	assert_string_equal(text, "29.99");
	money_format(-5, text);
	assert_string_equal(text, "-0.05");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_are_exact),
		cmocka_unit_test(other_words_are_no_amounts),
		cmocka_unit_test(fen_are_shown_as_yuan),
	};

	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
