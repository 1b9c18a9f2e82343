/* SPDX-License-Identifier: MIT */
#include "support/scratch.h"
#include "support/unit.h"

#include <sys/resource.h>

#include "base/buf.h"
#include "base/file.h"
#include "codec/archive/intake.h"
#include "codec/archive/zip.h"

static struct zip *begin(const char *path)
{
	const struct zip_options options = {0};
	struct error err = ERROR_INIT;
	struct zip *zip = zip_open(path, &options, &err);

	assert_non_null(zip);
	return zip;
}

static void put(struct zip *zip, const char *name, const void *bytes, size_t n)
{
	struct error err = ERROR_INIT;

	assert_int_equal(zip_add(zip, name, bytes, n, &err), 0);
}

static void put_many(struct zip *zip, int from, int to)
{
	char name[20];

	for (; from < to; from++) {
		snprintf(name, sizeof(name), "%06d.jpg", from);
		put(zip, name, name, strlen(name));
	}
}

static void finish(struct zip *zip)
{
	struct error err = ERROR_INIT;

	assert_int_equal(zip_close(zip, 0600, NULL, &err), 0);
}

static struct intake *open_outer(void)
{
	char *operands[] = {(char[]){"o.zip"}};
	struct error err = ERROR_INIT;
	struct intake *intake = intake_open(operands, 1, &err);

	assert_non_null(intake);
	return intake;
}

/* A zip of so many small photos, opened. */
static struct intake *open_many(int n)
{
	struct zip *zip;

	zip = begin("o.zip");
	put_many(zip, 0, n);
	finish(zip);
	return open_outer();
}

/* How often a thread of ours has waited, for another one or the disk. */
static long waits(void)
{
	struct rusage now;

	getrusage(RUSAGE_SELF, &now);
	return now.ru_nvcsw;
}

/* The next of the numbers, whose bytes are its own. */
static void expect_many(struct intake *intake, const char *under, int from,
			int to)
{
	struct error err = ERROR_INIT;
	struct intake_item item;
	char name[20];
	size_t n = strlen(under);

	for (; from < to; from++) {
		snprintf(name, sizeof(name), "%06d.jpg", from);
		assert_int_equal(intake_next(intake, &item, &err), 1);
		assert_non_null(strstr(item.name, under));
		assert_string_equal(strstr(item.name, under) + n, name);
		assert_int_equal(item.error.kind, ERROR_NONE);
		assert_string_equal(buf_str(&item.bytes), name);
		intake_item_release(&item);
	}
}

static void expect_bad(struct intake *intake, const char *name)
{
	struct error err = ERROR_INIT;
	struct intake_item item;

	assert_int_equal(intake_next(intake, &item, &err), 1);
	assert_non_null(strstr(item.name, name));
	assert_string_equal(item.finding, "FIL-ARCHIVE");
	intake_item_release(&item);
}

static void expect_end(struct intake *intake)
{
	struct error err = ERROR_INIT;
	struct intake_item item;

	assert_int_equal(intake_next(intake, &item, &err), 0);
	assert_int_equal(intake_next(intake, &item, &err), 0);
}

static size_t place_of(const struct buf *bytes, const char *text)
{
	const char *found =
		memmem(buf_str(bytes), bytes->size, text, strlen(text));

	assert_non_null(found);
	return (size_t)(found - buf_str(bytes));
}

/* What is within an archive comes at its place, however many come together. */
static void entries_come_in_the_order_of_the_archives(void **state)
{
	struct buf inner = BUF_INIT;
	struct error err = ERROR_INIT;
	struct intake *intake;
	struct zip *zip;
	const char *names;

	(void)state;
	zip = begin("i.zip");
	put_many(zip, 0, 70);
	finish(zip);
	assert_int_equal(file_read("i.zip", 1 << 20, &inner, &err), 0);
	zip = begin("o.zip");
	put_many(zip, 0, 100);
	put(zip, "in.zip", buf_str(&inner), inner.size);
	put_many(zip, 100, 164);
	put(zip, "notes.txt", "list", 4);
	put(zip, "cut.zip", buf_str(&inner), place_of(&inner, "000011.jpg"));
	put_many(zip, 164, 170);
	finish(zip);
	intake = open_outer();
	expect_many(intake, "o.zip/", 0, 100);
	expect_many(intake, "o.zip/in.zip/", 0, 70);
	expect_many(intake, "o.zip/", 100, 164);
	expect_many(intake, "o.zip/cut.zip/", 0, 11);
	expect_bad(intake, "o.zip/cut.zip");
	expect_many(intake, "o.zip/", 164, 170);
	expect_end(intake);
	assert_int_equal(intake_left_out(intake, &names), 1);
	assert_string_equal(names, "notes.txt");
	intake_close(intake);
	buf_release(&inner);
}

/* What came out and was not asked for is released too. */
static void many_that_wait_are_released(void **state)
{
	struct intake *intake;

	(void)state;
	intake = open_many(100);
	expect_many(intake, "o.zip/", 0, 1);
	intake_close(intake);
}

/*
 * A zip of 200,000 broken photos took 8 to 13 s of CPU, most of it on the way
 * to the thread that unpacks and back, which each entry went by itself.
 */
static void small_entries_cross_together(void **state)
{
	enum { MANY = 5000 };
	struct intake *intake;
	long before;

	(void)state;
	intake = open_many(MANY);
	before = waits();
	expect_many(intake, "o.zip/", 0, MANY);
	expect_end(intake);
	assert_true(waits() - before < MANY / 8);
	intake_close(intake);
}

/* A thread for each archive within took 21 s of CPU for 200,000 empty ones. */
static void archives_within_share_a_thread(void **state)
{
	static const char empty[22] = "PK\5\6";
	enum { MANY = 2000 };
	struct intake *intake;
	struct zip *zip;
	char name[20];
	long before;
	int i;

	(void)state;
	zip = begin("o.zip");
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "%d.zip", i);
		put(zip, name, empty, sizeof(empty));
	}
	put_many(zip, 0, 1);
	finish(zip);
	intake = open_outer();
	before = waits();
	expect_many(intake, "o.zip/", 0, 1);
	expect_end(intake);
	assert_true(waits() - before < MANY / 8);
	intake_close(intake);
}

/*
 * A million entries of a byte, a thousand in each of a thousand archives, are
 * 7.6 MB and took 14 s of CPU.
 */
static void archives_within_have_a_number_of_entries(void **state)
{
	struct buf inner = BUF_INIT;
	struct error err = ERROR_INIT;
	struct intake *intake;
	struct zip *zip;

	(void)state;
	zip = begin("i.zip");
	put_many(zip, 0, 70000);
	finish(zip);
	assert_int_equal(file_read("i.zip", 32 << 20, &inner, &err), 0);
	zip = begin("o.zip");
	put(zip, "1.zip", buf_str(&inner), inner.size);
	put(zip, "2.zip", buf_str(&inner), inner.size);
	put(zip, "3.zip", buf_str(&inner), inner.size);
	put(zip, "4.zip", buf_str(&inner), inner.size);
	put_many(zip, 0, 100);
	finish(zip);
	intake = open_outer();
	expect_many(intake, "o.zip/1.zip/", 0, 70000);
	expect_many(intake, "o.zip/2.zip/", 0, 70000);
	expect_many(intake, "o.zip/3.zip/", 0, 60000);
	expect_bad(intake, "o.zip/3.zip");
	expect_bad(intake, "o.zip/4.zip");
	expect_many(intake, "o.zip/", 0, 100);
	expect_end(intake);
	intake_close(intake);
	buf_release(&inner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_come_in_the_order_of_the_archives),
		cmocka_unit_test(many_that_wait_are_released),
		cmocka_unit_test(small_entries_cross_together),
		cmocka_unit_test(archives_within_share_a_thread),
		cmocka_unit_test(archives_within_have_a_number_of_entries),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
