/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "roster/roster_mark.h"

static const char text[] = "名单\n"
			   "学号,姓名,性别,宿舍,父亲姓名\n"
			   "01,张三,女,1-101 13800138000,张大山\n"
			   "02,买买提•艾力,3,1-102,\n"
			   "\n"
			   "合计,2,,,\n";

static void mark(bool unmask, struct table *t)
{
	char path[] = "/tmp/test_mark_XXXXXX";
	struct roster_load load = {.unmask = unmask};
	struct error err = ERROR_INIT;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	if (roster_mark(path, &load, t, &err) < 0)
		fail_msg("%s", err.text);
	unlink(path);
	roster_load_release(&load);
}

static void the_own_sheet_with_its_faults(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	mark(true, &t);
	assert_int_equal(t.n_columns, 7);
	assert_string_equal(t.columns[4].title, "宿舍");
	assert_int_equal(t.n_rows, 3);
	assert_string_equal(table_text(&t, 0, 0), "3");
	assert_string_equal(table_text(&t, 0, 2), "张三");
	assert_string_equal(table_text(&t, 0, 4), "1-101 13800138000");
	assert_string_equal(table_text(&t, 0, 6), "");
	assert_string_equal(table_text(&t, 1, 4), "1-102");
	assert_int_equal(table_cell_style(&t, 1, 1), TABLE_NORMAL);
	assert_int_equal(table_cell_style(&t, 1, 2), TABLE_WARN);
	assert_int_equal(table_cell_style(&t, 1, 3), TABLE_ERROR);
	assert_int_equal(table_cell_style(&t, 1, 6), TABLE_ERROR);
	assert_non_null(strstr(table_text(&t, 1, 6), "; "));
	assert_string_equal(table_text(&t, 2, 0), "6");
	assert_int_equal(table_cell_style(&t, 2, 6), TABLE_WARN);
	table_release(&t);
}

static void masked_unless_asked(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	mark(false, &t);
	assert_string_equal(table_text(&t, 0, 2), "张*");
	assert_string_equal(table_text(&t, 0, 4), "1-101 138****8000");
	assert_string_equal(table_text(&t, 0, 5), "张**");
	table_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_own_sheet_with_its_faults),
		cmocka_unit_test(masked_unless_asked),
	};

	return cmocka_run_group_tests_name("roster_mark", tests, NULL, NULL);
}
