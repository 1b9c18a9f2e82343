/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <stdio.h>

#include "store/number_store.h"
#include "store/store_private.h"
#include "support/office.h"

static int count_wrong(void *ctx, const struct number_store_wrong *wrong,
		       struct error *err)
{
	(void)wrong, (void)err;
	++*(long *)ctx;
	return 0;
}

static long wrong_numbers(struct office *o)
{
	long n = 0;

	office_must(
		o, number_store_each_wrong(o->store, count_wrong, &n, &o->err));
	return n;
}

static void add_students(struct office *o, int from, int to)
{
	char xh[16];

	for (; from < to; from++) {
		snprintf(xh, sizeof(xh), "2022%06d", from);
		office_student(o, xh, "李明");
	}
	office_exec(o, "UPDATE student SET key = 'xh:' || xh");
}

static void shared_and_stale_numbers_are_told(void **state)
{
	struct office *o = *state;

	add_students(o, 0, 4);
	assert_int_equal(wrong_numbers(o), 0);
	office_exec(o, "UPDATE student SET ksh = '22990101110037'"
		       " WHERE xh < '2022000002'");
	assert_int_equal(wrong_numbers(o), 1);
	office_exec(o, "UPDATE student SET key = 'xh:1' WHERE xh ="
		       " '2022000003'");
	assert_int_equal(wrong_numbers(o), 2);
}

static int count_steps(void *ctx)
{
	++*(long *)ctx;
	return 0;
}

/* Steps of SQLite to look through all students. */
static long steps_of(struct office *o)
{
	long steps = 0;

	sqlite3_progress_handler(o->store->db, 1, count_steps, &steps);
	assert_int_equal(wrong_numbers(o), 0);
	sqlite3_progress_handler(o->store->db, 0, NULL, NULL);
	return steps;
}

/* A school may have no 考生号: then all students have the same, an empty one.
 */
static void empty_numbers_are_not_compared(void **state)
{
	struct office *o = *state;
	long few;

	add_students(o, 0, 100);
	few = steps_of(o);
	add_students(o, 100, 400);
	assert_true(steps_of(o) < 6 * few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			shared_and_stale_numbers_are_told, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(empty_numbers_are_not_compared,
						office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
