/* SPDX-License-Identifier: MIT */
/* Files that reach the disk together: none has a name before it is whole. */
#include "support/scratch.h"
#include "support/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/file_bundle.h"

/*
 * The calls in their order, D syncfs, w sync_file_range, f fsync, F that of a
 * folder, n a name; and those which fail, with what.
 */
static struct {
	char order[1000];
	const char *fails;
	int code, dies_at; /* the how-manieth call; 0: none */
} calls;

static bool is_failing(char call)
{
	size_t n = strlen(calls.order);

	assert_true(n + 1 < sizeof(calls.order));
	calls.order[n] = call;
	calls.order[n + 1] = '\0';
	if ((int)n + 1 == calls.dies_at)
		raise(SIGKILL);
	if (!calls.fails || !strchr(calls.fails, call))
		return false;
	errno = calls.code;
	return true;
}

/* Stand before those of the C library. */
int syncfs(int fd)
{
	return is_failing('D') ? -1 : (int)syscall(SYS_syncfs, fd);
}

int fsync(int fd)
{
	struct stat st;
	bool folder = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);

	return is_failing(folder ? 'F' : 'f') ? -1
					      : (int)syscall(SYS_fsync, fd);
}

int sync_file_range(int fd, off64_t at, off64_t n, unsigned flags)
{
	return is_failing('w')
		       ? -1
		       : (int)syscall(SYS_sync_file_range, fd, at, n, flags);
}

int linkat(int from, const char *old, int to, const char *path, int flags)
{
	return is_failing('n')
		       ? -1
		       : (int)syscall(SYS_linkat, from, old, to, path, flags);
}

/* Each test has a folder of its own and stands in it. */
static int enter(void **state)
{
	memset(&calls, 0, sizeof(calls));
	return scratch_enter(state);
}

static int add(struct file_bundle *b, const char *path, const char *text,
	       struct error *err)
{
	return file_bundle_add(b, path, text, strlen(text), err);
}

/* n files in three folders. */
static void add_some(struct file_bundle *b, int n)
{
	struct error err = ERROR_INIT;
	char path[40];
	int i;

	for (i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%d/%d", i % 3, i);
		assert_int_equal(add(b, path, path, &err), 0);
	}
}

/* How many of the names are there, each with its own bytes; and no others. */
static int count_whole(int n)
{
	struct error err = ERROR_INIT;
	int i, whole = 0, names = 0;
	struct dirent *entry;
	char path[40];
	DIR *dir;

	for (i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%d/%d", i % 3, i);
		if (!file_exists(path))
			continue;
		assert_int_equal(file_is_other(path, path, strlen(path), &err),
				 0);
		whole++;
	}
	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%d", i);
		dir = opendir(path);
		while (dir && (entry = readdir(dir)))
			names += entry->d_type == DT_REG;
		if (dir)
			closedir(dir);
	}
	assert_int_equal(names, whole);
	return whole;
}

static void names_come_after_the_bytes(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;
	struct stat st;

	(void)state;
	add_some(&b, 6);
	assert_int_equal(count_whole(6), 0);
	assert_string_equal(calls.order, "");
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "DwwwwwwnnnnnnD");
	assert_int_equal(count_whole(6), 6);
	assert_int_equal(stat("0/0", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* and nothing is left to be done */
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "DwwwwwwnnnnnnD");
}

/* The whole disk is not waited for then. */
static void one_file_is_synced_by_itself(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	add_some(&b, 1);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "wfnfF");
	assert_int_equal(count_whole(1), 1);
}

static void what_is_dropped_was_never_there(void **state)
{
	struct file_bundle b = {.list = NULL};

	(void)state;
	add_some(&b, 6);
	file_bundle_drop(&b);
	assert_int_equal(count_whole(6), 0);
	assert_string_equal(calls.order, "");
}

static void the_same_file_twice_is_one(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	add_some(&b, 6);
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_int_equal(count_whole(6), 6);
}

/* Its name may have reached the disk without its bytes. */
static void what_was_cut_off_is_written_anew(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_int_equal(truncate("0/0", 0), 0);
	assert_int_equal(file_write("1/1", "0/1", 3, 0600, &err), 0);
	add_some(&b, 2);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_int_equal(count_whole(6), 6);
}

/* Who wrote it may have been killed before he synced it. */
static void what_is_there_is_synced_with_the_rest(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	calls.order[0] = '\0';
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "DD");
	calls.order[0] = '\0';
	add_some(&b, 1);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "fF");
}

static void anothers_error_is_not_ours(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT;

	(void)state;
	calls.fails = "D";
	calls.code = EIO;
	add_some(&b, 5);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_string_equal(calls.order, "DwfwfwfwfwfnnnnnDfFfFfFfFfF");
	assert_int_equal(count_whole(5), 5);
}

/* What fails for good: said about the first file, and none has its name. */
static void fail_before_names(const char *fails, int code)
{
	struct file_bundle b = {.list = NULL};
	struct error err = ERROR_INIT, no = ERROR_INIT;

	calls.fails = fails;
	calls.code = code;
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &err), -1);
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_non_null(strstr(err.text, "0/0: "));
	assert_non_null(strstr(err.text, error_errno_text(code)));
	assert_int_equal(count_whole(6), 0);
	/* nothing of it comes back */
	calls.fails = NULL;
	assert_int_equal(file_bundle_commit(&b, &no), 0);
	assert_int_equal(count_whole(6), 0);
	/* and it can be done again */
	add_some(&b, 6);
	assert_int_equal(file_bundle_commit(&b, &no), 0);
	assert_int_equal(count_whole(6), 6);
}

static void a_full_disk_gives_no_names(void **state)
{
	(void)state;
	fail_before_names("w", ENOSPC);
}

static void a_broken_disk_gives_no_names(void **state)
{
	(void)state;
	fail_before_names("Df", EIO);
}

static void a_name_that_is_not_given_is_an_error(void **state)
{
	(void)state;
	fail_before_names("n", EIO);
}

/* A folder that does not reach the disk is one, too. */
static void a_folder_that_is_not_synced_is_an_error(void **state)
{
	struct error err = ERROR_INIT;
	char *temp;

	(void)state;
	calls.fails = "F";
	/* what a file system says that syncs no folders */
	calls.code = EINVAL;
	assert_int_equal(file_write("page", "x", 1, 0600, &err), 0);
	assert_int_equal(file_temp("page", &temp, &err), 0);
	assert_int_equal(file_commit(&temp, "page", 0600, &err), 0);
	assert_string_equal(calls.order, "fnFfF");
	calls.code = EIO;
	assert_int_equal(file_write("page", "x", 1, 0600, &err), -1);
	assert_int_equal(file_temp("page", &temp, &err), 0);
	assert_int_equal(file_commit(&temp, "page", 0600, &err), -1);
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_null(temp);
}

static void a_bundle_grows_no_further_than_it_may(void **state)
{
	struct file_bundle b = {.list = NULL};
	struct rlimit limit, few = {.rlim_cur = 40};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	few.rlim_max = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	add_some(&b, 61);
	assert_int_equal(count_whole(61), 60);
	assert_int_equal(b.n, 1);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(file_bundle_commit(&b, &err), 0);
	assert_int_equal(count_whole(61), 61);
}

/* At every call: whole files or none, and the next run ends as it should. */
static void a_kill_leaves_whole_files(void **state)
{
	struct error err = ERROR_INIT;
	int at, status = 0;
	pid_t child;

	(void)state;
	for (at = 1; at <= 6 * 2 + 2; at++) {
		struct file_bundle b = {.list = NULL};

		assert_int_equal(system("rm -rf 0 1 2"), 0);
		calls.order[0] = '\0';
		child = fork();
		if (child == 0) {
			calls.dies_at = at;
			add_some(&b, 6);
			file_bundle_commit(&b, &err);
			_exit(0);
		}
		waitpid(child, &status, 0);
		assert_true(WIFSIGNALED(status));
		/* D wwwwww nnnnnn D, and the fatal call is not done */
		assert_int_equal(count_whole(6), at <= 8 ? 0 : at - 8);
		add_some(&b, 6);
		assert_int_equal(file_bundle_commit(&b, &err), 0);
		assert_int_equal(count_whole(6), 6);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, scratch_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_come_after_the_bytes),
		TEST(one_file_is_synced_by_itself),
		TEST(what_is_dropped_was_never_there),
		TEST(the_same_file_twice_is_one),
		TEST(what_was_cut_off_is_written_anew),
		TEST(what_is_there_is_synced_with_the_rest),
		TEST(anothers_error_is_not_ours),
		TEST(a_full_disk_gives_no_names),
		TEST(a_broken_disk_gives_no_names),
		TEST(a_name_that_is_not_given_is_an_error),
		TEST(a_folder_that_is_not_synced_is_an_error),
		TEST(a_bundle_grows_no_further_than_it_may),
		TEST(a_kill_leaves_whole_files),
	};

	return cmocka_run_group_tests_name("file_bundle", tests, NULL, NULL);
}
