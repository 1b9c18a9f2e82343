/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cancel.h"

static void nothing_stops_until_it_is_asked_for(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(cancel_signal(), 0);
	assert_int_equal(cancel_check(&err), 0);
	cancel_request(SIGTERM);
	assert_int_equal(cancel_signal(), SIGTERM);
	assert_int_equal(cancel_check(&err), -1);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	/* it stays so for every one who asks */
	assert_int_equal(cancel_check(&err), -1);
	cancel_request(0);
	assert_int_equal(cancel_check(&err), 0);
}

/* In a child: how it ends when signals come; 0 = by itself, with success. */
static int ending(const int *signals)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		cancel_install();
		for (; *signals; signals++)
			raise(*signals);
		_exit(cancel_signal() != 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

static void the_first_signal_asks_the_second_ends(void **state)
{
	(void)state;
	assert_int_equal(ending((int[]){0}), 0);
	assert_int_equal(ending((int[]){SIGINT, 0}), -1);
	assert_int_equal(ending((int[]){SIGTERM, 0}), -1);
	assert_int_equal(ending((int[]){SIGINT, SIGINT, 0}), SIGINT);
	assert_int_equal(ending((int[]){SIGTERM, SIGTERM, 0}), SIGTERM);
	assert_int_equal(ending((int[]){SIGINT, SIGTERM, SIGTERM, 0}), SIGTERM);
	/* a provider that went away is an error of one write */
	assert_int_equal(ending((int[]){SIGPIPE, SIGPIPE, 0}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_stops_until_it_is_asked_for),
		cmocka_unit_test(the_first_signal_asks_the_second_ends),
	};

	return cmocka_run_group_tests_name("cancel", tests, NULL, NULL);
}
