/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "codec/table/dbf_read.h"
#include "codec/table/dbf_text.h"
#include "codec/table/sheet.h"
#include "support/tables.h"

struct field {
	const char *name;
	char type;
	int width;
};

static void put_little(struct buf *out, unsigned long v, int bytes)
{
	while (bytes--) {
		buf_addc(out, (char)(v & 0xff));
		v >>= 8;
	}
}

static void put_padded(struct buf *out, const char *s, size_t width, char pad)
{
	size_t n = strlen(s);

	buf_add(out, s, n < width ? n : width);
	while (n++ < width)
		buf_addc(out, pad);
}

/* A head for records of these fields; the last has no name. */
static void make_head(struct buf *out, unsigned char language, long records,
		      const struct field *fields)
{
	int width = 1, count = 0, i;

	for (; fields[count].name; count++)
		width += fields[count].width;
	buf_add(out, "\x30\x7e\x01\x01", 4);
	put_little(out, (unsigned long)records, 4);
	put_little(out, (unsigned long)(32 + 32 * count + 1), 2);
	put_little(out, (unsigned long)width, 2);
	put_padded(out, "", 17, '\0');
	buf_addc(out, (char)language);
	put_padded(out, "", 2, '\0');
	for (i = 0; i < count; i++) {
		put_padded(out, fields[i].name, 11, '\0');
		buf_addc(out, fields[i].type);
		put_padded(out, "", 4, '\0');
		buf_addc(out, (char)fields[i].width);
		put_padded(out, "", 15, '\0');
	}
	buf_addc(out, '\r');
}

static const struct field all_kinds[] = {
	{"XM", 'C', 6}, {"N", 'N', 6}, {"D", 'D', 8}, {"L", 'L', 1},
	{"I", 'I', 4},	{"T", 'T', 8}, {"Y", 'Y', 8}, {"V", 'V', 4},
	{"M", 'M', 10}, {NULL, 0, 0}};

static void put_record(struct buf *out, char flag, const char *name,
		       const char *number, const char *day)
{
	buf_addc(out, flag);
	put_padded(out, name, 6, ' ');
	put_padded(out, number, 6, ' ');
	put_padded(out, day, 8, ' ');
	buf_addc(out, 'T');
	put_little(out, 0xfffffffeUL, 4);
	put_little(out, 2453402, 4); /* 2005-01-31 */
	put_little(out, 3600000, 4);
	put_little(out, 12500, 8);
	buf_add(out, "ab?\2", 4);
	put_padded(out, "", 10, ' ');
}

static void every_kind_of_field(void **state)
{
	struct buf table = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	make_head(&table, 0x4d, 3, all_kinds);
	put_record(&table, ' ', "\xd5\xc5\xc8\xfd", "  1.50", "20050131");
	put_record(&table, '*', "gone", "******", "        ");
	put_record(&table, ' ', "", "", "00000000");
	assert_true(dbf_read_sniff(table.data, table.size));
	assert_int_equal(tables_read(&table, NULL, &out, &err), 0);
	assert_string_equal(
		buf_str(&out),
		"0:sXM|sN|sD|sL|sI|sT|sY|sV|sM\n"
		"1:s张三|n1.5|d2005-01-31|bTRUE|n-2|d2005-01-31 01:00:00|"
		"n1.25|sab\n"
		"2h:sgone|s******|-|bTRUE|n-2|d2005-01-31 01:00:00|n1.25|sab\n"
		"3:-|-|-|bTRUE|n-2|d2005-01-31 01:00:00|n1.25|sab\n");
	buf_release(&table);
	buf_release(&out);
}

static void expect_charset(unsigned char language, const char *text,
			   const char *charset, const char *row)
{
	static const struct field fields[] = {{"A", 'C', 8}, {NULL, 0, 0}};
	struct buf table = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet;

	make_head(&table, language, 1, fields);
	buf_addc(&table, ' ');
	put_padded(&table, text, 8, ' ');
	sheet = sheet_open_bytes(table.data, table.size, NULL, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_kind(sheet), SHEET_DBF);
	assert_string_equal(sheet_charset(sheet), charset);
	assert_int_equal(sheet_read(sheet, 0, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), row);
	sheet_close(sheet);
	buf_release(&table);
	buf_release(&out);
}

static void the_code_page_is_found(void **state)
{
	(void)state;
	expect_charset(0x4d, "\xc0\xee", "GB18030", "0:sA\n1:s李\n");
	expect_charset(0, "\xc0\xee", "GB18030", "0:sA\n1:s李\n");
	/* "Western" left in by a Chinese system, and meant by a Western one */
	expect_charset(0x57, "\xc0\xee", "GB18030", "0:sA\n1:s李\n");
	expect_charset(0x03, "caf\xe9", "CP1252", "0:sA\n1:scafé\n");
	expect_charset(0, "李", "UTF-8", "0:sA\n1:s李\n");
	expect_charset(0xc9, "\xcf", "CP1251", "0:sA\n1:sП\n");
	expect_charset(0x4d, "\xff", "GB18030", "0:sA\n1:s\xef\xbf\xbd\n");
	assert_string_equal(dbf_text_of_cpg("cp936\r\n"), "GB18030");
	assert_string_equal(dbf_text_of_cpg("UTF-8"), "UTF-8");
	assert_null(dbf_text_of_cpg("klingon"));
}

static void expect_refusal(const struct buf *table, const char *word)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(tables_read(table, NULL, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	if (!strstr(err.text, word))
		fail_msg("\"%s\" lacks \"%s\"", err.text, word);
	buf_release(&out);
}

static void damaged_tables_are_refused(void **state)
{
	struct buf table = BUF_INIT;

	(void)state;
	make_head(&table, 0, 5, all_kinds);
	put_record(&table, ' ', "a", "1", "20050131");
	expect_refusal(&table, "names 5 records and holds 1");
	table.data[4] = 1;
	table.data[10] = 3; /* fields wider than the record */
	expect_refusal(&table, "damaged");
	table.data[0] = 0x04;
	expect_refusal(&table, "dBASE 7");
	buf_release(&table);
}

static void text_is_no_table(void **state)
{
	static const char text[] = "0123456789012345678901234567890123456789";

	(void)state;
	assert_false(dbf_read_sniff(text, sizeof(text) - 1));
	assert_false(dbf_read_sniff("\x03", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_field),
		cmocka_unit_test(the_code_page_is_found),
		cmocka_unit_test(damaged_tables_are_refused),
		cmocka_unit_test(text_is_no_table),
	};

	return cmocka_run_group_tests_name("dbf_read", tests, NULL, NULL);
}
