/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/file.h"
#include "base/share.h"

static void expect_path(const char *name, const char *wanted)
{
	char *path = share_path(name);

	assert_string_equal(path, wanted);
	free(path);
}

static void the_environment_comes_first(void **state)
{
	(void)state;
	setenv("QCTOOL_SHARE", "/no/such/place", 1);
	expect_path("findings.ini", "/no/such/place/findings.ini");
	setenv("QCTOOL_SHARE", "/trailing/", 1);
	expect_path("a/b", "/trailing/a/b");
}

/* This program stands where qctool's unit tests do: below build/. */
static void the_tree_it_was_built_in_comes_next(void **state)
{
	char *found, *none;

	(void)state;
	setenv("QCTOOL_SHARE", "", 1);
	found = share_path("findings.ini");
	none = share_path("no such file");
	assert_true(file_exists(found));
	assert_false(file_exists(none));
	assert_memory_equal(found, none,
			    strlen(found) - strlen("findings.ini"));
	unsetenv("QCTOOL_SHARE");
	expect_path("findings.ini", found);
	free(found);
	free(none);
}

static void catalogues_are_somewhere(void **state)
{
	char *folder = share_locale_dir();

	(void)state;
	assert_non_null(folder);
	assert_int_equal(folder[0], '/');
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_environment_comes_first),
		cmocka_unit_test(the_tree_it_was_built_in_comes_next),
		cmocka_unit_test(catalogues_are_somewhere),
	};

	return cmocka_run_group_tests_name("share", tests, NULL, NULL);
}
