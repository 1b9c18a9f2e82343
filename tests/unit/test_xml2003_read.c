/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "base/mem.h"
#include "codec/table/sheet.h"
#include "support/tables.h"

#define HEAD                                                                   \
	"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"    \
	"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "    \
	"xmlns:x=\"urn:schemas-microsoft-com:office:excel\" "                  \
	"xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
#define BOOK(rows)                                                             \
	HEAD "<Worksheet ss:Name=\"名单\"><Table>" rows                        \
	     "</Table></Worksheet></Workbook>"

static void expect_sheet(const void *book, size_t n, size_t index,
			 const char *rows)
{
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open_bytes(book, n, NULL, &err);
	struct buf out = BUF_INIT;

	if (!sheet)
		fail_msg("%s", err.text);
	assert_int_equal(sheet_kind(sheet), SHEET_XML);
	assert_int_equal(sheet_read(sheet, index, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), rows);
	sheet_close(sheet);
	buf_release(&out);
}

static void expect(const char *book, const char *rows)
{
	expect_sheet(book, strlen(book), 0, rows);
}

static void cells_of_every_type(void **state)
{
	(void)state;
	expect(BOOK("<Row><Cell><Data ss:Type=\"String\">学号</Data></Cell>"
		    "<Cell><Data ss:Type=\"Number\">1.50</Data></Cell>"
		    "<Cell><Data ss:Type=\"Boolean\">1</Data></Cell>"
		    "<Cell><Data ss:Type=\"Error\">#N/A</Data></Cell>"
		    "<Cell ss:Formula=\"=1\"><Data ss:Type=\"Number\">1</Data>"
		    "</Cell></Row>"),
	       "1:s学号|n1.5|bTRUE|e#N/A|n=1\n");
	expect(BOOK("<Row><Cell><Data ss:Type=\"DateTime\">"
		    "2004-05-06T00:00:00.000</Data></Cell>"
		    "<Cell><Data ss:Type=\"DateTime\">2004-05-06T08:30:00.500"
		    "</Data></Cell><Cell><Data ss:Type=\"DateTime\">"
		    "1899-12-31T08:30:00.000</Data></Cell><Cell>"
		    "<Data ss:Type=\"DateTime\">soon</Data></Cell></Row>"),
	       "1:d2004-05-06|d2004-05-06 08:30:00.500000|d08:30:00|ssoon\n");
}

static void cells_find_their_place(void **state)
{
	(void)state;
	expect(BOOK("<Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:Index=\"2\" "
		    "ss:MergeAcross=\"1\"><Data ss:Type=\"String\">a</Data>"
		    "</Cell><Cell><Data ss:Type=\"String\">b</Data></Cell>"
		    "</Row><Row/><Row><Cell><Data>c</Data></Cell></Row>"),
	       "3h:-|sa|-|sb\n5:sc\n");
	/* a row that steps back is read in the order it comes */
	expect(BOOK("<Row ss:Index=\"2\"><Cell><Data>a</Data></Cell></Row>"
		    "<Row ss:Index=\"1\"><Cell><Data>b</Data></Cell></Row>"),
	       "2:sa\n3:sb\n");
}

/* Formatted words are in the namespace of HTML, notes in our own. */
static void a_text_is_joined_and_a_note_left_out(void **state)
{
	(void)state;
	expect(BOOK("<Row><Cell><ss:Data ss:Type=\"String\" "
		    "xmlns=\"http://www.w3.org/TR/REC-html40\">李<B>雷</B>"
		    "</ss:Data><Comment><ss:Data>不是</ss:Data></Comment>"
		    "</Cell></Row>"),
	       "1:s李雷\n");
}

static void sheets_have_names(void **state)
{
	static const char book[] =
		HEAD "<Worksheet ss:Name=\"一\"><Table><Row><Cell><Data>a"
		     "</Data></Cell></Row></Table></Worksheet>"
		     "<Worksheet ss:Name=\"二\"><Table><Row><Cell><Data>b"
		     "</Data></Cell></Row></Table></Worksheet></Workbook>";
	struct error err = ERROR_INIT;
	struct sheet *sheet;

	(void)state;
	sheet = sheet_open_bytes(book, strlen(book), NULL, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_count(sheet), 2);
	assert_string_equal(sheet_info(sheet, 1).name, "二");
	sheet_close(sheet);
	expect_sheet(book, strlen(book), 1, "1:sb\n");
}

/* Excel says it behind the cells, in its own namespace and by any prefix. */
static void hidden_sheets_are_told(void **state)
{
	static const char book[] = HEAD
		"<Worksheet ss:Name=\"一\"><Table/><x:WorksheetOptions>"
		"<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
		"</Worksheet>"
		"<Worksheet ss:Name=\"二\"><Table><Row><Cell><Data>b</Data>"
		"</Cell></Row></Table><WorksheetOptions "
		"xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>"
		"SheetVeryHidden</Visible></WorksheetOptions></Worksheet>"
		"<Worksheet ss:Name=\"三\"><Table/><Visible>SheetHidden"
		"</Visible><x:Visible>SheetVisible</x:Visible></Worksheet>"
		"</Workbook>";
	struct error err = ERROR_INIT;
	struct sheet *sheet;

	(void)state;
	sheet = sheet_open_bytes(book, strlen(book), NULL, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_count(sheet), 3);
	assert_string_equal(sheet_info(sheet, 0).state, "hidden");
	assert_string_equal(sheet_info(sheet, 1).state, "veryHidden");
	assert_string_equal(sheet_info(sheet, 2).state, "visible");
	sheet_close(sheet);
	expect_sheet(book, strlen(book), 1, "1:sb\n");
}

/* Whatever prefix, whatever the declaration says of the bytes. */
static void prefixes_and_charsets(void **state)
{
	static const char *const books[] = {
		"\r\n\r\n<?xml version=\"1.0\" encoding=\"GB2312\"?>"
		"<s:Workbook xmlns:s=\"urn:schemas-microsoft-com:office:"
		"spreadsheet\"><s:Worksheet s:Name=\"a\"><s:Table><s:Row>"
		"<s:Cell s:Index=\"2\"><s:Data s:Type=\"String\">"
		"\321\247\272\305</s:Data></s:Cell></s:Row></s:Table>"
		"</s:Worksheet></s:Workbook>",
		"<?xml version='1.0' encoding='GBK'?><Workbook xmlns="
		"'urn:schemas-microsoft-com:office:spreadsheet'><Worksheet>"
		"<Table><Row><Cell Index='2'><Data Type='String'>学号</Data>"
		"</Cell></Row></Table></Worksheet></Workbook>"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(books); i++)
		expect(books[i], "1:-|s学号\n");
}

static void expect_error(const char *book, enum error_kind kind,
			 const char *word)
{
	struct error err = ERROR_INIT;

	assert_int_equal(tables_judge(book, &err), -1);
	assert_int_equal(err.kind, kind);
	assert_non_null(strstr(err.text, word));
}

static void bad_books_are_refused(void **state)
{
	struct buf book = BUF_INIT;
	int i;

	(void)state;
	expect_error(HEAD "<Worksheet><Table><Row></Table>", ERROR_INPUT,
		     "bad XML");
	expect_error("<!--a--><?xml?><!DOCTYPE x><Workbook xmlns=\"urn:schemas-"
		     "microsoft-com:office:spreadsheet\"/>",
		     ERROR_INPUT, "");
	expect_error(HEAD "</Workbook>", ERROR_INPUT, "no sheet");
	expect_error(BOOK("<Row><Cell ss:Index=\"16385\"><Data>a</Data></Cell>"
			  "</Row>"),
		     ERROR_LIMIT, "more columns");
	expect_error(BOOK("<Row ss:Index=\"1048577\"/>"), ERROR_LIMIT,
		     "more rows");
	buf_adds(&book, HEAD "<Worksheet><Table><Row><Cell><Data>");
	for (i = 0; i < 32768; i++)
		buf_addc(&book, 'x');
	buf_adds(&book, "</Data></Cell></Row></Table></Worksheet></Workbook>");
	expect_error(buf_str(&book), ERROR_LIMIT, "32,767");
	buf_release(&book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_every_type),
		cmocka_unit_test(cells_find_their_place),
		cmocka_unit_test(a_text_is_joined_and_a_note_left_out),
		cmocka_unit_test(sheets_have_names),
		cmocka_unit_test(hidden_sheets_are_told),
		cmocka_unit_test(prefixes_and_charsets),
		cmocka_unit_test(bad_books_are_refused),
	};

	return cmocka_run_group_tests_name("xml2003_read", tests, NULL, NULL);
}
