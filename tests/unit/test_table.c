/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/table.h"

static void test_texts(void **state)
{
	struct table t = TABLE_INIT;
	char number[16];
	int i;

	(void)state;
	assert_int_equal(table_add_column(&t, "xh", "学号", TABLE_LEFT), 0);
	assert_int_equal(table_add_column(&t, "n", "张数", TABLE_RIGHT), 1);
	for (i = 0; i < 1000; i++) {
		table_add_row(&t);
		table_setf(&t, 0, "2022%06d", i);
		if (i % 2)
			table_set(&t, 1, "7");
	}
	assert_int_equal(t.n_rows, 1000);
	for (i = 0; i < 1000; i++) {
		snprintf(number, sizeof(number), "2022%06d", i);
		assert_string_equal(table_text(&t, (size_t)i, 0), number);
		assert_string_equal(table_text(&t, (size_t)i, 1),
				    i % 2 ? "7" : "");
	}
	table_set(&t, 0, NULL);
	assert_string_equal(table_text(&t, 999, 0), "");
	assert_int_equal(table_find_column(&t, "n"), 1);
	assert_int_equal(table_find_column(&t, "xm"), 2);
	table_release(&t);
	table_release(&t);
}

static void test_width(void **state)
{
	struct table t = TABLE_INIT;
	char longest[200];

	(void)state;
	table_add_column(&t, "a", "姓名", TABLE_LEFT);
	table_add_column(&t, "b", "", TABLE_LEFT);
	table_add_row(&t);
	table_set(&t, 0, "欧阳娜娜");
	assert_int_equal(table_width(&t, 0), 8);
	assert_int_equal(table_width(&t, 1), 1);
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	table_set(&t, 1, longest);
	assert_int_equal(table_width(&t, 1), TABLE_MAX_WIDTH);
	table_set_width(&t, 1, 12);
	assert_int_equal(table_width(&t, 1), 12);
	table_release(&t);
}

static void test_styles_and_thumbs(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	table_add_column(&t, "a", "a", TABLE_LEFT);
	table_add_column(&t, "b", "b", TABLE_LEFT);
	table_add_row(&t);
	table_add_row(&t);
	table_set_style(&t, 1, TABLE_WARN);
	table_set_thumb(&t, "one", 3);
	table_set_thumb(&t, "two!", 4);
	table_add_row(&t);
	table_set_row_style(&t, TABLE_ERROR);
	assert_int_equal(table_cell_style(&t, 1, 0), TABLE_NORMAL);
	assert_int_equal(table_cell_style(&t, 1, 1), TABLE_WARN);
	assert_int_equal(table_cell_style(&t, 2, 0), TABLE_ERROR);
	assert_null(table_row_thumb(&t, 0));
	assert_null(table_row_thumb(&t, 2));
	assert_int_equal(table_row_thumb(&t, 1)->size, 4);
	assert_memory_equal(table_row_thumb(&t, 1)->bytes, "two!", 4);
	table_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_styles_and_thumbs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
