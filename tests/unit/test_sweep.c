/* SPDX-License-Identifier: MIT */
/* What killed runs left is taken away, what belongs to anybody else is not. */
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sweep.h"

static char folder[] = "/tmp/test_sweep_XXXXXX";

/* A file with a name of the process that ends here. */
static char *leave(const char *ending)
{
	char *name = sweep_name(folder), *path;
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	close(fd);
	path = mem_xprintf("%s%s", name, ending);
	assert_int_equal(rename(name, path), 0);
	free(name);
	return path;
}

static void a_dead_process_leaves_nothing(void **state)
{
	char *mine = leave("");
	pid_t child;
	int status;

	(void)state;
	child = fork();
	if (child == 0) {
		free(leave(""));
		free(leave("-journal"));
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	sweep_folder(folder);
	/* its own is still being written */
	assert_true(file_exists(mine));
	unlink(mine);
	free(mine);
	/* and nothing else was there */
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
}

/* A page half written, and no memory for the rest. */
static void a_crash_leaves_nothing(void **state)
{
	char *path = path_join(folder, "page.html"), *temp, *done;
	struct error err = ERROR_INIT;
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		freopen("/dev/null", "w", stderr);
		file_temp(path, &done, &err);
		file_commit(&done, path, 0600, &err);
		file_temp(path, &temp, &err);
		BUG("out of memory");
	}
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 70);
	/* what was finished before stays */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	free(path);
}

static void what_is_not_ours_stays(void **state)
{
	static const char *const names[] = {
		".qctool-other-machine.1.abcdef", ".qctool-abcdef",
		".qctool-.x.abcdef", "photo.jpg", ".hidden"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		char *path = path_join(folder, names[i]);
		struct error err = ERROR_INIT;

		assert_int_equal(file_write(path, "x", 1, 0600, &err), 0);
		sweep_folder(folder);
		assert_true(file_exists(path));
		unlink(path);
		free(path);
	}
	sweep_folder("/nowhere");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dead_process_leaves_nothing),
		cmocka_unit_test(a_crash_leaves_nothing),
		cmocka_unit_test(what_is_not_ours_stays),
	};
	int bad;

	if (!mkdtemp(folder))
		return 1;
	bad = cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
	rmdir(folder);
	return bad;
}
