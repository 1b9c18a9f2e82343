/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/provider/child.h"
#include "codec/provider/provider.h"

struct fixture {
	char folder[64];
	char *script;
	struct provider_setup setup;
	struct provider_batch batch;
	size_t sum, calls;
	struct error err;
};

static struct json *ask(void *ctx, size_t i)
{
	struct json *object = json_new_object();

	(void)ctx;
	json_set_int(object, "value", (long long)i * 3);
	return object;
}

static int answer(void *ctx, size_t i, const struct json *object,
		  struct error *err)
{
	struct fixture *f = ctx;

	(void)err;
	f->calls++;
	f->sum += (size_t)json_get_int(object, "value", 0) == i * 3;
	return 0;
}

static int set_up(void **state)
{
	struct fixture *f = mem_xcalloc(1, sizeof(*f));

	signal(SIGPIPE, SIG_IGN);
	snprintf(f->folder, sizeof(f->folder), "/tmp/provider-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->script = mem_xprintf("%s/program", f->folder);
	f->batch = (struct provider_batch){
		.setup = &f->setup, .ask = ask, .answer = answer, .ctx = f};
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char *settings = mem_xprintf("%s/qctool.ini", f->folder);

	unlink(f->script);
	unlink(settings);
	rmdir(f->folder);
	free(settings);
	free(f->script);
	provider_setup_release(&f->setup);
	free(f);
	return 0;
}

/* Run a program of these lines on n requests. */
static int run(struct fixture *f, const char *lines, size_t n)
{
	char *text = mem_xprintf("#!/bin/sh\n%s\n", lines);

	assert_int_equal(file_write(f->script, text, strlen(text), 0700, NULL),
			 0);
	free(text);
	provider_setup_release(&f->setup);
	provider_setup_set(&f->setup, f->script);
	f->setup.timeout_item = 1;
	f->batch.n = n;
	f->calls = f->sum = 0;
	f->err = (struct error)ERROR_INIT;
	return provider_run(&f->batch, &f->err);
}

#define GREET "echo '{\"provider\":\"te st\",\"version\":\"1.2\"}'\n"

static void assert_failed(struct fixture *f, const char *words)
{
	assert_int_equal(f->err.kind, ERROR_PROVIDER);
	assert_non_null(strstr(f->err.text, words));
	assert_non_null(strstr(f->err.text, f->script));
}

static void an_echo_answers_all(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, GREET "cat", 5000), 0);
	assert_int_equal(f->batch.answered, 5000);
	assert_int_equal(f->calls, 5000);
	assert_int_equal(f->sum, 5000);
	assert_string_equal(f->batch.name, "te_st");
	assert_string_equal(f->batch.version, "1.2");
}

static void nothing_to_ask_starts_nothing(void **state)
{
	struct fixture *f = *state;

	provider_setup_set(&f->setup, "/nowhere/at/all");
	assert_int_equal(provider_run(&f->batch, &f->err), 0);
}

static void answers_may_come_in_any_order(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, GREET "tac", 60), 0);
	assert_int_equal(f->sum, 60);
}

static void no_program_has_a_reason(void **state)
{
	struct fixture *f = *state;

	provider_setup_set(&f->setup, "/nowhere/at/all");
	f->batch.n = 1;
	assert_int_equal(provider_run(&f->batch, &f->err), -1);
	assert_int_equal(f->err.kind, ERROR_PROVIDER);
	assert_non_null(strstr(f->err.text, "/nowhere/at/all"));
}

static void a_dead_program_keeps_its_answers(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, GREET "head -n 7", 500), -1);
	/* started once more, it dies once more */
	assert_failed(f, "after 14 of 500");
	assert_int_equal(f->sum, 14);
	assert_int_equal(f->batch.restarts, 1);
}

static void one_that_dies_once_is_started_again(void **state)
{
	struct fixture *f = *state;
	char *mark = mem_xprintf("%s/mark", f->folder);
	char *lines = mem_xprintf(GREET "test -e %s && exec cat\n"
					">%s; head -n 100; exit 1",
				  mark, mark);

	assert_int_equal(run(f, lines, 500), 0);
	assert_int_equal(f->sum, 500);
	assert_int_equal(f->calls, 500);
	assert_int_equal(f->batch.restarts, 1);
	unlink(mark);
	free(lines);
	free(mark);
}

static void a_silent_program_is_ended(void **state)
{
	struct fixture *f = *state;
	double started = clock_seconds();

	assert_int_equal(run(f, GREET "head -n 3; sleep 60 & sleep 60", 9), -1);
	assert_failed(f, "silent");
	assert_int_equal(f->sum, 6);
	assert_true(clock_seconds() - started < 20);
}

static void a_program_without_a_name_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, "cat", 3), -1);
	assert_failed(f, "silent");
	assert_int_equal(run(f, "echo '{\"provider\":7}'; cat", 3), -1);
	assert_failed(f, "name");
}

static void garbage_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, GREET "head -n 1; echo oops; cat", 9), -1);
	assert_failed(f, "none of ours");
	assert_int_equal(f->sum, 1);
	assert_int_equal(run(f, GREET "tr '\\n' ' ' </dev/zero", 9), -1);
	assert_failed(f, "bytes");
}

static void unknown_ids_are_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(run(f, GREET "echo '{\"id\":12}'; cat", 9), -1);
	assert_failed(f, "12");
	assert_int_equal(run(f, GREET "sed 's/.*/&\\n&/'", 9), -1);
	assert_failed(f, "id 1");
	assert_int_equal(f->sum, 1);
}

static void a_batch_has_its_time(void **state)
{
	struct fixture *f = *state;
	static const char lines[] =
		"#!/bin/sh\n" GREET
		"while read l; do sleep .3; echo \"$l\"; done\n";

	file_write(f->script, lines, strlen(lines), 0700, NULL);
	provider_setup_set(&f->setup, f->script);
	f->setup.timeout_item = 60;
	f->setup.timeout_batch = 1;
	f->batch.n = 100;
	assert_int_equal(provider_run(&f->batch, &f->err), -1);
	assert_failed(f, "not done after 1 s");
	assert_true(f->calls < 100);
}

static void settings_are_read(void **state)
{
	struct fixture *f = *state;
	char *path = mem_xprintf("%s/qctool.ini", f->folder), *program;
	static const char good[] = "[provider]\ncode = bin/x -v\n"
				   "timeout_item = 3\n";
	static const char own[] = "[provider]\nscore = x\n"
				  "timeout_batch = 7\n[provider.score]\n"
				  "program = faces\ntimeout_item = 90\n";
	static const char bad[] = "[provider]\ncode = x\ntimeout_item = no\n";

	assert_int_equal(
		provider_setup_read(f->folder, "code", &f->setup, &f->err), 0);
	assert_null(f->setup.program);
	file_write(path, good, strlen(good), 0600, NULL);
	assert_int_equal(
		provider_setup_read(f->folder, "code", &f->setup, &f->err), 0);
	program = mem_xprintf("%s/bin/x -v", f->folder);
	assert_string_equal(f->setup.program, program);
	assert_int_equal(f->setup.timeout_item, 3);
	assert_int_equal(f->setup.timeout_batch, 3600);
	provider_setup_release(&f->setup);
	assert_int_equal(
		provider_setup_read(f->folder, "score", &f->setup, &f->err), 0);
	assert_null(f->setup.program);
	file_write(path, own, strlen(own), 0600, NULL);
	assert_int_equal(
		provider_setup_read(f->folder, "score", &f->setup, &f->err), 0);
	assert_string_equal(f->setup.program, "faces");
	assert_int_equal(f->setup.timeout_item, 90);
	assert_int_equal(f->setup.timeout_batch, 7);
	provider_setup_release(&f->setup);
	file_write(path, bad, strlen(bad), 0600, NULL);
	assert_int_equal(
		provider_setup_read(f->folder, "code", &f->setup, &f->err), -1);
	assert_int_equal(f->err.kind, ERROR_USAGE);
	free(program);
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_echo_answers_all),
		TEST(nothing_to_ask_starts_nothing),
		TEST(answers_may_come_in_any_order),
		TEST(no_program_has_a_reason),
		TEST(a_dead_program_keeps_its_answers),
		TEST(one_that_dies_once_is_started_again),
		TEST(a_silent_program_is_ended),
		TEST(a_program_without_a_name_is_refused),
		TEST(garbage_is_refused),
		TEST(unknown_ids_are_refused),
		TEST(a_batch_has_its_time),
		TEST(settings_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
