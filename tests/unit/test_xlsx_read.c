/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "codec/table/sheet.h"
#include "codec/table/xlsx_strings.h"
#include "support/tables.h"

static void expect_rows(const char *sheet, const char *strings,
			const char *styles, const char *rows)
{
	struct buf book = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;

	tables_book(&book, sheet, strings, styles);
	if (tables_read(&book, NULL, &out, &err) != 0)
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&out), rows);
	buf_release(&book);
	buf_release(&out);
}

static void expect_refusal(const char *sheet, const char *strings,
			   enum error_kind kind, const char *word)
{
	struct buf book = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;

	tables_book(&book, sheet, strings, NULL);
	assert_int_equal(tables_read(&book, NULL, &out, &err), -1);
	assert_int_equal(err.kind, kind);
	if (!strstr(err.text, word))
		fail_msg("\"%s\" lacks \"%s\"", err.text, word);
	buf_release(&book);
	buf_release(&out);
}

#define ROWS(x) "<sheetData>" x "</sheetData>"

static void cells_of_every_kind(void **state)
{
	(void)state;
	expect_rows(ROWS("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c>"
			 "<c r=\"B2\"><v>1.50</v></c>"
			 "<c r=\"C2\" t=\"b\"><v>1</v></c>"
			 "<c r=\"D2\" t=\"e\"><v>#N/A</v></c>"
			 "<c r=\"E2\" t=\"str\"><f>X()</f><v>t</v></c>"
			 "<c r=\"F2\" t=\"inlineStr\"><is><t>in</t></is></c>"
			 "<c r=\"G2\" s=\"1\"><v>45000</v></c>"
			 "<c r=\"H2\" t=\"d\"><v>2020-01-02T00:00:00Z</v></c>"
			 "<c r=\"I2\"/></row>"),
		    "<si><t>a</t></si><si><t>b</t></si>",
		    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		    "</cellXfs>",
		    "2:sb|n1.5|bTRUE|e#N/A|s=t|sin|d2023-03-15|d2020-01-02\n");
}

static void places_may_be_left_out(void **state)
{
	(void)state;
	expect_rows(ROWS("<row><c><v>1</v></c><c><v>2</v></c></row>"
			 "<row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c>"
			 "</row><row><c r=\"b6\"><v>5</v></c></row>"
			 "<row><c r=\"A9\"><v>6</v></c></row>"),
		    NULL, NULL, "1:n1|n2\n5:-|-|n3|n4\n6:-|n5\n9:n6\n");
}

static void rich_text_is_joined_and_readings_are_skipped(void **state)
{
	(void)state;
	expect_rows(ROWS("<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is>"
			 "<r><t>x</t></r><rPh><t>no</t></rPh><r><t> y</t></r>"
			 "</is></c></row>"),
		    "<si><r><t>东</t></r><r><t>京</t></r><rPh sb=\"0\" "
		    "eb=\"2\"><t>no</t></rPh></si>",
		    NULL, "1:s东京|sx y\n");
}

static void inline_text_and_value_side_by_side(void **state)
{
	(void)state;
	expect_rows(ROWS("<row><c t=\"inlineStr\"><v>9</v><is><t>a</t></is>"
			 "</c><c><is><t>b</t></is></c></row>"),
		    NULL, NULL, "1:sa|sb\n");
}

static void hidden_rows_and_formats_of_the_book(void **state)
{
	(void)state;
	expect_rows(ROWS("<row hidden=\"1\"><c s=\"1\"><v>1.5</v></c>"
			 "<c s=\"2\"><v>1</v></c><c s=\"77\"><v>3</v></c>"
			 "</row>"),
		    NULL,
		    "<numFmts><numFmt numFmtId=\"170\" "
		    "formatCode=\"[h]:mm\"/><numFmt numFmtId=\"14\" "
		    "formatCode=\"0.0\"/></numFmts><cellStyleXfs>"
		    "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/>"
		    "<xf numFmtId=\"170\"/><xf numFmtId=\"14\"/></cellXfs>",
		    "1h:dPT129600S|n1|n3\n");
}

static void escapes_are_decoded(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{"plain", "plain"},
		{"a_x000D_b", "a\rb"},
		{"_x005F_x0041_", "_x0041_"},
		{"_xD83D__xDE00_", "😀"},
		{"_xD83D_", "\xef\xbf\xbd"},
		{"_x0000_", "\xef\xbf\xbd"},
		{"_x00e9_", "é"},
		{"_x12", "_x12"},
		{"_X0041_", "_X0041_"},
		{"__x0041_", "_A"},
	};
	char text[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		strcpy(text, rows[i].in);
		assert_int_equal(xlsx_strings_decode(text, strlen(text)),
				 strlen(rows[i].out));
		assert_string_equal(text, rows[i].out);
	}
}

/* What fills in a template row by row: the order of coming counts. */
static void rows_that_repeat_their_number_follow_each_other(void **state)
{
	struct buf book = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;
	const struct sheet_problem *list;
	struct sheet *sheet;
	size_t n;

	(void)state;
	tables_book(&book,
		    ROWS("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
			 "<row r=\"1\"><c r=\"B1\"><v>2</v></c></row>"
			 "<row r=\"7\"><c r=\"A7\"><v>3</v></c></row>"
			 "<row r=\"2\"><c r=\"A2\"><v>4</v></c></row>"
			 "<row><c><v>5</v></c></row>"),
		    NULL, NULL);
	sheet = sheet_open_bytes(book.data, book.size, NULL, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_read(sheet, 0, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), "1:n1\n2:-|n2\n7:n3\n8:n4\n9:n5\n");
	list = sheet_problems(sheet, &n);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].what, "row-order");
	assert_int_equal(list[0].line, 2);
	assert_int_equal(list[1].line, 8);
	sheet_close(sheet);
	buf_release(&book);
	buf_release(&out);
}

static void damage_is_refused_with_the_row(void **state)
{
	(void)state;
	expect_refusal(ROWS("<row r=\"7\"><c t=\"s\"><v>1</v></c></row>"),
		       "<si><t>a</t></si>", ERROR_INPUT, "row 7");
	expect_refusal(ROWS("<row r=\"3\"><c r=\"A4\"/></row>"), NULL,
		       ERROR_INPUT, "another row");
	expect_refusal("<sheetData><row>", NULL, ERROR_INPUT, "bad XML");
	expect_refusal(ROWS("<row r=\"1048577\"/>"), NULL, ERROR_LIMIT,
		       "more rows");
	expect_refusal(ROWS("<row><c r=\"XFE1\"><v>1</v></c></row>"), NULL,
		       ERROR_LIMIT, "more columns");
}

static char *repeat(const char *head, const char *unit, size_t times,
		    const char *tail)
{
	struct buf out = BUF_INIT;

	buf_adds(&out, head);
	while (times--)
		buf_adds(&out, unit);
	buf_adds(&out, tail);
	return buf_detach(&out, NULL);
}

static void what_is_too_much_is_refused(void **state)
{
	char *cell = repeat("<sheetData><row><c t=\"str\"><v>", "xxxxxxxx",
			    4096, "</v></c></row></sheetData>");
	char *shared = repeat("<si><t>", "xxxxxxxx", 4096, "</t></si>");
	char *deep = repeat("", "<a>", 300, "");
	char *wide = repeat("<sheetData>",
			    "<row><c r=\"XFD\" t=\"b\"><v>1</v></c></row>",
			    6200, "</sheetData>");
	char *text = repeat("<a b=\"", "yyyyyyyyyyyyyyyy", 1 << 17, "\"/>");

	(void)state;
	expect_refusal(cell, NULL, ERROR_LIMIT, "32,767");
	expect_refusal(ROWS("<row><c t=\"s\"><v>0</v></c></row>"), shared,
		       ERROR_LIMIT, "32,767");
	expect_refusal(deep, NULL, ERROR_LIMIT, "levels");
	expect_refusal(wide, NULL, ERROR_LIMIT, "wide apart");
	expect_refusal(text, NULL, ERROR_LIMIT, "tag or comment");
	free(cell);
	free(shared);
	free(deep);
	free(wide);
	free(text);
}

/* One text of the longest kind, wanted by thousands of cells. */
static void a_text_wanted_too_often_is_a_bomb(void **state)
{
	char *shared = repeat("<si><t>", "x", 32767, "</t></si>");
	char *cells =
		repeat("<sheetData>", "<row><c t=\"s\"><v>0</v></c></row>",
		       10000, "</sheetData>");

	(void)state;
	expect_refusal(cells, shared, ERROR_LIMIT, "bomb");
	free(shared);
	free(cells);
}

static void a_doctype_is_refused(void **state)
{
	static const struct tables_part parts[] = {
		{"_rels/.rels",
		 "<!DOCTYPE x [<!ENTITY a \"b\">]><Relationships/>"},
		{NULL, NULL}};
	struct buf book = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	tables_zip(&book, parts);
	assert_int_equal(tables_read(&book, NULL, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "DOCTYPE"));
	buf_release(&book);
	buf_release(&out);
}

/* Strict names, sheets of several states, the table of texts at the end. */
static void a_strict_book_with_several_sheets(void **state)
{
	static const struct tables_part parts[] = {
		{"xl/w/s1.xml", "<x:worksheet xmlns:x=\"http://purl.oclc.org/"
				"ooxml/spreadsheetml/main\"><x:sheetData>"
				"<x:row><x:c t=\"s\"><x:v>0</x:v></x:c>"
				"<x:c s=\"0\"><x:v>1</x:v></x:c></x:row>"
				"</x:sheetData></x:worksheet>"},
		{"xl/w/S2.xml", "<worksheet/>"},
		{"_rels/.rels",
		 "<Relationships><Relationship Id=\"q\" "
		 "Type=\"http://purl.oclc.org/ooxml/officeDocument/"
		 "relationships/officeDocument\" Target=\"xl/book.xml\"/>"
		 "</Relationships>"},
		{"xl/book.xml",
		 "<workbook xmlns:r=\"u/relationships\"><workbookPr "
		 "date1904=\"true\"/>"
		 "<sheets><sheet name=\"一\" sheetId=\"4\" r:id=\"a\"/>"
		 "<sheet name=\"chart\" r:id=\"c\"/>"
		 "<sheet name=\"b\" state=\"veryHidden\" r:id=\"b\"/>"
		 "<sheet name=\"gone\" r:id=\"\"/></sheets></workbook>"},
		{"xl/styles.xml", "<styleSheet><cellXfs>"
				  "<xf numFmtId=\"14\"/></cellXfs>"
				  "</styleSheet>"},
		{"xl/_rels/book.xml.rels",
		 "<Relationships>"
		 "<Relationship Id=\"a\" Type=\"t/worksheet\" "
		 "Target=\"./x/../w/s1.xml\"/>"
		 "<Relationship Id=\"b\" Type=\"t/worksheet\" "
		 "Target=\"/xl/w/s2.xml\"/>"
		 "<Relationship Id=\"c\" Type=\"t/chartsheet\" "
		 "Target=\"w/s1.xml\"/>"
		 "<Relationship Id=\"d\" Type=\"t/sharedStrings\" "
		 "Target=\"sst.xml\"/>"
		 "<Relationship Id=\"e\" Type=\"t/styles\" "
		 "Target=\"styles.xml\"/></Relationships>"},
		{"xl/sst.xml", "<sst><si><t>old</t></si></sst>"},
		{"xl/sst.xml", "<sst><si><t>new</t></si></sst>"},
		{NULL, NULL}};
	struct buf book = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet;

	(void)state;
	tables_zip(&book, parts);
	sheet = sheet_open_bytes(book.data, book.size, NULL, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_kind(sheet), SHEET_XLSX);
	assert_int_equal(sheet_count(sheet), 2);
	assert_string_equal(sheet_info(sheet, 0).name, "一");
	assert_string_equal(sheet_info(sheet, 0).state, "visible");
	assert_string_equal(sheet_info(sheet, 1).name, "b");
	assert_string_equal(sheet_info(sheet, 1).state, "veryHidden");
	assert_int_equal(sheet_read(sheet, 0, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), "1:snew|d1904-01-02\n");
	buf_clear(&out);
	assert_int_equal(sheet_read(sheet, 1, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), "");
	assert_int_equal(sheet_read(sheet, 2, tables_row, &out, &err), -1);
	sheet_close(sheet);
	buf_release(&book);
	buf_release(&out);
}

static int stop_at_once(void *ctx, const struct sheet_row *row,
			struct error *err)
{
	(void)row, (void)err;
	++*(int *)ctx;
	return 42;
}

static void a_callback_may_stop(void **state)
{
	struct buf book = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet;
	int rows = 0;

	(void)state;
	tables_book(&book,
		    ROWS("<row><c><v>1</v></c></row><row><c><v>1</v></c>"
			 "</row>"),
		    NULL, NULL);
	sheet = sheet_open_bytes(book.data, book.size, NULL, &err);
	assert_int_equal(sheet_read(sheet, 0, stop_at_once, &rows, &err), 42);
	assert_int_equal(rows, 1);
	assert_int_equal(err.kind, ERROR_NONE);
	sheet_close(sheet);
	buf_release(&book);
}

static void other_files_say_what_to_do(void **state)
{
	static const struct {
		const char *part, *word;
	} rows[] = {{"xl/workbook.bin", ".xlsb"},
		    {"content.xml", "OpenDocument"},
		    {"photo.jpg", "no workbook"}};
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		struct tables_part parts[] = {{rows[i].part, "x"},
					      {NULL, NULL}};
		struct buf book = BUF_INIT, out = BUF_INIT;
		struct error err = ERROR_INIT;

		tables_zip(&book, parts);
		assert_int_equal(tables_read(&book, NULL, &out, &err), -1);
		assert_int_equal(err.kind, ERROR_INPUT);
		assert_non_null(strstr(err.text, rows[i].word));
		buf_release(&book);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_every_kind),
		cmocka_unit_test(places_may_be_left_out),
		cmocka_unit_test(rich_text_is_joined_and_readings_are_skipped),
		cmocka_unit_test(inline_text_and_value_side_by_side),
		cmocka_unit_test(hidden_rows_and_formats_of_the_book),
		cmocka_unit_test(escapes_are_decoded),
		cmocka_unit_test(
			rows_that_repeat_their_number_follow_each_other),
		cmocka_unit_test(damage_is_refused_with_the_row),
		cmocka_unit_test(what_is_too_much_is_refused),
		cmocka_unit_test(a_text_wanted_too_often_is_a_bomb),
		cmocka_unit_test(a_doctype_is_refused),
		cmocka_unit_test(a_strict_book_with_several_sheets),
		cmocka_unit_test(a_callback_may_stop),
		cmocka_unit_test(other_files_say_what_to_do),
	};

	return cmocka_run_group_tests_name("xlsx_read", tests, NULL, NULL);
}
