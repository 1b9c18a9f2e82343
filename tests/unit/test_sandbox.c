/* SPDX-License-Identifier: MIT */
/* A thread that gave up its rights reads and does nothing else. */
#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/sandbox.h"

struct tried {
	int reads, makes, writes, connects;
};

static int try_open(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void *try_all(void *out)
{
	struct tried *t = out;
	int fd;

	sandbox_enter();
	t->reads = try_open("Makefile", O_RDONLY);
	t->makes = try_open("/tmp/test_sandbox_new", O_WRONLY | O_CREAT);
	t->writes = try_open("Makefile", O_WRONLY);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	t->connects = fd < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	return NULL;
}

static void a_sandboxed_thread_only_reads(void **state)
{
	struct sandbox_rights rights = sandbox_try();
	struct tried tried;
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, try_all, &tried), 0);
	pthread_join(thread, NULL);
	unlink("/tmp/test_sandbox_new");
	assert_int_equal(tried.reads, 0);
	if (rights.landlock) {
		assert_int_equal(tried.makes, EACCES);
		assert_int_equal(tried.writes, EACCES);
	}
	if (rights.seccomp)
		assert_int_equal(tried.connects, EPERM);
	/* the thread that started it has all its rights */
	assert_int_equal(try_open("Makefile", O_RDWR), 0);
	if (!rights.landlock || !rights.seccomp)
		printf("skipped: no %s in this kernel\n",
		       rights.landlock ? "seccomp" : "Landlock");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sandboxed_thread_only_reads),
	};

	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
