/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "support/roster_rows.h"

static const char head[] = "学号,考生号,姓名,身份证号,层次,入学日期\n";

#define ID1 "11010519491231002X"
#define ID2 "110105200001010016"
#define ID3 "110105200001010024"

/* Codes by row, "2:RST-XH-DUP(3) …"; the number in brackets is the value. */
static int load(const char *text, struct roster_load *load, struct buf *found,
		struct error *err)
{
	char path[] = "/tmp/test_load_XXXXXX";
	struct roster_rows rows;
	int fd = mkstemp(path), result;
	size_t i, k;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	result = roster_rows_load(path, load, &rows, err);
	unlink(path);
	buf_clear(found);
	for (i = 0; i < rows.n; i++)
		for (k = 0; k < rows.list[i].findings.n; k++) {
			struct finding *f = &rows.list[i].findings.list[k];

			buf_addf(found, "%s%ld:%s", found->size ? " " : "",
				 rows.list[i].number, f->code + 4);
			if (f->value == f->value)
				buf_addf(found, "(%.0f)", f->value);
		}
	roster_rows_release(&rows);
	return result;
}

static void check(const char *rows, const char *expected)
{
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT, found = BUF_INIT;

	buf_addf(&text, "%s%s", head, rows);
	if (load(buf_str(&text), &options, &found, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&found), expected);
	buf_release(&text);
	buf_release(&found);
	roster_load_release(&options);
}

static void repeated_numbers_name_the_first_row(void **state)
{
	(void)state;
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "02,22110101150002,李四," ID2 ",本科,2022-09-01\n"
	      "03,22110101150003,王五," ID3 ",本科,2022-09-01\n",
	      "");
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "01,22110101150002,李四," ID2 ",本科,2022-09-01\n",
	      "3:XH-DUP(2)");
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "02,22110101150001,李四," ID2 ",本科,2022-09-01\n",
	      "3:KSH-DUP(2)");
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "02,22110101150002,李四," ID1 ",本科,2022-09-01\n",
	      "3:ID-DUP(2)");
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "01,22110101150001,张三," ID1 ",本科,2022-09-01\n",
	      "3:ROW-DUP(2)");
}

static void one_person_twice_or_with_two_registrations(void **state)
{
	(void)state;
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "02,22110101150001,张三," ID1 ",本科,2022-09-01\n",
	      "3:PERSON-DUP(2)");
	check("01,22110101150001,张三," ID1 ",专科,2019-09-01\n"
	      "02,22110101150002,张三," ID1 ",本科,2022-09-01\n",
	      "3:TWO-XJ(2)");
	/* the dot's variants are one name, an old number its new one */
	check("01,22110101150001,买买提·艾力," ID1 ",本科,2022-09-01\n"
	      "02,22110101150002,买买提·艾力," ID1 ",本科,2022-09-01\n",
	      "3:PERSON-DUP(2)");
	check("01,22110101150001,买买提·艾力," ID1 ",本科,2022-09-01\n"
	      "02,22110101150002,买买提•艾力," ID1 ",本科,2022-09-01\n",
	      "3:NAME-DOT 3:PERSON-DUP(2)");
}

static void numbers_that_are_wrong_are_no_duplicates(void **state)
{
	(void)state;
	check("01,,张三,4.2E+17,本科,2022-09-01\n"
	      "02,,李四,4.2E+17,本科,2022-09-01\n"
	      "0,,王五," ID2 ",本科,2022-09-01\n"
	      "0,,赵六," ID3 ",本科,2022-09-01\n",
	      "2:ID-SCINOT 3:ID-SCINOT 4:XH-ZERO 5:XH-ZERO");
}

static void without_document_numbers_name_and_birth_warn(void **state)
{
	static const char text[] = "学号,姓名,出生日期\n"
				   "01,张三,2000-01-01\n"
				   "02,张三,2000-01-02\n"
				   "03,张三,2000-01-01\n";
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	struct buf found = BUF_INIT;

	(void)state;
	assert_int_equal(load(text, &options, &found, &err), 0);
	assert_string_equal(buf_str(&found), "4:PERSON-SAME(2)");
	buf_release(&found);
	roster_load_release(&options);
}

static void rows_that_are_no_students(void **state)
{
	(void)state;
	check("01,22110101150001,张三," ID1 ",本科,2022-09-01\n"
	      "软件学院,,,,,\n"
	      "学号,考生号,姓名,身份证号,层次,入学日期\n"
	      ",,,,,\n"
	      ",,,,,\n"
	      "02,22110101150002,李四," ID2 ",本科,2022-09-01\n"
	      ",,,,,\n"
	      "合计,2,,,,\n"
	      "注：身份证号请设为文本格式,,,,,\n",
	      "3:ROW-SECTION 4:ROW-HEADER 5:ROW-BLANK 9:ROW-TOTAL "
	      "10:ROW-NOTE");
}

static void forms_with_numbers_and_examples(void **state)
{
	static const char text[] = "序号,学号,姓名,班级\n"
				   "例,2022010101,张三,软件1班\n"
				   "1,01,李四,软件1班\n"
				   "2,,,\n"
				   "3,02,王五,软件1班\n"
				   "4,,,\n"
				   "5,,,\n";
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	struct buf found = BUF_INIT;

	(void)state;
	assert_int_equal(load(text, &options, &found, &err), 0);
	assert_string_equal(buf_str(&found), "2:ROW-NOTE 4:ROW-BLANK");
	assert_int_equal(options.students, 2);
	buf_release(&found);
	roster_load_release(&options);
}

static void a_class_called_like_a_note_is_no_note(void **state)
{
	static const char text[] =
		"班级,学号,姓名,性别,民族,层次,学制,专业,年级,备注\n"
		"数据1班,2022010101,张三,,,,,,,\n"
		"数据由教务处提供,,,,,,,,,\n";
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	struct buf found = BUF_INIT;

	(void)state;
	assert_int_equal(load(text, &options, &found, &err), 0);
	assert_string_equal(buf_str(&found), "2:XB-EMPTY 3:ROW-NOTE");
	buf_release(&found);
	roster_load_release(&options);
}

static void a_short_row_is_a_student_all_the_same(void **state)
{
	(void)state;
	check("01,,,,,\n", "2:NAME-EMPTY 2:ID-EMPTY");
}

static void counts_and_header_are_left_for_the_caller(void **state)
{
	static const char text[] = "名单\n学号,姓名,性别,身份证号,宿舍\n"
				   "01,张三,女," ID1 ",x\n"
				   "02,李𠮷,3," ID2 ",x\n"
				   "03,王五 ,男," ID2 ",x\n"
				   "合计,3,,,\n";
	struct roster_load options = {.yxdm = "10001"};
	struct error err = ERROR_INIT;
	struct buf found = BUF_INIT;

	(void)state;
	assert_int_equal(load(text, &options, &found, &err), 0);
	assert_string_equal(buf_str(&found),
			    "4:XB-ENUM 5:TRIM 5:ID-DUP(4) 6:ROW-TOTAL");
	assert_int_equal(options.students, 3);
	assert_int_equal(options.ok, 1);
	assert_int_equal(options.warn, 0);
	assert_int_equal(options.error, 2);
	assert_int_equal(options.skipped, 1);
	assert_int_equal(options.header.first_row, 2);
	assert_int_equal(options.header.field[4], STUDENT_FIELD_COUNT);
	assert_string_equal(options.charset, "UTF-8");
	assert_true(findings_has(&options.findings, "RST-NAME-RARE"));
	buf_release(&found);
	roster_load_release(&options);
}

static int stop_at_two(void *ctx, struct roster_row *row, struct error *err)
{
	int *n = ctx;

	(void)row;
	if (++*n == 2)
		return error_set(err, ERROR_SYSTEM, "enough");
	return 0;
}

static void the_callback_may_stop(void **state)
{
	char path[] = "/tmp/test_load_XXXXXX";
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	int fd = mkstemp(path), n = 0;
	static const char text[] = "学号,姓名\n1,张三\n2,李四\n3,王五\n";

	(void)state;
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	assert_int_equal(roster_load(path, &options, stop_at_two, &n, &err),
			 -1);
	unlink(path);
	assert_int_equal(n, 2);
	assert_string_equal(err.text, "enough");
	roster_load_release(&options);
}

static void what_cannot_be_read_is_refused(void **state)
{
	struct roster_load options = {0};
	struct error err = ERROR_INIT;
	struct buf found = BUF_INIT;

	(void)state;
	assert_int_equal(load("a,b\n1,2\n", &options, &found, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	err = (struct error)ERROR_INIT;
	assert_int_equal(
		load("学号,姓名,姓名\n1,张三,李四\n", &options, &found, &err),
		-1);
	assert_int_equal(err.kind, ERROR_INPUT);
	err = (struct error)ERROR_INIT;
	assert_int_equal(
		roster_load("/nowhere", &options, stop_at_two, NULL, &err), -1);
	assert_true(err.text[0]);
	buf_release(&found);
	roster_load_release(&options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeated_numbers_name_the_first_row),
		cmocka_unit_test(one_person_twice_or_with_two_registrations),
		cmocka_unit_test(numbers_that_are_wrong_are_no_duplicates),
		cmocka_unit_test(without_document_numbers_name_and_birth_warn),
		cmocka_unit_test(rows_that_are_no_students),
		cmocka_unit_test(forms_with_numbers_and_examples),
		cmocka_unit_test(a_class_called_like_a_note_is_no_note),
		cmocka_unit_test(a_short_row_is_a_student_all_the_same),
		cmocka_unit_test(counts_and_header_are_left_for_the_caller),
		cmocka_unit_test(the_callback_may_stop),
		cmocka_unit_test(what_cannot_be_read_is_refused),
	};

	return cmocka_run_group_tests_name("roster_load", tests, NULL, NULL);
}
