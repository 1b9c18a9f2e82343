/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "codec/archive/zip_names.h"
#include "support/tables.h"

enum { UTF8 = 8 }; /* bit 11 is in the second byte of the flags */

/* Say of every entry that its name is UTF-8. */
static void lie(struct buf *zip)
{
	size_t i;

	for (i = 0; i + 10 < zip->size; i++) {
		if (memcmp(zip->data + i, "PK\1\2", 4) == 0)
			zip->data[i + 9] |= UTF8;
		if (memcmp(zip->data + i, "PK\3\4", 4) == 0)
			zip->data[i + 7] |= UTF8;
	}
}

static struct zip_names *read_names(const struct buf *zip)
{
	struct archive_source source = {-1, zip->data, zip->size};

	return zip_names_read(&source);
}

static bool exceed(const struct buf *zip)
{
	struct archive_source source = {-1, zip->data, zip->size};

	return zip_names_exceed(&source, 0);
}

static void make(struct buf *zip)
{
	static const struct tables_part parts[] = {
		{"a.jpg", "one"},
		{"\325\305\310\375.jpg", "two"}, /* 张三 in GBK */
		{"李四.jpg", "three"},
		{NULL, NULL}};

	tables_zip(zip, parts);
	lie(zip);
}

static void names_that_lie_are_given_as_they_stand(void **state)
{
	struct buf zip = BUF_INIT, behind = BUF_INIT;
	struct zip_names *names;

	(void)state;
	make(&zip);
	names = read_names(&zip);
	assert_non_null(names);
	assert_null(zip_names_get(names, 0));
	assert_string_equal(zip_names_get(names, 1), "\325\305\310\375.jpg");
	assert_null(zip_names_get(names, 2));
	assert_null(zip_names_get(names, 3));
	assert_null(zip_names_get(NULL, 0));
	zip_names_free(names);
	/* behind a program that unpacks it */
	buf_adds(&behind, "MZ program");
	buf_add(&behind, zip.data, zip.size);
	names = read_names(&behind);
	assert_string_equal(zip_names_get(names, 1), "\325\305\310\375.jpg");
	zip_names_free(names);
	buf_release(&zip);
	buf_release(&behind);
}

static void entries_are_counted_before_they_are_read(void **state)
{
	struct buf zip = BUF_INIT;
	struct archive_source source;

	(void)state;
	make(&zip);
	source = (struct archive_source){-1, zip.data, zip.size};
	assert_false(zip_names_exceed(&source, 3));
	assert_true(zip_names_exceed(&source, 2));
	assert_true(zip_names_exceed(&source, 0));
	source.size = 7;
	assert_false(zip_names_exceed(&source, 0));
	buf_release(&zip);
}

/* Cut or changed anywhere it is no crash and no reading past the end. */
static void a_damaged_directory_is_no_harm(void **state)
{
	struct buf zip = BUF_INIT, bad = BUF_INIT;
	size_t i;

	(void)state;
	make(&zip);
	for (i = 0; i < zip.size; i++) {
		buf_clear(&bad);
		buf_add(&bad, zip.data, i);
		zip_names_free(read_names(&bad));
		exceed(&bad);
		buf_clear(&bad);
		buf_add(&bad, zip.data, zip.size);
		bad.data[i] = (char)0xff;
		zip_names_free(read_names(&bad));
		exceed(&bad);
	}
	buf_release(&zip);
	buf_release(&bad);
}

static void other_files_have_none(void **state)
{
	struct buf zip = BUF_INIT;

	(void)state;
	assert_null(read_names(&zip));
	buf_adds(&zip, "no zip at all, but long enough for its end");
	assert_null(read_names(&zip));
	buf_release(&zip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_lie_are_given_as_they_stand),
		cmocka_unit_test(entries_are_counted_before_they_are_read),
		cmocka_unit_test(a_damaged_directory_is_no_harm),
		cmocka_unit_test(other_files_have_none),
	};

	return cmocka_run_group_tests_name("zip_names", tests, NULL, NULL);
}
