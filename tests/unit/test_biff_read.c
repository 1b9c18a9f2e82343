/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "codec/table/biff_read.h"
#include "codec/table/sheet.h"
#include "support/tables.h"

static void put16(struct buf *out, unsigned v)
{
	buf_addc(out, (char)(v & 0xff));
	buf_addc(out, (char)(v >> 8));
}

static void put32(struct buf *out, uint32_t v)
{
	put16(out, v & 0xffff);
	put16(out, v >> 16);
}

static void record(struct buf *out, unsigned type, const char *data, size_t n)
{
	put16(out, type);
	put16(out, (unsigned)n);
	buf_add(out, data, n);
}

/* A cell's record: its place and style, then a value. */
static void cell(struct buf *out, unsigned type, const unsigned at[3],
		 const char *value, size_t n)
{
	put16(out, type);
	put16(out, (unsigned)n + 6);
	put16(out, at[0]);
	put16(out, at[1]);
	put16(out, at[2]);
	buf_add(out, value, n);
}

#define AT(row, column, style) ((const unsigned[3]){row, column, style})

static void number(struct buf *out, const unsigned at[3], double value)
{
	char bytes[8];

	memcpy(bytes, &value, 8);
	cell(out, 0x203, at, bytes, 8);
}

/* "ab" over a record's end, in 16 bits before and in 8 behind it. */
static void put_strings(struct buf *out)
{
	record(out, 0xfc, "\2\0\0\0\2\0\0\0\2\0\0hi\3\0\1a\0b\0", 20);
	record(out, 0x3c, "\0c", 2);
}

/* A workbook of BIFF8: globals, then two sheets; the second is hidden. */
static void make_book(struct buf *out)
{
	size_t first, second;
	uint32_t place;

	record(out, 0x809, "\0\6\5\0\0\0\0\0", 8);
	record(out, 0x22, "\0\0", 2);
	record(out, 0x41e, "\xa4\0\4\0\0yyyy", 9);
	record(out, 0xe0, "\0\0\0\0", 4);   /* style 0: General */
	record(out, 0xe0, "\0\0\xa4\0", 4); /* style 1: yyyy */
	record(out, 0xe0, "\0\0\x1f\0", 4); /* style 2: 31, a Chinese date */
	first = out->size + 4;
	record(out, 0x85, "\0\0\0\0\0\0\2\1\x0d\x54\x55\x53", 12);
	second = out->size + 4;
	record(out, 0x85, "\0\0\0\0\1\0\1\0b", 9);
	record(out, 0x85, "\0\0\0\0\0\2\1\0c", 9); /* a chart */
	put_strings(out);
	record(out, 0x0a, "", 0);
	place = (uint32_t)out->size;
	memcpy(out->data + first, &place, 4);
	record(out, 0x809, "\0\6\x10\0\0\0\0\0", 8);
	record(out, 0x208, "\1\0\0\0\0\0\0\0\0\0\0\0\x20\0\0\0", 16);
	cell(out, 0xfd, AT(0, 0, 0), "\0\0\0\0", 4);
	cell(out, 0xfd, AT(0, 1, 0), "\1\0\0\0", 4);
	number(out, AT(1, 0, 2), 38383);
	number(out, AT(1, 1, 0), 1.5);
	cell(out, 0x27e, AT(1, 2, 0), "\x1f\0\0\0", 4); /* 7 / 100 */
	/* two cells of one record: 1 and 2 */
	record(out, 0xbd, "\2\0\0\0\0\0\6\0\0\0\0\0\x0a\0\0\0\1\0", 18);
	cell(out, 0x205, AT(2, 2, 0), "\1\0", 2);
	cell(out, 0x205, AT(2, 3, 0), "\x2a\1", 2);
	/* a formula whose text follows, and a chart's records between */
	cell(out, 0x06, AT(3, 0, 0), "\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0", 14);
	record(out, 0x207, "\2\0\0ok", 5);
	record(out, 0x809, "\0\6\x20\0\0\0\0\0", 8);
	number(out, AT(9, 9, 0), 9);
	record(out, 0x0a, "", 0);
	/* out of order, and the same cell again */
	number(out, AT(3, 1, 0), 4);
	number(out, AT(0, 2, 0), 3);
	number(out, AT(3, 1, 0), 5);
	record(out, 0x0a, "", 0);
	place = (uint32_t)out->size;
	memcpy(out->data + second, &place, 4);
	record(out, 0x809, "\0\6\x10\0\0\0\0\0", 8);
	number(out, AT(0, 0, 0), 2);
	record(out, 0x0a, "", 0);
}

static const char rows[] = "1:shi|sabc|n3\n"
			   "2h:d2005-01-31|n1.5|n0.07\n"
			   "3:n1|n2|bTRUE|e#N/A\n"
			   "4:s=ok|n5\n";

static void expect_book(const struct buf *file)
{
	struct error err = ERROR_INIT;
	struct sheet *sheet =
		sheet_open_bytes(file->data, file->size, NULL, &err);
	struct buf out = BUF_INIT;

	if (!sheet)
		fail_msg("%s", err.text);
	assert_int_equal(sheet_kind(sheet), SHEET_XLS);
	assert_int_equal(sheet_count(sheet), 2);
	assert_string_equal(sheet_info(sheet, 0).name, "名单");
	assert_string_equal(sheet_info(sheet, 1).state, "hidden");
	assert_int_equal(sheet_read(sheet, 0, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), rows);
	buf_clear(&out);
	assert_int_equal(sheet_read(sheet, 1, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), "1:n2\n");
	sheet_close(sheet);
	buf_release(&out);
}

static void fill(struct buf *out, size_t size, char c)
{
	while (out->size < size)
		buf_addc(out, c);
}

static void put_entry(struct buf *out, const char *name, char kind,
		      const uint32_t at[3])
{
	size_t start = out->size, i;

	for (i = 0; name[i]; i++)
		put16(out, (unsigned char)name[i]);
	fill(out, start + 64, '\0');
	put16(out, (unsigned)(2 * (i + 1)));
	buf_addc(out, kind);
	buf_addc(out, 1);
	put32(out, 0xffffffff);
	put32(out, 0xffffffff);
	put32(out, at[2]);
	fill(out, start + 116, '\0');
	put32(out, at[0]);
	put32(out, at[1]);
	put32(out, 0);
}

/*
 * An OLE file around it: sector 0 the FAT, 1 the directory, 2 the mini FAT,
 * from 3 on the mini stream, which holds all of it.
 */
static void wrap(struct buf *out, const struct buf *stream)
{
	uint32_t sectors = (uint32_t)(stream->size + 511) / 512, i;
	uint32_t minis = (uint32_t)(stream->size + 63) / 64;

	buf_add(out, "\320\317\21\340\241\261\32\341", 8);
	fill(out, 24, '\0');
	buf_add(out, "\x3e\0\3\0\xfe\xff\x09\0\6\0", 10);
	fill(out, 44, '\0');
	put32(out, 1);
	put32(out, 1); /* the directory */
	put32(out, 0);
	put32(out, 4096);
	put32(out, 2);
	put32(out, 1);
	put32(out, 0xfffffffe);
	put32(out, 0);
	put32(out, 0);
	fill(out, 512, '\377');
	put32(out, 0xfffffffd);
	put32(out, 0xfffffffe);
	put32(out, 0xfffffffe);
	for (i = 0; i < sectors; i++)
		put32(out, i + 1 < sectors ? 4 + i : 0xfffffffe);
	fill(out, 1024, '\377');
	put_entry(out, "Root Entry", 5, (const uint32_t[3]){3, minis * 64, 1});
	put_entry(out, "WORKBOOK", 2,
		  (const uint32_t[3]){0, (uint32_t)stream->size, 0xffffffff});
	fill(out, 1536, '\0');
	for (i = 0; i < minis; i++)
		put32(out, i + 1 < minis ? i + 1 : 0xfffffffe);
	fill(out, 2048, '\377');
	buf_add(out, stream->data, stream->size);
	fill(out, 2048 + (size_t)sectors * 512, '\0');
}

static void a_workbook_of_excel_97(void **state)
{
	struct buf book = BUF_INIT, file = BUF_INIT;

	(void)state;
	make_book(&book);
	assert_true(biff_read_sniff(book.data, book.size));
	expect_book(&book);
	wrap(&file, &book);
	expect_book(&file);
	buf_release(&book);
	buf_release(&file);
}

static void expect_rows(const struct buf *file, const char *wanted)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	if (tables_read(file, NULL, &out, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&out), wanted);
	buf_release(&out);
}

/* Bare streams: of Excel 2, and as web pages write them by hand, in GBK. */
static void older_and_simpler_ones(void **state)
{
	struct buf book = BUF_INIT;

	(void)state;
	record(&book, 0x09, "\2\0\x10\0", 4);
	record(&book, 0x1e, "\7General", 8);
	record(&book, 0x1e, "\4yyyy", 5);
	record(&book, 0x02, "\0\0\0\0\0\0\0\7\0", 9);
	record(&book, 0x04, "\0\0\1\0\0\0\0\2ab", 10);
	record(&book, 0x03, "\1\0\0\0\0\1\0\0\0\0\0\xe0\xbd\xe2\x40", 15);
	record(&book, 0x0a, "", 0);
	expect_rows(&book, "1:n7|sab\n2:d2005-01-31\n");
	buf_clear(&book);
	record(&book, 0x809, "\0\0\x10\0\0\0\0\0", 8);
	cell(&book, 0x204, AT(0, 0, 0), "\4\0\321\247\272\305", 6);
	cell(&book, 0x204, AT(0, 1, 0), "\6\0姓名", 8);
	number(&book, AT(1, 0, 0), 2022010101);
	record(&book, 0x0a, "", 0);
	expect_rows(&book, "1:s学号|s姓名\n2:n2022010101\n");
	buf_release(&book);
}

static void expect_error(const struct buf *file, const char *word)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(tables_read(file, NULL, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, word));
	buf_release(&out);
}

static void what_cannot_be_read_says_why(void **state)
{
	struct buf book = BUF_INIT, file = BUF_INIT;

	(void)state;
	record(&book, 0x809, "\0\6\5\0\0\0\0\0", 8);
	record(&book, 0x2f, "\1\0", 2);
	expect_error(&book, "remove the password");
	buf_clear(&book);
	record(&book, 0x809, "\0\6\5\0\0\0\0\0", 8);
	expect_error(&book, "no sheet");
	buf_clear(&book);
	buf_adds(&book, "\320\317\21\340\241\261\32\341");
	expect_error(&book, "damaged");
	wrap(&file, &book);
	memcpy(file.data + 1024 + 128, "D\0O\0C\0", 6);
	expect_error(&file, "no workbook");
	buf_release(&book);
	buf_release(&file);
}

static int count_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	(void)row, (void)err;
	return ++*(int *)ctx > 1000;
}

/* Cut or changed at any byte it is read, or refused, and nothing else. */
static void damage_is_no_harm(void **state)
{
	struct buf book = BUF_INIT, file = BUF_INIT, bad = BUF_INIT;
	size_t i, k;

	(void)state;
	make_book(&book);
	wrap(&file, &book);
	for (i = 0; i < 2 * file.size; i++) {
		struct error err = ERROR_INIT;
		struct biff_read *b;
		int seen = 0;

		buf_clear(&bad);
		buf_add(&bad, file.data, i < file.size ? i : file.size);
		if (i >= file.size)
			bad.data[i - file.size] = (char)0xff;
		b = biff_read_open(bad.data ? bad.data : "", bad.size, NULL,
				   &err);
		for (k = 0; b && k < biff_read_count(b); k++)
			biff_read_rows(b, k, count_row, &seen, &err);
		biff_read_close(b);
	}
	buf_release(&book);
	buf_release(&file);
	buf_release(&bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workbook_of_excel_97),
		cmocka_unit_test(older_and_simpler_ones),
		cmocka_unit_test(what_cannot_be_read_says_why),
		cmocka_unit_test(damage_is_no_harm),
	};

	return cmocka_run_group_tests_name("biff_read", tests, NULL, NULL);
}
