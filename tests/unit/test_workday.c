/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/workday.h"

static struct date day(int year, int month, int d)
{
	return (struct date){year, month, d};
}

static void weekends_alone_without_a_calendar(void **state)
{
	struct date d;

	(void)state;
	assert_true(workday_is(NULL, day(2026, 5, 11)));  /* Monday */
	assert_true(workday_is(NULL, day(2026, 5, 15)));  /* Friday */
	assert_false(workday_is(NULL, day(2026, 5, 16))); /* Saturday */
	assert_false(workday_is(NULL, day(2026, 5, 17)));
	assert_false(workday_is(NULL, day(1969, 12, 28))); /* Sunday */
	assert_false(workday_knows(NULL, 2026));
	d = workday_after(NULL, day(2026, 5, 15), 1);
	assert_int_equal(date_compare(d, day(2026, 5, 18)), 0);
	d = workday_after(NULL, day(2026, 5, 16), 0);
	assert_int_equal(date_compare(d, day(2026, 5, 16)), 0);
	assert_int_equal(
		workday_between(NULL, day(2026, 5, 11), day(2026, 5, 25)), 10);
	assert_int_equal(
		workday_between(NULL, day(2026, 5, 25), day(2026, 5, 11)), 0);
}

static void holidays_and_worked_weekends_count(void **state)
{
	struct workdays all = WORKDAYS_INIT;
	struct date d;

	(void)state;
	workday_add_year(&all, 2026);
	workday_add_off(&all, day(2026, 5, 4));
	workday_add_off(&all, day(2026, 5, 1));
	workday_add_off(&all, day(2026, 5, 5));
	workday_add_off(&all, day(2026, 5, 1));
	workday_add_on(&all, day(2026, 5, 9));
	assert_true(workday_knows(&all, 2026));
	assert_false(workday_knows(&all, 2027));
	assert_false(workday_is(&all, day(2026, 5, 1)));
	assert_false(workday_is(&all, day(2026, 5, 4)));
	assert_true(workday_is(&all, day(2026, 5, 9)));
	assert_true(workday_is(&all, day(2026, 5, 6)));
	/* Thursday 30 April + 2: 6 and 7 May */
	d = workday_after(&all, day(2026, 4, 30), 2);
	assert_int_equal(date_compare(d, day(2026, 5, 7)), 0);
	assert_int_equal(
		workday_between(&all, day(2026, 4, 30), day(2026, 5, 10)), 4);
	workdays_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekends_alone_without_a_calendar),
		cmocka_unit_test(holidays_and_worked_weekends_count),
	};

	return cmocka_run_group_tests_name("workday", tests, NULL, NULL);
}
