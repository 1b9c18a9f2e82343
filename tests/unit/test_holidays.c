/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <sys/stat.h>

#include "base/file.h"
#include "report/holidays.h"

static struct date day(int year, int month, int d)
{
	return (struct date){year, month, d};
}

static void the_state_councils_notices(void **state)
{
	struct workdays all = WORKDAYS_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(holidays_read(NULL, &all, &err), 0);
	assert_true(workday_knows(&all, 2025));
	assert_true(workday_knows(&all, 2026));
	assert_false(workday_knows(&all, 2031));
	assert_false(workday_is(&all, day(2026, 2, 23))); /* Monday */
	assert_true(workday_is(&all, day(2026, 2, 24)));
	assert_true(workday_is(&all, day(2026, 2, 28))); /* Saturday */
	assert_false(workday_is(&all, day(2026, 10, 7)));
	assert_true(workday_is(&all, day(2026, 10, 10)));
	assert_false(workday_is(&all, day(2025, 10, 8)));
	/* 29 April 2026 + 7: 30 April, 6, 7, 8, 9 (Saturday), 11, 12 May */
	assert_int_equal(date_compare(workday_after(&all, day(2026, 4, 29), 7),
				      day(2026, 5, 12)),
			 0);
	workdays_release(&all);
}

static const struct {
	const char *text, *says;
} wrong[] = {
	{"[holidays]\noff = 2027-13-01\n", "2027-13-01"},
	{"[holidays]\noff = tomorrow\n", "tomorrow"},
	{"[holidays]\non = 2027-05-05..2027-05-01\n", ".."},
	{"[holidays]\noff = 2027-01-01..2027-12-31\n", ".."},
};

static void an_offices_own_year_and_its_slips(void **state)
{
	char folder[] = "/tmp/test_holidays_XXXXXX", path[80], command[80];
	const char *good = "[holidays]\noff = 2027-01-01, 2027-05-03\n"
			   "on = 2027-05-08\n";
	struct workdays all = WORKDAYS_INIT;
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/holidays", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/holidays/2027.ini", folder);
	file_write(path, good, strlen(good), 0600, &err);
	assert_int_equal(holidays_read(folder, &all, &err), 0);
	assert_true(workday_knows(&all, 2027));
	assert_false(workday_is(&all, day(2027, 5, 3)));
	assert_true(workday_is(&all, day(2027, 5, 8)));
	workdays_release(&all);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		file_write(path, wrong[i].text, strlen(wrong[i].text), 0600,
			   &err);
		assert_int_equal(holidays_read(folder, &all, &err), -1);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(err.text, wrong[i].says));
		assert_non_null(strstr(err.text, "2027.ini"));
		workdays_release(&all);
	}
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_state_councils_notices),
		cmocka_unit_test(an_offices_own_year_and_its_slips),
	};

	return cmocka_run_group_tests_name("holidays", tests, NULL, NULL);
}
