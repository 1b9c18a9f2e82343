/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <time.h>

#include "base/clock.h"

static void the_clock_never_goes_back(void **state)
{
	double last = clock_seconds(), now;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++, last = now) {
		now = clock_seconds();
		assert_true(now >= last);
	}
}

/* Sleeping costs seconds and next to no processor time. */
static void a_thread_pays_for_work_alone(void **state)
{
	const struct timespec nap = {0, 50 * 1000 * 1000};
	double seconds = clock_seconds(), ms = clock_thread_ms();

	(void)state;
	nanosleep(&nap, NULL);
	assert_true(clock_seconds() - seconds >= 0.05);
	assert_true(clock_thread_ms() - ms < 50);
	while (clock_thread_ms() - ms < 5)
		;
	assert_true(clock_thread_ms() - ms >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_never_goes_back),
		cmocka_unit_test(a_thread_pays_for_work_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
