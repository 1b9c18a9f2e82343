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

static bool is_there(struct office *o, const struct file_store_item *item)
{
	char *path = file_store_path(o->store, item->room, item->sha256);
	bool there = file_exists(path);

	free(path);
	return there;
}

/* Before the row that names it can be seen; not before it is on disk. */
static void a_transaction_ends_with_its_files(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_ORIGINAL, "chunk");
	struct buf back = BUF_INIT;

	office_must(o, store_begin(o->store, &o->err));
	put(o, &item);
	assert_false(is_there(o, &item));
	store_rollback(o->store);
	assert_false(is_there(o, &item));
	assert_int_equal(office_number(o, "SELECT count(*) FROM original"), 0);

	office_must(o, store_begin(o->store, &o->err));
	put(o, &item);
	office_must(o, store_checkpoint(o->store, &o->err));
	assert_true(is_there(o, &item));
	store_rollback(o->store);
	office_must(o, file_store_read(o->store, item.room, item.sha256, &back,
				       &o->err));
	assert_string_equal(buf_str(&back), "chunk");
	buf_release(&back);
}

static void what_is_settled_can_be_read_at_once(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_MADE, "compared");

	office_must(o, store_begin(o->store, &o->err));
	put(o, &item);
	office_must(o, file_store_settle(o->store, &o->err));
	assert_true(is_there(o, &item));
	store_rollback(o->store);
}

/* Its row is not there: the file is not what is meant to be believed. */
static void what_a_power_cut_left_is_not_believed(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_ORIGINAL, "picture");
	struct buf back = BUF_INIT;
	char *path;

	sha256_hex(item.bytes, item.size, item.sha256);
	path = file_store_path(o->store, item.room, item.sha256);
	office_must(o, file_keep(path, "pic", 3, &o->err));
	put(o, &item);
	office_must(o, file_store_read(o->store, item.room, item.sha256, &back,
				       &o->err));
	assert_string_equal(buf_str(&back), "picture");
	buf_release(&back);
	free(path);
}

/* The error of the commit, and no row stays. */
static void a_file_that_is_not_kept_has_no_row(void **state)
{
	struct office *o = *state;
	struct file_store_item item = item_of(FILE_STORE_ORIGINAL, "lost");
	char *path;

	office_must(o, store_begin(o->store, &o->err));
	put(o, &item);
	path = file_store_path(o->store, item.room, item.sha256);
	/* somebody else is quicker */
	office_must(o, file_write(path, "x", 1, 0600, &o->err));
	assert_int_equal(store_end(o->store, 0, false, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_SYSTEM);
	assert_non_null(strstr(o->err.text, item.sha256));
	assert_int_equal(office_number(o, "SELECT count(*) FROM original"), 0);
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
		TEST(a_transaction_ends_with_its_files),
		TEST(what_is_settled_can_be_read_at_once),
		TEST(what_a_power_cut_left_is_not_believed),
		TEST(a_file_that_is_not_kept_has_no_row),
		TEST(every_named_file_is_walked_once),
	};

	return cmocka_run_group_tests_name("file_store", tests, NULL, NULL);
}
