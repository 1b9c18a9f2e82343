/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "codec/table/dbf_memo.h"

static void fill(struct buf *out, size_t size)
{
	while (out->size < size)
		buf_addc(out, '\0');
}

static void write_memo(const char *path, const struct buf *bytes)
{
	struct error err = ERROR_INIT;

	assert_int_equal(file_write(path, bytes->data, bytes->size, 0600, &err),
			 0);
}

static void expect(struct dbf_memo *memo, unsigned block, const char *text)
{
	struct buf out = BUF_INIT;

	assert_int_equal(dbf_memo_read(memo, block, &out), text ? 0 : -1);
	assert_string_equal(buf_str(&out), text ? text : "");
	buf_release(&out);
}

static void dbase_3_ends_its_texts_with_a_mark(void **state)
{
	struct buf file = BUF_INIT;
	struct dbf_memo *memo;

	(void)state;
	fill(&file, 512);
	buf_add(&file, "one\0\032\032", 6);
	fill(&file, 1024);
	buf_add(&file, "\xff\xd8\0pic\032", 7);
	fill(&file, 1536);
	buf_add(&file, "\x89PNG\r\n\032\n", 8);
	fill(&file, 2048);
	buf_adds(&file, "to the end");
	write_memo("three.dbt", &file);
	memo = dbf_memo_open("three.dbf");
	assert_non_null(memo);
	expect(memo, 1, "one");
	expect(memo, 2, NULL); /* a picture */
	expect(memo, 3, NULL); /* another one */
	expect(memo, 4, "to the end");
	expect(memo, 0, NULL);
	expect(memo, 99, "");
	dbf_memo_close(memo);
	unlink("three.dbt");
	buf_release(&file);
}

static void dbase_4_and_foxpro_count_them(void **state)
{
	struct buf file = BUF_INIT;
	struct dbf_memo *memo;

	(void)state;
	fill(&file, 20);
	buf_add(&file, "\x40\0\0\0", 4); /* blocks of 64 */
	fill(&file, 64);
	buf_add(&file, "\xff\xff\10\0\13\0\0\0abc", 11);
	fill(&file, 128);
	buf_add(&file, "\xff\xff\10\0\377\377\377\377abc", 11);
	fill(&file, 192);
	buf_add(&file, "\xff\xff\10\0\2\0\0\0abc", 11);
	write_memo("four.DBT", &file);
	memo = dbf_memo_open("four.DBF");
	expect(memo, 1, "abc");
	expect(memo, 2, NULL); /* a length that cannot be */
	expect(memo, 3, NULL);
	dbf_memo_close(memo);
	unlink("four.DBT");
	buf_clear(&file);
	buf_add(&file, "\0\0\0\1\0\0\0\40", 8); /* blocks of 32 */
	fill(&file, 32);
	buf_add(&file, "\0\0\0\1\0\0\0\3abc", 11);
	fill(&file, 64);
	buf_add(&file, "\0\0\0\0\0\0\0\3abc", 11);
	fill(&file, 96);
	buf_add(&file, "\0\0\0\1\0\0\0\77abc", 11);
	write_memo("fox.fpt", &file);
	memo = dbf_memo_open("./fox.dbf");
	expect(memo, 1, "abc");
	expect(memo, 2, NULL); /* no text */
	expect(memo, 3, NULL); /* cut off */
	dbf_memo_close(memo);
	unlink("fox.fpt");
	buf_release(&file);
}

static void without_a_file_there_is_none(void **state)
{
	(void)state;
	assert_null(dbf_memo_open("nowhere/gone.dbf"));
	dbf_memo_close(NULL);
}

/* It is there and cannot be read: its texts are not none. */
static void one_that_cannot_be_read_is_an_error(void **state)
{
	struct error err = ERROR_INIT;
	struct dbf_memo *memo;

	(void)state;
	assert_int_equal(mkdir("unread.dbt", 0700), 0);
	memo = dbf_memo_open("unread.dbf");
	assert_non_null(memo);
	expect(memo, 1, NULL);
	assert_int_equal(dbf_memo_check(memo, &err), -1);
	assert_int_equal(err.kind, ERROR_SYSTEM);
	dbf_memo_close(memo);
	assert_int_equal(rmdir("unread.dbt"), 0);
	assert_int_equal(dbf_memo_check(NULL, &err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dbase_3_ends_its_texts_with_a_mark),
		cmocka_unit_test(dbase_4_and_foxpro_count_them),
		cmocka_unit_test(without_a_file_there_is_none),
		cmocka_unit_test(one_that_cannot_be_read_is_an_error),
	};

	return cmocka_run_group_tests_name("dbf_memo", tests, NULL, NULL);
}
