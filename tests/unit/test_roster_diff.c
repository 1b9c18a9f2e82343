/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "roster/roster_report.h"

struct set {
	struct student_list students;
	struct roster_diff_set set;
};

/* xh, ksh, xm, zjhm, zymc, xjzt of one student after the other. */
static void add(struct set *s, const char *const values[6])
{
	static const enum student_field fields[] = {STUDENT_xh,	  STUDENT_ksh,
						    STUDENT_xm,	  STUDENT_zjhm,
						    STUDENT_zymc, STUDENT_xjzt};
	struct student student = {.id = 0};
	size_t i;

	for (i = 0; i < 6; i++)
		student_set(&student, fields[i], values[i]);
	student_list_add(&s->students, &student);
	student_release(&student);
	s->set.list = &s->students;
}

static void release(struct set *s)
{
	student_list_release(&s->students);
}

#define ROW(...) ((const char *const[6]){__VA_ARGS__})

static void changes_have_their_names(void **state)
{
	struct set a = {0}, b = {0};
	struct roster_diff_view view;
	struct roster_diff diff;
	struct error err = ERROR_INIT;

	(void)state;
	add(&a, ROW("1", "K1", "张三", "I1", "软件工程", "在籍"));
	add(&a, ROW("2", "K2", "李四", "I2", "软件工程", "在籍"));
	add(&a, ROW("3", "K3", "王五", "I3", "软件工程", "休学"));
	add(&a, ROW("4", "K4", "买买提·艾力", "I4", "软件工程", "在籍"));
	add(&a, ROW("5", "K5", "赵六", "I5", "软件工程", "在籍"));
	add(&b, ROW("6", "K6", "钱七", "I6", "软件工程", "在籍"));
	add(&b, ROW("1", "K1", "张三", "I1", "会计学", "休学"));
	add(&b, ROW("2", "K2", "李四四", "I2", "软件工程", "退学"));
	add(&b, ROW("3", "K3", "王五", "I3", "软件工程", "在籍"));
	add(&b, ROW("4", "K4", "买买提•艾力", "I4", "软件工程", "在籍"));
	assert_int_equal(
		roster_diff(&a.set, &b.set, STUDENT_FIELD_COUNT, &diff, &err),
		0);
	assert_int_equal(diff.key, STUDENT_ksh);
	assert_int_equal(diff.n, 5);
	assert_int_equal(diff.same, 1);
	assert_int_equal(diff.entries[0].kind, ROSTER_DIFF_NEW);
	assert_int_equal(diff.entries[1].events,
			 1 << ROSTER_DIFF_MAJOR | 1 << ROSTER_DIFF_SUSPEND);
	assert_int_equal(diff.entries[2].events,
			 1 << ROSTER_DIFF_NAME | 1 << ROSTER_DIFF_WITHDRAW);
	assert_int_equal(diff.entries[3].events, 1 << ROSTER_DIFF_RESUME);
	assert_int_equal(diff.entries[4].kind, ROSTER_DIFF_GONE);
	roster_diff_view(&diff, 4, &view);
	assert_string_equal(student_get(view.who, STUDENT_xm), "赵六");
	roster_diff_release(&diff);
	release(&a);
	release(&b);
}

static void a_new_number_is_a_change(void **state)
{
	struct set a = {0}, b = {0};
	struct roster_diff diff;
	struct error err = ERROR_INIT;

	(void)state;
	add(&a, ROW("1", NULL, "张三", "I1", "软件工程", NULL));
	add(&a, ROW("2", NULL, "李四", "I2", "软件工程", NULL));
	add(&b, ROW("9", NULL, "张三", "I1", "会计学", NULL));
	/* the same document under another name is somebody else */
	add(&b, ROW("8", NULL, "陈八", "I2", "会计学", NULL));
	assert_int_equal(roster_diff(&a.set, &b.set, STUDENT_xh, &diff, &err),
			 0);
	assert_int_equal(diff.counts[ROSTER_DIFF_CHANGED], 1);
	assert_int_equal(diff.counts[ROSTER_DIFF_NEW], 1);
	assert_int_equal(diff.counts[ROSTER_DIFF_GONE], 1);
	assert_int_equal(diff.entries[0].events,
			 1 << ROSTER_DIFF_MAJOR | 1 << ROSTER_DIFF_NUMBER);
	roster_diff_release(&diff);
	release(&a);
	release(&b);
}

static void columns_one_side_lacks_are_not_changes(void **state)
{
	struct set a = {0}, b = {0};
	struct roster_diff diff;
	struct error err = ERROR_INIT;

	(void)state;
	add(&a, ROW("1", NULL, "张三", "I1", "软件工程", "在籍"));
	add(&b, ROW("1", NULL, "张三", NULL, NULL, NULL));
	assert_int_equal(
		roster_diff(&a.set, &b.set, STUDENT_FIELD_COUNT, &diff, &err),
		0);
	assert_int_equal(diff.n, 0);
	assert_int_equal(diff.same, 1);
	roster_diff_release(&diff);
	/* with the column there, an emptied field is one */
	b.set.columns = (uint64_t)1 << STUDENT_xh | (uint64_t)1 << STUDENT_zymc;
	assert_int_equal(
		roster_diff(&a.set, &b.set, STUDENT_FIELD_COUNT, &diff, &err),
		0);
	assert_int_equal(diff.n, 1);
	roster_diff_release(&diff);
	release(&a);
	release(&b);
}

static void keys_must_be_there_once(void **state)
{
	struct set a = {0}, b = {0};
	struct roster_diff diff;
	struct error err = ERROR_INIT;

	(void)state;
	add(&a, ROW("1", NULL, "张三", NULL, NULL, NULL));
	add(&a, ROW("1", NULL, "李四", NULL, NULL, NULL));
	add(&b, ROW(NULL, NULL, "张三", NULL, NULL, NULL));
	assert_int_equal(roster_diff(&a.set, &a.set, STUDENT_xh, &diff, &err),
			 -1);
	assert_non_null(strstr(err.text, student_field_label(STUDENT_xh)));
	roster_diff_release(&diff);
	assert_int_equal(
		roster_diff(&a.set, &b.set, STUDENT_FIELD_COUNT, &diff, &err),
		-1);
	roster_diff_release(&diff);
	release(&a);
	release(&b);
}

static void reports_mask_what_is_private(void **state)
{
	struct set a = {0}, b = {0};
	struct roster_diff diff;
	struct error err = ERROR_INIT;
	struct roster_diff_view view;
	struct json *item;
	struct buf out = BUF_INIT;

	(void)state;
	add(&a, ROW("1", "K1", "张三", "11010519491231002X", NULL, NULL));
	add(&b, ROW("1", "K1", "张三丰", "110105200001010016", NULL, NULL));
	assert_int_equal(roster_diff(&a.set, &b.set, STUDENT_xh, &diff, &err),
			 0);
	roster_diff_view(&diff, 0, &view);
	item = roster_report_diff(&view, false);
	json_write(item, &out);
	assert_string_equal(
		buf_str(&out),
		"{\"kind\":\"changed\",\"key\":{\"xh\":\"1\",\"ksh\":\"K1\","
		"\"zjhm\":\"110***********0016\"},"
		"\"who\":\"张**\",\"events\":[\"name\",\"identity\"],"
		"\"changes\":[{\"field\":\"xm\",\"before\":\"张*\","
		"\"after\":\"张**\"},{\"field\":\"zjhm\","
		"\"before\":\"110***********002X\","
		"\"after\":\"110***********0016\"}]}");
	json_free(item);
	buf_release(&out);
	roster_diff_release(&diff);
	release(&a);
	release(&b);
}

static void a_row_becomes_an_item(void **state)
{
	struct roster_row row = ROSTER_ROW_INIT;
	struct table t = TABLE_INIT;
	struct json *item;
	struct buf out = BUF_INIT;

	(void)state;
	row.number = 12;
	student_set(&row.student, STUDENT_xh, "2022010101");
	student_set(&row.student, STUDENT_xm, "欧阳修");
	roster_row_add(&row, STUDENT_xm, "RST-NAME-DOT", "x");
	item = roster_report_item(&row, false);
	json_write(item, &out);
	assert_non_null(strstr(
		buf_str(&out),
		"{\"row\":12,\"key\":{\"xh\":\"2022010101\",\"ksh\":\"\","
		"\"zjhm\":\"\"},"
		"\"who\":\"欧阳*\",\"status\":\"warn\",\"findings\":["
		"{\"code\":\"RST-NAME-DOT\",\"sev\":\"warn\""));
	assert_non_null(strstr(buf_str(&out), "\"field\":\"xm\""));
	json_free(item);
	buf_clear(&out);
	roster_report_columns(&t);
	roster_report_row(&t, &row, true);
	assert_string_equal(table_text(&t, 0, 4), "欧阳修");
	assert_int_equal(table_cell_style(&t, 0, 5), TABLE_WARN);
	roster_report_text(&row, true, &out);
	assert_non_null(strstr(buf_str(&out), " — "));
	buf_release(&out);
	table_release(&t);
	roster_row_release(&row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_have_their_names),
		cmocka_unit_test(a_new_number_is_a_change),
		cmocka_unit_test(columns_one_side_lacks_are_not_changes),
		cmocka_unit_test(keys_must_be_there_once),
		cmocka_unit_test(reports_mask_what_is_private),
		cmocka_unit_test(a_row_becomes_an_item),
	};

	return cmocka_run_group_tests_name("roster_diff", tests, NULL, NULL);
}
