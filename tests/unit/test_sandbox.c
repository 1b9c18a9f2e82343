/* SPDX-License-Identifier: MIT */
/* A thread that gave up its rights reads and does nothing else. */
#include "support/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
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
	sandbox_enter();
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

	(void)state;
	sandbox_call(e.box, work, &e);
	sandbox_call(e.box, work, &e);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sandboxed_thread_only_reads),
		cmocka_unit_test(
			a_box_works_without_rights_and_asks_who_has_them),
		cmocka_unit_test(tables_and_archives_are_read_in_a_box),
	};

	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
