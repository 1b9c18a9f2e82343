/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/file.h"

/* The call of each from which one fails, counted down; 0: none. */
static struct {
	int read, readdir;
} fails;

static bool is_failing(int *left)
{
	if (*left == 0 || --*left > 0)
		return false;
	errno = EIO;
	return true;
}

/* Stand before those of the C library. */
ssize_t read(int fd, void *bytes, size_t n)
{
	return is_failing(&fails.read) ? -1 : syscall(SYS_read, fd, bytes, n);
}

struct dirent *readdir(DIR *dir)
{
	static struct dirent *(*real)(DIR *);

	if (!real)
		real = (struct dirent * (*)(DIR *)) dlsym(RTLD_NEXT, "readdir");
	return is_failing(&fails.readdir) ? NULL : real(dir);
}

/* Each test has a folder of its own and stands in it. */
static int enter(void **state)
{
	static char folder[32];

	strcpy(folder, "/tmp/test_file_XXXXXX");
	*state = mkdtemp(folder);
	return *state && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	return system("chmod -R u+w . && rm -rf \"$PWD\"");
}

static void put(const char *path, const char *text)
{
	struct error err = ERROR_INIT;

	if (file_write(path, text, strlen(text), 0644, &err) < 0)
		fail_msg("%s", err.text);
}

static void expect_text(const char *path, const char *wanted)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;

	if (file_read(path, 1 << 20, &b, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&b), wanted);
	buf_release(&b);
}

static int count_name(void *ctx, const char *path, struct error *err)
{
	(void)path;
	(void)err;
	++*(int *)ctx;
	return 0;
}

/* How many entries a folder has, those with a dot too. */
static void expect_entries(const char *command, int wanted)
{
	char line[200];

	snprintf(line, sizeof(line), "test $(%s | wc -l) = %d", command,
		 wanted);
	assert_int_equal(system(line), 0);
}

/* A new file has no name before it is whole. */
static void a_kill_while_writing_leaves_nothing(void **state)
{
	static char bytes[4 << 20];
	struct error err = ERROR_INIT;
	char name[20];
	pid_t child;
	int fd = open(".", O_TMPFILE | O_WRONLY, 0600);

	(void)state;
	if (fd < 0)
		skip();
	close(fd);
	for (int i = 0; i < 10; i++) {
		child = fork();
		if (child == 0) {
			for (int k = 0;; k++) {
				snprintf(name, sizeof(name), "%d-%d", i, k % 9);
				unlink(name);
				file_write(name, bytes, sizeof(bytes), 0600,
					   &err);
			}
		}
		usleep(4000 + 3000 * (useconds_t)i);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	expect_entries("find . -name '.qctool-*'", 0);
	expect_entries("find . -type f ! -size 8192", 0);
}

static void a_file_is_replaced_as_a_whole(void **state)
{
	struct stat st;
	struct error err = ERROR_INIT;

	(void)state;
	put("a", "one");
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_int_equal(file_write("a", "two\0", 4, 0600, &err), 0);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, 4);
	assert_int_equal(file_write("empty", NULL, 0, 0600, &err), 0);
	expect_text("empty", "");
	expect_entries("ls -A", 2);
}

static void a_write_that_fails_leaves_nothing(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	put("old", "text");
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(file_write("none/a", "x", 1, 0644, &err), -1);
	assert_non_null(strstr(err.text, "none"));
	/* a folder stands where the file should be */
	assert_int_equal(file_write("folder", "x", 1, 0644, &err), -1);
	assert_non_null(strstr(err.text, "folder"));
	expect_entries("ls -A", 2);
	assert_true(file_is_dir("folder"));
}

static void a_file_beside_its_place_is_kept_or_not(void **state)
{
	struct error err = ERROR_INIT;
	char *temp = NULL;
	FILE *file;

	(void)state;
	put("a", "old");
	assert_int_equal(file_temp("a", &temp, &err), 0);
	file = fopen(temp, "w");
	assert_non_null(file);
	fputs("new", file);
	fclose(file);
	expect_text("a", "old");
	assert_int_equal(file_commit(&temp, "a", 0600, &err), 0);
	assert_null(temp);
	expect_text("a", "new");
	assert_int_equal(file_temp("a", &temp, &err), 0);
	file_abandon(&temp);
	assert_null(temp);
	file_abandon(&temp);
	/* gone before it could be renamed */
	assert_int_equal(file_temp("a", &temp, &err), 0);
	assert_int_equal(unlink(temp), 0);
	assert_int_equal(file_commit(&temp, "a", 0600, &err), -1);
	assert_null(temp);
	expect_text("a", "new");
	expect_entries("ls -A", 1);
}

static void what_is_too_large_or_no_file_is_refused(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;

	(void)state;
	put("a", "12345");
	assert_int_equal(file_read("a", 5, &b, &err), 0);
	assert_int_equal(file_read("a", 5, &b, &err), 0);
	assert_string_equal(buf_str(&b), "1234512345");
	assert_int_equal(file_read("a", 4, &b, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	assert_int_equal(file_read("none", 4, &b, &err), -1);
	assert_non_null(strstr(err.text, "none"));
	assert_int_equal(file_read(".", 4, &b, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	/* nobody writes into it: a reader must not wait for one */
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(file_read("pipe", 4, &b, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	buf_release(&b);
}

static void the_first_line_is_a_password(void **state)
{
	struct error err = ERROR_INIT;
	struct buf b = BUF_INIT;
	char big[5000];

	(void)state;
	put("unix", "one\ntwo\n");
	put("dos", "密码 1\r\n");
	put("bare", "x");
	put("none", "");
	buf_adds(&b, "p:");
	assert_int_equal(file_read_line("unix", &b, &err), 0);
	assert_int_equal(file_read_line("dos", &b, &err), 0);
	assert_int_equal(file_read_line("bare", &b, &err), 0);
	assert_int_equal(file_read_line("none", &b, &err), 0);
	assert_string_equal(buf_str(&b), "p:one密码 1x");
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	put("big", big);
	assert_int_equal(file_read_line("big", &b, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	buf_release(&b);
}

static void files_are_told_apart(void **state)
{
	(void)state;
	put("a", "one");
	put("b", "one");
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(symlink("nowhere", "broken"), 0);
	assert_int_equal(link("a", "hard"), 0);
	assert_true(file_exists("a"));
	assert_true(file_exists("."));
	assert_false(file_exists("broken"));
	assert_true(file_is_dir("."));
	assert_false(file_is_dir("a"));
	assert_false(file_is_dir("none"));
	assert_true(file_is_same("a", "./link"));
	assert_true(file_is_same("a", "hard"));
	assert_false(file_is_same("a", "b"));
	assert_false(file_is_same("none", "none"));
	assert_int_equal(file_is_other("a", "one", 3, NULL), 0);
	assert_int_equal(file_is_other("a", "two", 3, NULL), 1);
	assert_int_equal(file_is_other("a", "one ", 4, NULL), 1);
	assert_int_equal(file_is_other("a", "on", 2, NULL), 1);
	assert_int_equal(file_is_other("none", "one", 3, NULL), 0);
	assert_int_equal(file_is_other(".", "one", 3, NULL), 1);
}

static void what_cannot_be_read_is_no_other_file(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	put("a", "one");
	fails.read = 1;
	assert_int_equal(file_is_other("a", "one", 3, &err), -1);
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_int_equal(file_is_other("a", "one", 3, &err), 0);
}

static void folders_are_made_with_their_parents(void **state)
{
	struct error err = ERROR_INIT;
	char path[100];

	(void)state;
	assert_int_equal(file_mkdirs("a/b//c/", 0755, &err), 0);
	assert_true(file_is_dir("a/b/c"));
	assert_int_equal(file_mkdirs("a/b/c", 0755, &err), 0);
	snprintf(path, sizeof(path), "%s/d/e", (char *)*state);
	assert_int_equal(file_mkdirs(path, 0755, &err), 0);
	assert_true(file_is_dir("d/e"));
	put("file", "x");
	assert_int_equal(file_mkdirs("file/x", 0755, &err), -1);
	assert_non_null(strstr(err.text, "file"));
}

static int note(void *ctx, const char *path, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s ", path);
	return 0;
}

static int stop_at_b(void *ctx, const char *path, struct error *err)
{
	note(ctx, path, err);
	return strcmp(path, "t/b") == 0 ? 7 : 0;
}

static void make_tree(void)
{
	struct error err = ERROR_INIT;

	assert_int_equal(file_mkdirs("t/a/x", 0755, &err), 0);
	put("t/a/x/1", "");
	put("t/a-b", "");
	put("t/a.b", "");
	put("t/b", "");
	put("t/c", "");
	put("t/.hidden", "");
	assert_int_equal(file_mkdirs("t/.git", 0755, &err), 0);
	put("t/.git/x", "");
	/* a link to a file is a file, one to a folder would lead in circles */
	assert_int_equal(symlink("b", "t/link"), 0);
	assert_int_equal(symlink("..", "t/a/up"), 0);
}

static void a_walk_sees_files_in_byte_order(void **state)
{
	struct error err = ERROR_INIT;
	struct buf seen = BUF_INIT;
	int n = 0;

	(void)state;
	make_tree();
	assert_int_equal(file_walk("t", note, &seen, &err), 0);
	assert_string_equal(buf_str(&seen),
			    "t/a-b t/a.b t/a/x/1 t/b t/c t/link ");
	buf_clear(&seen);
	assert_int_equal(file_walk("t", stop_at_b, &seen, &err), 7);
	assert_string_equal(buf_str(&seen), "t/a-b t/a.b t/a/x/1 t/b ");
	buf_clear(&seen);
	assert_int_equal(file_walk("t/.hidden", note, &seen, &err), 0);
	assert_string_equal(buf_str(&seen), "t/.hidden ");
	assert_int_equal(file_walk("none", note, &seen, &err), -1);
	assert_non_null(strstr(err.text, "none"));
	/* asked for by name, a link to a folder is walked */
	assert_int_equal(symlink("t", "way"), 0);
	assert_int_equal(file_walk("way", count_name, &n, &err), 0);
	assert_int_equal(n, 6);
	buf_release(&seen);
}

static void a_walk_ends_when_it_is_cancelled(void **state)
{
	struct error err = ERROR_INIT;
	int n = 0;

	(void)state;
	make_tree();
	cancel_request(SIGINT);
	assert_int_equal(file_walk("t", count_name, &n, &err), -1);
	cancel_request(0);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	assert_int_equal(n, 0);
}

static void a_walk_has_a_deepest_folder(void **state)
{
	struct error err = ERROR_INIT;
	char path[200] = "d";
	int i, n = 0;

	(void)state;
	for (i = 1; i < 64; i++)
		strcat(path, "/d");
	assert_int_equal(file_mkdirs(path, 0755, &err), 0);
	assert_int_equal(file_walk("d", count_name, &n, &err), 0);
	strcat(path, "/d");
	assert_int_equal(file_mkdirs(path, 0755, &err), 0);
	assert_int_equal(file_walk("d", count_name, &n, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	assert_int_equal(n, 0);
}

static void a_walk_is_whole_or_fails(void **state)
{
	struct error err = ERROR_INIT;
	int i, n = 0;

	(void)state;
	assert_int_equal(file_mkdirs("d", 0755, &err), 0);
	put("d/one", "1");
	put("d/two", "2");
	/* Two files, ".", "..", and what would have been the end. */
	for (i = 1; i <= 5; i++) {
		n = 0;
		fails.readdir = i;
		assert_int_equal(file_walk("d", count_name, &n, &err), -1);
		assert_int_equal(err.kind, ERROR_SYSTEM);
		assert_int_equal(n, 0);
	}
	fails.readdir = 0;
	assert_int_equal(file_walk("d", count_name, &n, &err), 0);
	assert_int_equal(n, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_replaced_as_a_whole),
		TEST(a_kill_while_writing_leaves_nothing),
		TEST(a_write_that_fails_leaves_nothing),
		TEST(a_file_beside_its_place_is_kept_or_not),
		TEST(what_is_too_large_or_no_file_is_refused),
		TEST(the_first_line_is_a_password),
		TEST(files_are_told_apart),
		TEST(what_cannot_be_read_is_no_other_file),
		TEST(a_walk_is_whole_or_fails),
		TEST(folders_are_made_with_their_parents),
		TEST(a_walk_sees_files_in_byte_order),
		TEST(a_walk_ends_when_it_is_cancelled),
		TEST(a_walk_has_a_deepest_folder),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
