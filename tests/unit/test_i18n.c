/* SPDX-License-Identifier: MIT */
/* Chinese that cannot be had is an error, and not English without a word. */
#include "support/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

static void a_catalogue_that_is_damaged_is_told(void **state)
{
	char folder[] = "/tmp/test_i18n_XXXXXX";
	struct error err = ERROR_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	/* an installation without one */
	assert_int_equal(i18n_start("zh", "/nowhere"), 0);
	assert_int_equal(file_keep("zh_CN/LC_MESSAGES/qctool.mo", "x", 1, &err),
			 0);
	assert_int_equal(i18n_start("zh", folder), -1);
	assert_int_equal(i18n_start("en", folder), 0);
	assert_int_equal(system("rm -r \"$PWD\""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_catalogue_that_is_damaged_is_told),
	};

	return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
