/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "roster/roster_header.h"

enum { WIDE = 12 };

struct sheet_text {
	const char *rows[6][WIDE];
};

static struct roster_columns columns;

static enum roster_header_step feed(struct roster_header *h, long number,
				    const char *const *texts, struct error *err)
{
	struct sheet_cell cells[WIDE] = {{0}};
	struct sheet_row row = {.number = number, .line = number};
	size_t i;

	for (i = 0; i < WIDE; i++) {
		cells[i].text = texts[i] ? texts[i] : "";
		cells[i].type = texts[i] ? SHEET_TEXT : SHEET_EMPTY;
		if (texts[i])
			row.count = i + 1;
	}
	row.cells = cells;
	return roster_header_feed(h, &row, err);
}

/* The number of the first row of data; 0 on failure. */
static long find(struct roster_header *h, const struct sheet_text *sheet,
		 const char *const *map, size_t n, struct error *err)
{
	long i;

	if (roster_header_start(h, &columns, map, n, err) < 0)
		return 0;
	for (i = 0; i < 6; i++) {
		enum roster_header_step step =
			feed(h, i + 1, sheet->rows[i], err);

		if (step == ROSTER_HEADER_FAILED)
			return 0;
		if (step == ROSTER_HEADER_DATA)
			return i + 1;
	}
	return roster_header_finish(h, err) < 0 ? 0 : 7;
}

static void below_titles(void **state)
{
	static const struct sheet_text sheet = {
		{{"示例大学2024级学生信息采集名册"},
		 {"填报单位：教务处", NULL, "填报日期：2026-03-01"},
		 {NULL},
		 {"学号", "姓 名", "身份证\n号码（必填）", "*性别", "其他"},
		 {"1", "张三", "11010519491231002X", "女", "x"}}};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 5);
	assert_int_equal(h.first_row, 4);
	assert_int_equal(h.field[0], STUDENT_xh);
	assert_int_equal(h.field[1], STUDENT_xm);
	assert_int_equal(h.field[2], STUDENT_zjhm);
	assert_int_equal(h.field[3], STUDENT_xb);
	assert_int_equal(h.field[4], STUDENT_FIELD_COUNT);
	roster_header_release(&h);
}

static void in_two_lines_under_groups(void **state)
{
	static const struct sheet_text sheet = {
		{{"学号", "姓名", "证件", NULL, "入学", "专业", NULL},
		 {NULL, NULL, "类型", "号码", "日期", "代码", "名称"},
		 {"1", "张三", "居民身份证", "11010519491231002X", "20220901",
		  "080902", "软件工程"}}};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 3);
	assert_int_equal(h.last_row, 2);
	assert_int_equal(h.field[0], STUDENT_xh);
	assert_int_equal(h.field[2], STUDENT_zjlx);
	assert_int_equal(h.field[3], STUDENT_zjhm);
	assert_int_equal(h.field[4], STUDENT_rxrq);
	assert_int_equal(h.field[5], STUDENT_zydm);
	assert_int_equal(h.field[6], STUDENT_zymc);
	roster_header_release(&h);
}

static void two_lines_with_the_names_in_the_second(void **state)
{
	static const struct sheet_text sheet = {
		{{"学籍信息", NULL, NULL, "身份信息", NULL},
		 {"学号", "姓名", "层次", "证件号码", "出生日期"},
		 {"1", "张三", "本科", "11010519491231002X", "19491231"}}};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 3);
	assert_int_equal(h.field[4], STUDENT_csrq);
	roster_header_release(&h);
}

static void national_and_english_names(void **state)
{
	static const struct sheet_text sheet = {
		{{"KSH", "XH", "XM", "XB", "CSRQ", "SFZH", "ZYMC"},
		 {"1", "2", "张三", "女", "19491231", "11010519491231002X"}}};
	static const struct sheet_text english = {
		{{"Student No.", "Full Name", "Gender", "Date of Birth",
		  "ID Number", "E-mail"},
		 {"1", "张三", "F", "19491231", "11010519491231002X"}}};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 2);
	assert_int_equal(h.field[0], STUDENT_ksh);
	assert_int_equal(h.field[5], STUDENT_zjhm);
	roster_header_release(&h);
	assert_int_equal(find(&h, &english, NULL, 0, &err), 2);
	assert_int_equal(h.field[0], STUDENT_xh);
	assert_int_equal(h.field[3], STUDENT_csrq);
	assert_int_equal(h.field[5], STUDENT_FIELD_COUNT);
	roster_header_release(&h);
}

static const struct sheet_text twice = {
	{{"学号", "姓名", "性别", "姓名"}, {"1", "张三", "女", "李四"}}};

static void a_name_twice_is_a_question(void **state)
{
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &twice, NULL, 0, &err), 0);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "#2"));
	assert_non_null(strstr(err.text, "#4"));
	assert_non_null(strstr(err.text, "--map xm="));
	roster_header_release(&h);
}

static void map_answers_it(void **state)
{
	static const char *const by_number[] = {"xm=#4"};
	static const char *const by_title[] = {"xm=姓名"};
	static const char *const absent[] = {"cym=曾用名"};
	static const char *const other[] = {"cym=#2", "xm=#4"};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &twice, by_number, 1, &err), 2);
	assert_int_equal(h.field[1], STUDENT_FIELD_COUNT);
	assert_int_equal(h.field[3], STUDENT_xm);
	roster_header_release(&h);
	assert_int_equal(find(&h, &twice, other, 2, &err), 2);
	assert_int_equal(h.field[1], STUDENT_cym);
	assert_int_equal(h.field[3], STUDENT_xm);
	roster_header_release(&h);
	assert_int_equal(find(&h, &twice, by_title, 1, &err), 0);
	roster_header_release(&h);
	assert_int_equal(find(&h, &twice, absent, 1, &err), 0);
	assert_non_null(strstr(err.text, "曾用名"));
	roster_header_release(&h);
}

static void map_makes_unknown_names_known(void **state)
{
	static const struct sheet_text sheet = {
		{{"编号甲", "称呼", "院系甲"}, {"1", "张三", "x"}}};
	static const char *const map[] = {"xh=编号甲", "xm=称呼"};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 0);
	roster_header_release(&h);
	assert_int_equal(find(&h, &sheet, map, 2, &err), 2);
	assert_int_equal(h.field[0], STUDENT_xh);
	assert_int_equal(h.field[1], STUDENT_xm);
	assert_int_equal(h.field[2], STUDENT_FIELD_COUNT);
	roster_header_release(&h);
}

static void without_a_header(void **state)
{
	static const struct sheet_text sheet = {
		{{"2022010101", "张三", "女"}, {"2022010102", "李四", "男"}}};
	static const char *const map[] = {"header=none", "xh=#1", "xm=#2"};
	static const char *const wrong[] = {"header=none", "xh=学号"};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 0);
	assert_non_null(strstr(err.text, "header"));
	roster_header_release(&h);
	assert_int_equal(find(&h, &sheet, map, 3, &err), 1);
	assert_int_equal(h.count, 2);
	assert_int_equal(h.field[1], STUDENT_xm);
	roster_header_release(&h);
	assert_int_equal(find(&h, &sheet, wrong, 2, &err), 0);
	assert_int_equal(err.kind, ERROR_USAGE);
	roster_header_release(&h);
}

static void malformed_maps_are_usage_errors(void **state)
{
	static const char *const bad[] = {"xm",	   "xm=",   "abc=姓名",
					  "xm=#0", "xm=#x", "=姓名"};
	struct roster_header h;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct error err = ERROR_INIT;

		assert_int_equal(
			roster_header_start(&h, &columns, &bad[i], 1, &err),
			-1);
		assert_int_equal(err.kind, ERROR_USAGE);
		roster_header_release(&h);
	}
}

static void near_names_are_proposed(void **state)
{
	static const struct sheet_text sheet = {
		{{"新生编号甲", "毕业生姓名甲", "本人性别甲"},
		 {"1", "张三", "女"}}};
	struct roster_header h;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(find(&h, &sheet, NULL, 0, &err), 0);
	assert_non_null(strstr(err.text, "--map xm=毕业生姓名甲"));
	roster_header_release(&h);
}

static int load_columns(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	return roster_columns_load(NULL, &columns, &err);
}

static int release_columns(void **state)
{
	(void)state;
	roster_columns_release(&columns);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(below_titles),
		cmocka_unit_test(in_two_lines_under_groups),
		cmocka_unit_test(two_lines_with_the_names_in_the_second),
		cmocka_unit_test(national_and_english_names),
		cmocka_unit_test(a_name_twice_is_a_question),
		cmocka_unit_test(map_answers_it),
		cmocka_unit_test(map_makes_unknown_names_known),
		cmocka_unit_test(without_a_header),
		cmocka_unit_test(malformed_maps_are_usage_errors),
		cmocka_unit_test(near_names_are_proposed),
	};

	return cmocka_run_group_tests_name("roster_header", tests, load_columns,
					   release_columns);
}
