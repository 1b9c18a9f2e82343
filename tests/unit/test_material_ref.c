/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/mem.h"
#include "rules/material_ref.h"

static void a_file_or_a_hash_is_meant(void **state)
{
	static const char hash[] = "0c4799bc4c74d000";
	static const struct {
		const char *ref;
		bool fits;
	} rows[] = {
		{"a/x.jpg", true},
		{"x.jpg", true},
		{"a", false},
		{"b/x.jpg", false},
		{"0c4799bc", true},
		{"0c4799b", false},
		{"0C4799BC", false},
		{"0c4799bd", false},
		{"", false},
		{"0c4799bc4c74d000", true},
		{"0c4799bc4c74d0000", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (material_ref_fits(rows[i].ref, hash, "a/x.jpg") !=
		    rows[i].fits)
			fail_msg("%s", rows[i].ref);
}

static void exactly_one_is_wanted(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(material_ref_one("x", 1, &err), 0);
	assert_int_equal(material_ref_one("x", 0, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(material_ref_one("x", 2, &err), -1);
	assert_non_null(strstr(err.text, "2 fit x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_or_a_hash_is_meant),
		cmocka_unit_test(exactly_one_is_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
