/* SPDX-License-Identifier: MIT */
/* A thread that gave up its rights reads and does nothing else. */
#include "support/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/sandbox.h"
#include "codec/archive/archive_in.h"
#include "codec/table/sheet.h"

static struct sandbox_rights kernel_rights(void)
{
	struct sandbox_rights rights;

	assert_int_equal(sandbox_try(&rights), 0);
	return rights;
}

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

static void try_rights(void *out)
{
	struct tried *t = out;
	int fd;

	t->reads = try_open("Makefile", O_RDONLY);
	t->makes = try_open("/tmp/test_sandbox_new", O_WRONLY | O_CREAT);
	t->writes = try_open("Makefile", O_WRONLY);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	t->connects = fd < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
}

static void *try_all(void *out)
{
	assert_int_equal(sandbox_enter(), 0);
	try_rights(out);
	return NULL;
}

static void assert_reads_only(const struct tried *tried)
{
	struct sandbox_rights rights = kernel_rights();

	assert_int_equal(tried->reads, 0);
	if (rights.landlock) {
		assert_int_equal(tried->makes, EACCES);
		assert_int_equal(tried->writes, EACCES);
	}
	if (rights.seccomp)
		assert_int_equal(tried->connects, EPERM);
}

static void a_sandboxed_thread_only_reads(void **state)
{
	struct sandbox_rights rights = kernel_rights();
	struct tried tried;
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, try_all, &tried), 0);
	pthread_join(thread, NULL);
	unlink("/tmp/test_sandbox_new");
	assert_reads_only(&tried);
	/* the thread that started it has all its rights */
	assert_int_equal(try_open("Makefile", O_RDWR), 0);
	if (!rights.landlock || !rights.seccomp)
		printf("skipped: no %s in this kernel\n",
		       rights.landlock ? "seccomp" : "Landlock");
}

struct exchange {
	struct sandbox *box;
	struct tried inside;
	pthread_t asked_by, asked;
	int turns;
};

static void answer(void *arg)
{
	struct exchange *e = arg;

	e->asked = pthread_self();
	e->turns++;
}

static void work(void *arg)
{
	struct exchange *e = arg;

	try_rights(&e->inside);
	e->asked_by = pthread_self();
	sandbox_ask(e->box, answer, e);
	sandbox_ask(e->box, answer, e);
}

static void a_box_works_without_rights_and_asks_who_has_them(void **state)
{
	struct exchange e = {.box = sandbox_open()};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(sandbox_call(e.box, work, &e, &err), 0);
	assert_int_equal(sandbox_call(e.box, work, &e, &err), 0);
	sandbox_close(e.box);
	unlink("/tmp/test_sandbox_new");
	assert_reads_only(&e.inside);
	assert_int_equal(e.turns, 4);
	assert_true(pthread_equal(e.asked, pthread_self()));
	assert_false(pthread_equal(e.asked_by, pthread_self()));
	assert_false(sandbox_is_inside());
	/* never called */
	sandbox_close(sandbox_open());
}

/* How many threads of this process have a seccomp filter. */
static int count_filtered(void)
{
	DIR *dir = opendir("/proc/self/task");
	struct dirent *entry;
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;
	char path[300];
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "/proc/self/task/%s/status",
			 entry->d_name);
		buf_clear(&text);
		if (file_read(path, 1 << 16, &text, &err) == 0)
			n += strstr(buf_str(&text), "Seccomp:\t2") != NULL;
	}
	if (dir)
		closedir(dir);
	buf_release(&text);
	return n;
}

static int look_at_row(void *ctx, const struct sheet_row *row,
		       struct error *err)
{
	(void)row;
	(void)err;
	*(int *)ctx = count_filtered();
	assert_false(sandbox_is_inside());
	return 0;
}

/* The reader waits in its box while a row is worked on out here. */
static void tables_and_archives_are_read_in_a_box(void **state)
{
	int wanted = kernel_rights().seccomp, seen = -1;
	struct error err = ERROR_INIT;
	struct archive_in_entry entry;
	struct archive_in *in;
	struct sheet *sheet = sheet_open("examples/roster.xlsx", NULL, &err);

	(void)state;
	assert_non_null(sheet);
	assert_int_equal(sheet_read(sheet, 0, look_at_row, &seen, &err), 0);
	assert_int_equal(seen, wanted);
	sheet_close(sheet);
	/* a workbook is an archive, and there is one box for both */
	in = archive_in_open("examples/roster.xlsx", ARCHIVE_IN_ANY, NULL,
			     &err);
	assert_non_null(in);
	assert_int_equal(archive_in_next(in, &entry, &err), 1);
	assert_int_equal(count_filtered(), wanted);
	archive_in_close(in);
	assert_int_equal(count_filtered(), 0);
}

static void count_call(void *arg)
{
	++*(int *)arg;
}

/* A photo, a table and an archive are refused, and none is opened. */
static void assert_nothing_is_read(void)
{
	struct sandbox *box = sandbox_open();
	struct error err = ERROR_INIT;
	int calls = 0;

	assert_int_equal(sandbox_call(box, count_call, &calls, &err), -1);
	assert_int_equal(calls, 0);
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_null(strchr(err.text, '\n'));
	sandbox_close(box);
}

static void without_a_thread_nothing_is_read(void **state)
{
	struct error err = ERROR_INIT;
	pthread_attr_t usual, huge;

	(void)state;
	assert_int_equal(pthread_getattr_default_np(&usual), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 47), 0);
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	assert_nothing_is_read();
	assert_null(sheet_open("examples/roster.xlsx", NULL, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	err = (struct error)ERROR_INIT;
	assert_null(archive_in_open("examples/roster.xlsx", ARCHIVE_IN_ANY,
				    NULL, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_int_equal(pthread_setattr_default_np(&usual), 0);
	pthread_attr_destroy(&huge);
	pthread_attr_destroy(&usual);
}

/* The rules of Landlock are made through a descriptor. */
static void a_thread_that_keeps_its_rights_reads_nothing(void **state)
{
	struct sandbox *box = sandbox_open();
	struct error err = ERROR_INIT;
	struct rlimit usual, none;
	int calls = 0;

	(void)state;
	if (!kernel_rights().landlock)
		skip();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
	none = usual;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_nothing_is_read();
	assert_int_equal(sandbox_call(box, count_call, &calls, &err), -1);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
	/* and one that could not may begin again */
	assert_int_equal(sandbox_call(box, count_call, &calls, &err), 0);
	assert_int_equal(calls, 1);
	sandbox_close(box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sandboxed_thread_only_reads),
		cmocka_unit_test(
			a_box_works_without_rights_and_asks_who_has_them),
		cmocka_unit_test(tables_and_archives_are_read_in_a_box),
		cmocka_unit_test(without_a_thread_nothing_is_read),
		cmocka_unit_test(a_thread_that_keeps_its_rights_reads_nothing),
	};

	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
