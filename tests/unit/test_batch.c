/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "base/batch.h"
#include "base/buf.h"
#include "base/cancel.h"

struct item {
	int number, square, *live;
};

struct run {
	int next, limit, fail_next, fail_done, delivered, live;
	struct buf out;
};

static int next(void *ctx, void *item, struct error *err)
{
	struct run *run = ctx;
	struct item *it = item;

	if (run->next == run->fail_next)
		return error_set(err, ERROR_INPUT, "next %d", run->next);
	if (run->next == run->limit)
		return 0;
	it->number = run->next++;
	it->live = &run->live;
	run->live++;
	return 1;
}

static void work(void *item, void *scratch)
{
	struct item *it = item;

	(void)scratch;
	it->square = it->number * it->number;
}

static int done(void *ctx, void *item, struct error *err)
{
	struct run *run = ctx;
	struct item *it = item;

	buf_addf(&run->out, "%d ", it->square);
	run->delivered++;
	if (it->number == run->fail_done)
		return error_set(err, ERROR_SYSTEM, "done %d", it->number);
	return 0;
}

static void discard(void *item)
{
	struct item *it = item;

	(*it->live)--;
}

static const struct batch squares = {.next = next,
				     .work = work,
				     .done = done,
				     .discard = discard,
				     .item_size = sizeof(struct item)};

static void order_is_the_input_order_at_any_width(void **state)
{
	struct run one = {.limit = 300, .fail_next = -1, .fail_done = -1};
	struct run many = one, large = one;
	struct batch pictures = squares;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(batch_run(&squares, &one, 1, &err), 0);
	setenv("QCTOOL_STALL", "2", 1);
	assert_int_equal(batch_run(&squares, &many, 7, &err), 0);
	unsetenv("QCTOOL_STALL");
	assert_string_equal(buf_str(&one.out), buf_str(&many.out));
	pictures.pictures = true;
	assert_int_equal(batch_run(&pictures, &large, 3, &err), 0);
	assert_string_equal(buf_str(&one.out), buf_str(&large.out));
	buf_release(&large.out);
	assert_int_equal(one.live, 0);
	assert_int_equal(many.live, 0);
	buf_release(&one.out);
	buf_release(&many.out);
}

static void an_error_of_next_delivers_what_was_taken(void **state)
{
	struct run run = {.limit = 50, .fail_next = 20, .fail_done = -1};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(batch_run(&squares, &run, 3, &err), -1);
	assert_string_equal(err.text, "next 20");
	assert_int_equal(run.delivered, 20);
	assert_int_equal(run.live, 0);
	buf_release(&run.out);
}

static void an_error_of_done_stops_and_releases_all(void **state)
{
	int jobs;

	(void)state;
	for (jobs = 1; jobs <= 4; jobs += 3) {
		struct run run = {.limit = 50, .fail_next = -1, .fail_done = 9};
		struct error err = ERROR_INIT;

		assert_int_equal(batch_run(&squares, &run, jobs, &err), -1);
		assert_string_equal(err.text, "done 9");
		assert_int_equal(run.delivered, 10);
		assert_int_equal(run.live, 0);
		buf_release(&run.out);
	}
}

static void a_signal_stops_taking_but_delivers(void **state)
{
	struct run run = {.limit = 50, .fail_next = -1, .fail_done = -1};
	struct error err = ERROR_INIT;

	(void)state;
	cancel_request(SIGTERM);
	assert_int_equal(batch_run(&squares, &run, 2, &err), -1);
	cancel_request(0);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	assert_int_equal(run.live, 0);
	buf_release(&run.out);
}

/* As Ctrl-C does while the first item is in work. */
static void stop_and_work(void *item, void *scratch)
{
	const struct timespec moment = {0, 20000000};

	if (((struct item *)item)->number == 0) {
		cancel_request(SIGINT);
		nanosleep(&moment, NULL);
	}
	work(item, scratch);
}

/* A decoder that heard of the stop and left its picture half way. */
static void stop_and_cut(void *item, void *scratch)
{
	work(item, scratch);
	if (((struct item *)item)->number < 2)
		return;
	cancel_request(SIGINT);
	assert_true(cancel_cut());
}

static void what_a_stop_cut_short_is_not_delivered(void **state)
{
	struct batch stopped = squares;
	int jobs;

	(void)state;
	stopped.work = stop_and_cut;
	for (jobs = 1; jobs <= 4; jobs += 3) {
		struct run run = {
			.limit = 50, .fail_next = -1, .fail_done = -1};
		struct error err = ERROR_INIT;

		assert_int_equal(batch_run(&stopped, &run, jobs, &err), -1);
		cancel_request(0);
		assert_int_equal(err.kind, ERROR_INTERRUPTED);
		assert_in_range(run.delivered, jobs == 1 ? 2 : 0, 2);
		assert_int_equal(run.live, 0);
		assert_false(cancel_was_cut());
		buf_release(&run.out);
	}
}

static int done_wants_err(void *ctx, void *item, struct error *err)
{
	assert_non_null(err);
	return done(ctx, item, err);
}

static void an_error_of_done_outranks_the_signal(void **state)
{
	struct batch stopped = squares;
	int jobs;

	(void)state;
	stopped.work = stop_and_work;
	stopped.done = done_wants_err;
	for (jobs = 1; jobs <= 4; jobs += 3) {
		struct run run = {.limit = 50, .fail_next = -1, .fail_done = 0};
		struct error err = ERROR_INIT;

		assert_int_equal(batch_run(&stopped, &run, jobs, &err), -1);
		cancel_request(0);
		assert_int_equal(err.kind, ERROR_SYSTEM);
		assert_string_equal(err.text, "done 0");
		assert_int_equal(run.delivered, 1);
		assert_int_equal(run.live, 0);
		buf_release(&run.out);
	}
}

/* Nothing is worked on by a thread that could write. */
static void without_threads_nothing_is_taken(void **state)
{
	pthread_attr_t usual, huge;
	int jobs;

	(void)state;
	assert_int_equal(pthread_getattr_default_np(&usual), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 47), 0);
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	for (jobs = 1; jobs <= 4; jobs += 3) {
		struct run run = {.limit = 5, .fail_next = -1, .fail_done = -1};
		struct error err = ERROR_INIT;

		assert_int_equal(batch_run(&squares, &run, jobs, &err), -1);
		assert_int_equal(err.kind, ERROR_SYSTEM);
		assert_int_equal(run.next, 0);
		buf_release(&run.out);
	}
	assert_int_equal(pthread_setattr_default_np(&usual), 0);
	pthread_attr_destroy(&huge);
	pthread_attr_destroy(&usual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_the_input_order_at_any_width),
		cmocka_unit_test(an_error_of_next_delivers_what_was_taken),
		cmocka_unit_test(an_error_of_done_stops_and_releases_all),
		cmocka_unit_test(a_signal_stops_taking_but_delivers),
		cmocka_unit_test(an_error_of_done_outranks_the_signal),
		cmocka_unit_test(what_a_stop_cut_short_is_not_delivered),
		cmocka_unit_test(without_threads_nothing_is_taken),
	};

	return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
