/* SPDX-License-Identifier: MIT */
/* Pictures by their hash: one file for the same bytes, changes are noticed. */
#include "support/unit.h"

#include "support/office.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/file_store.h"

static struct file_store_item item_of(enum file_store_room room,
				      const char *text)
{
	return (struct file_store_item){room, text, strlen(text), ""};
}

static void put(struct office *o, struct file_store_item *item)
{
	office_must(o, file_store_put(&o->session, item, &o->err));
}

static void bytes_come_back_as_they_came(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_ORIGINAL, "picture");
	struct buf back = BUF_INIT;
	struct stat st;
	char *path;

	put(o, &item);
	put(o, &item);
	assert_int_equal(office_number(o, "SELECT count(*) FROM original"), 1);
	assert_int_equal(office_number(o, "SELECT bytes FROM original"), 7);
	path = file_store_path(o->store, FILE_STORE_ORIGINAL, item.sha256);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	free(path);
	office_must(o, file_store_read(o->store, FILE_STORE_ORIGINAL,
				       item.sha256, &back, &o->err));
	assert_string_equal(buf_str(&back), "picture");
	buf_release(&back);
}

static void what_was_changed_behind_us_is_not_read(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_MADE, "made");
	struct buf back = BUF_INIT;
	char *path;

	put(o, &item);
	/* A made photo has its row in another table. */
	assert_int_equal(office_number(o, "SELECT count(*) FROM original"), 0);
	path = file_store_path(o->store, FILE_STORE_MADE, item.sha256);
	office_must(o, file_write(path, "madE", 4, 0600, &o->err));
	assert_int_equal(file_store_read(o->store, FILE_STORE_MADE, item.sha256,
					 &back, &o->err),
			 -1);
	assert_int_equal(o->err.kind, ERROR_STORE);
	free(path);
	buf_release(&back);
}

static void a_note_writes_no_file(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_ORIGINAL, "dry");
	char *path;

	office_must(o, file_store_note(&o->session, &item, &o->err));
	assert_int_equal(office_number(o, "SELECT count(*) FROM original"), 1);
	path = file_store_path(o->store, FILE_STORE_ORIGINAL, item.sha256);
	assert_false(file_exists(path));
	free(path);
}

static int count(void *ctx, enum file_store_room room, const char *sha256,
		 struct error *err)
{
	(void)err;
	assert_int_equal(strlen(sha256), 64);
	((int *)ctx)[room]++;
	return 0;
}

static void every_named_file_is_walked_once(void **state)
{
	struct office *o = *state;
	struct file_store_item made = item_of(FILE_STORE_MADE, "standard");
	struct photo_made_row row = {.profile = "p",
				     .status = "made",
				     .sha256 = made.sha256,
				     .findings = "[]"};
	int counts[2] = {0, 0};

	row.photo_id = office_photo(o, "submission", "1.jpg", 0);
	put(o, &made);
	office_must(o,
		    photo_store_put_made(o->store, &row, OFFICE_NOW, &o->err));
	/* Two photos may be made into the same bytes. */
	row.photo_id = office_photo(o, "submission", "2.jpg", 0);
	office_must(o,
		    photo_store_put_made(o->store, &row, OFFICE_NOW, &o->err));
	office_must(o, file_store_each(o->store, count, counts, &o->err));
	assert_int_equal(counts[FILE_STORE_ORIGINAL], 2);
	assert_int_equal(counts[FILE_STORE_MADE], 1);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(bytes_come_back_as_they_came),
		TEST(what_was_changed_behind_us_is_not_read),
		TEST(a_note_writes_no_file),
		TEST(every_named_file_is_walked_once),
	};

	return cmocka_run_group_tests_name("file_store", tests, NULL, NULL);
}
