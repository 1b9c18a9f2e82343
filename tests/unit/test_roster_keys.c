/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "roster/roster_keys.h"

static void texts_are_told_apart_exactly(void **state)
{
	static const char *const texts[] = {
		"0",
		"00",
		"1",
		"01",
		"X",
		"0X",
		"1X",
		"10",
		"123456789012345678",
		"999999999999999999",
		"999999999999999999X",
		"A",
		"AA",
		"H12345678",
		"ZZZZZZZZZZZZ",
		"ZZZZZZZZZZZZZ",
		"1234567890123456789",
		"张三",
		"a",
		"B-1",
		"12345678901X",
		"000000000000000000",
		"00000000000000000",
		"0000000000000000000",
	};
	struct roster_keys keys = ROSTER_KEYS_INIT;
	size_t i, n = sizeof(texts) / sizeof(texts[0]);

	(void)state;
	for (i = 0; i < n; i++)
		assert_int_equal(
			roster_keys_put(&keys, texts[i], (uint32_t)i + 1, NULL),
			i + 1);
	for (i = 0; i < n; i++)
		assert_int_equal(roster_keys_put(&keys, texts[i], 1000, NULL),
				 i + 1);
	assert_int_equal(roster_keys_put(&keys, "", 7, NULL), 7);
	assert_int_equal(roster_keys_put(&keys, "", 8, NULL), 8);
	roster_keys_release(&keys);
}

static void many_of_each_kind_are_found_again(void **state)
{
	static const char *const forms[] = {"%u", "%017uX", "H%08u", "学生 %u",
					    "%019u"};
	struct roster_keys keys = ROSTER_KEYS_INIT;
	char text[64];
	uint32_t i, k;

	(void)state;
	for (k = 0; k < 2; k++)
		for (i = 0; i < 50000; i++) {
			snprintf(text, sizeof(text), forms[i % 5], i * 7);
			if (roster_keys_put(&keys, text, i + 1 + k, NULL) !=
			    i + 1)
				fail_msg("%s", text);
		}
	assert_int_equal(keys.n, 50000);
	roster_keys_release(&keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_told_apart_exactly),
		cmocka_unit_test(many_of_each_kind_are_found_again),
	};

	return cmocka_run_group_tests_name("roster_keys", tests, NULL, NULL);
}
