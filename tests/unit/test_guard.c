/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/guard.h"

enum { READS = 20000, WRITES = 100, MOST = 1000000, SHORT = 100 };

/*
 * Each test has a folder of its own and stands in it; plan/ is guarded.
 *
 *   plan/results/1   inside
 *   plan/results/2   a link to away/1
 *   away/1           outside
 */
static int enter(void **state)
{
	static char folder[32];
	struct error err = ERROR_INIT;

	strcpy(folder, "/tmp/test_guard_XXXXXX");
	*state = mkdtemp(folder);
	if (!*state || chdir(folder) < 0 || mkdir("plan", 0700) < 0 ||
	    mkdir("plan/results", 0700) < 0 || mkdir("away", 0700) < 0 ||
	    file_write("plan/results/1", "inside", 6, 0600, &err) < 0 ||
	    file_write("away/1", "outside", 7, 0600, &err) < 0 ||
	    symlink("../../away/1", "plan/results/2") < 0)
		return -1;
	return file_guard("plan/", &err);
}

static int leave(void **state)
{
	(void)state;
	guard_folder(NULL);
	return system("rm -rf \"$PWD\"");
}

static void no_link_is_followed(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(symlink("../away", "plan/made"), 0);
	assert_int_equal(file_read("plan/made/1", 99, &b, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(file_read("plan/results/2", 99, &b, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(file_write("plan/made/3", "x", 1, 0600, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(file_mkdirs("plan/made/a/b", 0700, &err), -1);
	assert_int_equal(file_refuse_link("plan/made", &err), -1);
	assert_int_equal(file_refuse_link("plan/none/1", &err), 0);
	assert_int_equal(guard_unlink("plan/made/1"), -1);
	assert_int_equal(guard_rename("plan/results/1", "plan/made/3"), -1);
	assert_int_equal(guard_open("plan/results/../results/1", O_RDONLY, 0),
			 -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(guard_open("plan/results/..", O_RDONLY, 0), -1);
	/* The name is replaced, and what it led to stays. */
	assert_int_equal(file_write("plan/results/2", "x", 1, 0600, &err), 0);
	assert_int_equal(lstat("plan/results/2", &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(system("test \"$(ls away; cat away/1)\" = \"$(echo 1; "
				"echo outside)\""),
			 0);
	buf_release(&b);
}

static void elsewhere_nothing_changes(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(mkdir("planned", 0700), 0);
	assert_int_equal(symlink("../away/1", "planned/1"), 0);
	assert_int_equal(file_read("planned/1", 99, &b, &err), 0);
	assert_string_equal(buf_str(&b), "outside");
	buf_clear(&b);
	assert_int_equal(file_read("plan/results/1", 99, &b, &err), 0);
	assert_string_equal(buf_str(&b), "inside");
	buf_clear(&b);
	/* The folder that was named, wherever its name leads by now. */
	assert_int_equal(rename("plan", "moved"), 0);
	assert_int_equal(symlink("away", "plan"), 0);
	assert_int_equal(file_read("plan/results//1", 99, &b, &err), 0);
	assert_string_equal(buf_str(&b), "inside");
	buf_release(&b);
}

static atomic_bool stop;

/* results/ is a folder and a link by turns. */
static void *swap(void *ignored)
{
	while (!stop)
		renameat2(AT_FDCWD, "plan/results", AT_FDCWD, "plan/link",
			  RENAME_EXCHANGE);
	return ignored;
}

/* Only what came from inside is counted; what is outside fails at once. */
static int read_inside(void)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;
	int there = 0;

	if (file_refuse_link("plan/results/1", &err) == 0 &&
	    file_read("plan/results/1", 99, &b, &err) == 0) {
		assert_string_equal(buf_str(&b), "inside");
		there = 1;
	}
	buf_release(&b);
	return there;
}

static int write_inside(void)
{
	struct error err = ERROR_INIT;

	return file_refuse_link("plan/results/3", &err) == 0 &&
	       file_write("plan/results/3", "x", 1, 0600, &err) == 0;
}

/* With valgrind, where one thread goes on at a time, all take over 200 s. */
static int length(int n)
{
	return getenv("QCTOOL_SHORT") ? n / SHORT : n;
}

static void no_moment_is_between(void **state)
{
	pthread_t thread;
	int i, read = 0, written = 0;

	(void)state;
	stop = false;
	assert_int_equal(symlink("../away", "plan/link"), 0);
	assert_int_equal(pthread_create(&thread, NULL, swap, NULL), 0);
	for (i = 0; i < length(READS); i++)
		read += read_inside();
	/* Writing waits for the disk, and the other thread does so with it. */
	for (i = 0; i < MOST && written < length(WRITES); i++)
		written += write_inside();
	stop = true;
	pthread_join(thread, NULL);
	assert_true(read > 0 && written > 0);
	assert_int_equal(system("test \"$(ls -A away)\" = 1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_link_is_followed, enter,
						leave),
		cmocka_unit_test_setup_teardown(elsewhere_nothing_changes,
						enter, leave),
		cmocka_unit_test_setup_teardown(no_moment_is_between, enter,
						leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
