/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "roster/roster_clean.h"
#include "roster/roster_text.h"

struct row {
	enum student_field field;
	enum sheet_cell_type type;
	const char *text;
	double number;
	const char *cleaned;
	const char *codes; /* all, in order, with blanks between */
};

#define T SHEET_TEXT
#define N SHEET_NUMBER

static const struct row rows[] = {
	/* numbers */
	{STUDENT_zjhm, T, "11010519491231002X", 0, "11010519491231002X", ""},
	{STUDENT_zjhm, T, "11010519491231002x", 0, "11010519491231002X",
	 "RST-ID-LOWERX"},
	{STUDENT_zjhm, T, "１１０１０５１９４９１２３１００２Ｘ", 0,
	 "11010519491231002X", "RST-FULLWIDTH"},
	{STUDENT_zjhm, T,
	 "\xc2\xa0"
	 "11010519491231002X\xe2\x80\x8b",
	 0, "11010519491231002X", "RST-TRIM"},
	{STUDENT_zjhm, T, "110105 19491231 002X", 0, "11010519491231002X",
	 "RST-TRIM"},
	{STUDENT_zjhm, T, "'11010519491231002X", 0, "11010519491231002X",
	 "RST-APOSTROPHE"},
	{STUDENT_zjhm, T, "=\"11010519491231002X\"", 0, "11010519491231002X",
	 ""},
	{STUDENT_zjhm, T, "A123456（7）", 0, "A123456(7)", "RST-FULLWIDTH"},
	{STUDENT_zjhm, T, "4.2E+17", 0, "4.2E+17", "RST-ID-SCINOT"},
	{STUDENT_zjhm, T, "4E+17", 0, "4E+17", "RST-ID-SCINOT"},
	{STUDENT_zjhm, N, "4.2e+17", 4.2e17, "4.2e+17", "RST-ID-ZEROED"},
	{STUDENT_xh, N, "1234567890123456", 1234567890123456.0,
	 "1234567890123456", "RST-NUM-ZEROED"},
	{STUDENT_xh, N, "2022010101", 2022010101.0, "2022010101", ""},
	{STUDENT_xh, T, "\t2022010101", 0, "2022010101", "RST-TRIM"},
	{STUDENT_xh, T, "2.02E+12", 0, "2.02E+12", "RST-NUM-SCINOT"},
	{STUDENT_xh, T, "2022E10", 0, "2022E10", ""},
	/* what stands around and between the digits */
	{STUDENT_zjhm, T, "`11010519491231002X", 0, "11010519491231002X",
	 "RST-NUM-EXTRA"},
	{STUDENT_zjhm, T, "ID:11010519491231002x", 0, "11010519491231002X",
	 "RST-NUM-EXTRA RST-ID-LOWERX"},
	{STUDENT_zjhm, T, "身份证号：11010519491231002X", 0,
	 "11010519491231002X", "RST-FULLWIDTH RST-NUM-EXTRA"},
	{STUDENT_zjhm, T, "110105-19491231-002X", 0, "11010519491231002X",
	 "RST-NUM-EXTRA"},
	{STUDENT_zjhm, T, "110105—1949.12.31—002X。", 0, "11010519491231002X",
	 "RST-NUM-EXTRA"},
	{STUDENT_zjhm, T,
	 "\x1f"
	 "11010519491231002X\x02",
	 0, "11010519491231002X", "RST-TRIM"},
	{STUDENT_zjhm, T,
	 "110105\x1f"
	 "19491231002X",
	 0, "11010519491231002X", "RST-TRIM"},
	{STUDENT_zjhm, T, "ID:A123456(7)", 0, "A123456(7)", "RST-NUM-EXTRA"},
	{STUDENT_zjhm, T, "11010519491231002X/E12345678", 0,
	 "11010519491231002X/E12345678", ""},
	{STUDENT_zjhm, T, "1101**********002X", 0, "1101**********002X", ""},
	{STUDENT_xh, T, "`2022010101", 0, "2022010101", "RST-NUM-EXTRA"},
	{STUDENT_xh, T, "学号:2022010101;", 0, "2022010101", "RST-NUM-EXTRA"},
	{STUDENT_xh, T, "“2022010101”", 0, "2022010101", "RST-NUM-EXTRA"},
	{STUDENT_xh, T, "S2022-01.A_1", 0, "S2022-01.A_1", ""},
	{STUDENT_xh, T,
	 "\x1f"
	 "2022010101",
	 0, "2022010101", "RST-TRIM"},
	{STUDENT_ksh, T, "`:", 0, "`:", ""},
	{STUDENT_lxdh, T, "138 0000 0000", 0, "138 0000 0000", "RST-TRIM"},
	/* names */
	{STUDENT_xm, T, "于\xe3\x80\x80文宇", 0, "于文宇", "RST-NAME-SPACE"},
	{STUDENT_xm, T, "\xe3\x80\x80罗洋 ", 0, "罗洋", "RST-TRIM"},
	{STUDENT_xm, T, "买买提•艾力", 0, "买买提•艾力", "RST-NAME-DOT"},
	{STUDENT_xm, T, "李𠮷", 0, "李𠮷", ""},
	{STUDENT_xm, T, "李??", 0, "李??", "RST-NAME-WILDCARD"},
	{STUDENT_xm, T, "姜?", 0, "姜?", "RST-NAME-LOST"},
	{STUDENT_xm, T, "=HYPERLINK(\"x\")", 0, "=HYPERLINK(\"x\")",
	 "RST-FORMULA"},
	{STUDENT_xm, T, "张三１", 0, "张三１", "RST-NAME-CHARS"},
	{STUDENT_xm, T,
	 "张\x1f"
	 "三\x7f",
	 0, "张三", "RST-TRIM"},
	{STUDENT_xm, T, "⾦⼩明", 0, "⾦⼩明", "RST-NAME-FOLDED"},
	{STUDENT_xm, T, "⻢云", 0, "⻢云", "RST-NAME-FOLDED"},
	{STUDENT_xm, T, "\xef\xa4\x8a小明", 0, "\xef\xa4\x8a小明",
	 "RST-NAME-FOLDED"},
	{STUDENT_xm, T, "ＺＨＡＮＧ", 0, "ＺＨＡＮＧ", "RST-NAME-FOLDED"},
	/* dates */
	{STUDENT_csrq, T, "2005-01-31", 0, "2005-01-31", ""},
	{STUDENT_csrq, SHEET_DATE, "2005-01-31", 38383, "2005-01-31", ""},
	{STUDENT_csrq, N, "38383", 38383, "2005-01-31", "RST-DATE-SERIAL"},
	{STUDENT_csrq, N, "20050131", 20050131, "2005-01-31", ""},
	{STUDENT_csrq, T, "31/1/2005", 0, "31/1/2005", "RST-DATE-BAD"},
	{STUDENT_rxrq, T, "2022年9月", 0, "2022-09", ""},
	/* sex and years */
	{STUDENT_xb, T, "女", 0, "女", ""},
	{STUDENT_xb, T, "Female", 0, "女", ""},
	{STUDENT_xb, T, "3", 0, "3", ""},
	{STUDENT_xz, T, "4年", 0, "4", ""},
	{STUDENT_xz, T, "四年制", 0, "4", ""},
	{STUDENT_xz, T, "两年半", 0, "2.5", ""},
	{STUDENT_xz, N, "4", 4, "4", ""},
	{STUDENT_xz, T, "2.50", 0, "2.5", ""},
	{STUDENT_xz, T, "四", 0, "4", ""},
	{STUDENT_xz, T, "学分制", 0, "学分制", ""},
	/* texts */
	{STUDENT_bz, T, " 退役复学\n2023年 ", 0, "退役复学\n2023年",
	 "RST-TRIM"},
	{STUDENT_bh, T, "机械2201班\xc2\xa0", 0, "机械2201班", "RST-TRIM"},
	{STUDENT_bh, T, "   ", 0, "", ""},
	{STUDENT_bz, SHEET_ERROR, "#N/A", 0, "", "RST-CELL-ERROR"},
	{STUDENT_zymc, T, "软\xef\xbf\xbd工程", 0, "软\xef\xbf\xbd工程",
	 "RST-BYTES"},
	{STUDENT_bz, T, "=1+1", 0, "=1+1", "RST-FORMULA"},
};

static void each_cell_becomes_its_field(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct roster_clean clean = ROSTER_CLEAN_INIT;
		struct roster_row row = ROSTER_ROW_INIT;
		struct sheet_cell cell = {.type = rows[i].type,
					  .text = rows[i].text,
					  .number = rows[i].number};
		struct buf codes = BUF_INIT;

		roster_clean_cell(&clean, &row, rows[i].field, &cell);
		for (k = 0; k < row.findings.n; k++) {
			buf_addf(&codes, "%s%s", k ? " " : "",
				 row.findings.list[k].code);
			assert_int_equal(row.fields[k], rows[i].field);
		}
		if (strcmp(buf_str(&codes), rows[i].codes) != 0 ||
		    strcmp(student_get(&row.student, rows[i].field),
			   rows[i].cleaned) != 0)
			fail_msg("%s: '%s' %s", rows[i].text,
				 student_get(&row.student, rows[i].field),
				 buf_str(&codes));
		buf_release(&codes);
		roster_row_release(&row);
	}
}

static size_t feed(struct roster_clean *clean, enum student_field field,
		   const char *text)
{
	struct roster_row row = ROSTER_ROW_INIT;
	struct sheet_cell cell = {.type = SHEET_TEXT, .text = text};
	size_t n;

	roster_clean_cell(clean, &row, field, &cell);
	n = row.findings.n;
	roster_row_release(&row);
	return n;
}

static void the_odd_one_of_a_column_is_told(void **state)
{
	struct roster_clean clean = ROSTER_CLEAN_INIT;

	(void)state;
	assert_int_equal(feed(&clean, STUDENT_rxrq, "20210901"), 0);
	assert_int_equal(feed(&clean, STUDENT_rxrq, "20210901"), 0);
	assert_int_equal(feed(&clean, STUDENT_rxrq, "2021-09-01"), 1);
	assert_int_equal(feed(&clean, STUDENT_csrq, "2005/1/31"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "1"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "2"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "男"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "男"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "男"), 0);
	assert_int_equal(feed(&clean, STUDENT_xb, "1"), 1);
}

static void a_lost_zero_is_told_where_zeros_are_usual(void **state)
{
	struct roster_clean clean = ROSTER_CLEAN_INIT;
	int i;

	(void)state;
	for (i = 0; i < 20; i++)
		assert_int_equal(feed(&clean, STUDENT_xh, "0220101"), 0);
	assert_int_equal(feed(&clean, STUDENT_xh, "220102"), 1);
	assert_int_equal(feed(&clean, STUDENT_xh, "22010"), 0);
	memset(&clean, 0, sizeof(clean));
	for (i = 0; i < 20; i++)
		assert_int_equal(feed(&clean, STUDENT_xh, "2220101"), 0);
	assert_int_equal(feed(&clean, STUDENT_xh, "220102"), 0);
}

static void rare_names_are_counted(void **state)
{
	struct roster_clean clean = ROSTER_CLEAN_INIT;

	(void)state;
	feed(&clean, STUDENT_xm, "李𠮷");
	feed(&clean, STUDENT_xm, "李吉");
	assert_int_equal(clean.rare_names, 1);
}

static void bytes_that_are_no_text_end_where_they_end(void **state)
{
	char *left = roster_text_trim_edges("\x8b", "\xef\xbf\xbd");

	(void)state;
	assert_true(strlen(left) <= 1);
	free(left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_that_are_no_text_end_where_they_end),
		cmocka_unit_test(each_cell_becomes_its_field),
		cmocka_unit_test(the_odd_one_of_a_column_is_told),
		cmocka_unit_test(a_lost_zero_is_told_where_zeros_are_usual),
		cmocka_unit_test(rare_names_are_counted),
	};

	return cmocka_run_group_tests_name("roster_clean", tests, NULL, NULL);
}
