/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "codec/archive/zip.h"
#include "support/scratch.h"

static char photo[30000];

static void make_zip(const char *path, const char *password)
{
	struct error err = ERROR_INIT;
	struct zip *zip = zip_open(
		path,
		&(struct zip_options){.at = 1778434200, .password = password},
		&err);
	int i;

	for (i = 0; i < (int)sizeof(photo); i++)
		photo[i] = (char)(i * 7 >> 3);
	assert_non_null(zip);
	assert_int_equal(zip_add(zip, "学院/计科2201/张三.jpg", photo,
				 sizeof(photo), &err),
			 0);
	assert_int_equal(zip_add(zip, "a.jpg", photo, 10, &err), 0);
	assert_int_equal(zip_add(zip, "empty.txt", "", 0, &err), 0);
	assert_int_equal(zip_add(zip, "long.txt", photo, sizeof(photo), &err),
			 0);
	assert_int_equal(zip_close(zip, 0600, NULL, &err), 0);
}

static void read_file(const char *path, struct buf *out)
{
	struct error err = ERROR_INIT;

	buf_clear(out);
	assert_int_equal(file_read(path, 10000000, out, &err), 0);
}

static void test_same_bytes(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct stat st;

	(void)state;
	make_zip("one.zip", NULL);
	setlocale(LC_ALL, "C");
	make_zip("two.zip", NULL);
	read_file("one.zip", &one);
	read_file("two.zip", &two);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	/* "general purpose" bit 11: the name is UTF-8 */
	assert_int_equal(one.data[7] & 8, 8);
	assert_int_equal(stat("one.zip", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	buf_release(&one);
	buf_release(&two);
}

/* Photos are stored: the picture stands in the file as it is. */
static void test_stored(void **state)
{
	struct buf zip = BUF_INIT;

	(void)state;
	make_zip("one.zip", NULL);
	read_file("one.zip", &zip);
	assert_non_null(memmem(zip.data, zip.size, photo, sizeof(photo)));
	assert_true(zip.size < 2 * sizeof(photo));
	buf_release(&zip);
}

static void test_recipients(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	make_zip("one.zip", NULL);
	assert_int_equal(system("unzip -tqq one.zip"), 0);
	assert_int_equal(system("7z t one.zip >/dev/null"), 0);
	assert_int_equal(system("LC_ALL=C.UTF-8 unzip -p one.zip "
				"'学院/计科2201/张三.jpg' "
				">a.jpg && unzip -l one.zip >list.txt"),
			 0);
	read_file("a.jpg", &out);
	assert_int_equal(out.size, sizeof(photo));
	assert_memory_equal(out.data, photo, out.size);
	read_file("list.txt", &out);
	/* 1778434200 is 2026-05-11T01:30+08:00, the office's clock */
	assert_non_null(strstr(out.data, "2026-05-11 01:30"));
	buf_release(&out);
}

static void test_password(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	make_zip("secret.zip", "密码 1");
	assert_int_equal(system("7z t -p'密码 1' secret.zip >/dev/null"), 0);
	assert_int_not_equal(system("7z t -pwrong secret.zip >/dev/null 2>&1"),
			     0);
	assert_int_equal(system("7z l -slt secret.zip >list.txt"), 0);
	read_file("list.txt", &out);
	assert_non_null(strstr(out.data, "AES-256 Store"));
	assert_non_null(strstr(out.data, "AES-256 Deflate"));
	buf_release(&out);
}

static void test_refusals(void **state)
{
	static const char *const names[] = {
		"../a.jpg", "/etc/passwd", "a\\b", "C:/a.jpg", "", "a/../b"};
	struct error err = ERROR_INIT;
	struct zip *zip = zip_open("bad.zip", &(struct zip_options){0}, &err);
	size_t i;

	(void)state;
	assert_non_null(zip);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(zip_add(zip, names[i], "x", 1, &err), -1);
		assert_int_equal(err.kind, ERROR_INPUT);
	}
	zip_abandon(zip);
	assert_false(file_exists("bad.zip"));
	assert_int_equal(system("ls -A | grep -q qctool-"), 256);
	assert_null(zip_open("no/such/folder/a.zip", &(struct zip_options){0},
			     &err));
	zip_abandon(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_recipients),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_refusals),
	};

	i18n_start("en", "/nowhere");
	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
