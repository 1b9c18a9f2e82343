/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "roster/roster_dump.h"
#include "support/tables.h"

static int take(void *ctx, const char *text, size_t n, struct error *err)
{
	(void)err;
	buf_add(ctx, text, n);
	return 0;
}

static void expect(const struct buf *table, const char *text)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet =
		sheet_open_bytes(table->data, table->size, NULL, &err);

	assert_non_null(sheet);
	assert_int_equal(roster_dump_rows(sheet, 0, take, &out, &err), 0);
	assert_string_equal(buf_str(&out), text);
	sheet_close(sheet);
	buf_release(&out);
}

static void line_n_is_row_n(void **state)
{
	struct buf book = BUF_INIT, text = BUF_INIT;

	(void)state;
	tables_book(&book,
		    "<sheetData><row r=\"2\"><c r=\"B2\" t=\"str\"><v>a&#9;b"
		    "&#10;c\\</v></c><c r=\"D2\" t=\"str\"><v></v></c></row>"
		    "<row r=\"4\" hidden=\"1\"><c><v>1.0</v></c></row>"
		    "<row r=\"9\"><c r=\"A9\" s=\"3\"/></row></sheetData>",
		    NULL, NULL);
	expect(&book, "\n\ta\\tb\\nc\\\\\n\n1\n");
	buf_adds(&text, "a,b,\n\n\"x\r\ny\",\n,,\n\n");
	expect(&text, "a\tb\n\nx\\r\\ny\n");
	buf_release(&book);
	buf_release(&text);
}

static void sheets_are_found_by_number_and_name(void **state)
{
	static const struct tables_part parts[] = {
		{"xl/workbook.xml",
		 "<workbook xmlns:r=\"u/relationships\"><sheets>"
		 "<sheet name=\"2\" r:id=\"a\"/>"
		 "<sheet name=\"a&#9;b\" state=\"hidden\" r:id=\"a\"/>"
		 "<sheet name=\"2024\" r:id=\"a\"/></sheets></workbook>"},
		{"xl/_rels/workbook.xml.rels",
		 "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" "
		 "Target=\"s.xml\"/></Relationships>"},
		{"xl/s.xml", "<worksheet/>"},
		{NULL, NULL}};
	static const struct {
		const char *which;
		size_t index;
	} found[] = {{NULL, 0}, {"1", 0}, {"2", 1}, {"2024", 2}, {"a\tb", 1}};
	struct buf book = BUF_INIT, list = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet;
	size_t i, index;

	(void)state;
	tables_zip(&book, parts);
	sheet = sheet_open_bytes(book.data, book.size, NULL, &err);
	assert_non_null(sheet);
	for (i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		assert_int_equal(
			roster_dump_find(sheet, found[i].which, &index, &err),
			0);
		assert_int_equal(index, found[i].index);
	}
	assert_int_equal(roster_dump_find(sheet, "4", &index, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	roster_dump_sheets(sheet, &list);
	assert_string_equal(buf_str(&list), "1\tvisible\t2\n"
					    "2\thidden\ta\\tb\n"
					    "3\tvisible\t2024\n");
	sheet_close(sheet);
	buf_release(&book);
	buf_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_n_is_row_n),
		cmocka_unit_test(sheets_are_found_by_number_and_name),
	};

	return cmocka_run_group_tests_name("roster_dump", tests, NULL, NULL);
}
