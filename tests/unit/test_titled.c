/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "codec/table/titled.h"

enum { NUMBER, AMOUNT, FIELDS };

static const struct titled_field fields[FIELDS] = {
	[NUMBER] = {"number", "证件号|学号"},
	[AMOUNT] = {"amount", "金额|SHA256"},
};

enum { CELLS = 4 };

/* A row of up to four texts; the rest is empty. */
struct line {
	struct sheet_cell cells[CELLS];
	struct sheet_row row;
};

static struct sheet_row *line_of(struct line *l, const char *const *texts)
{
	size_t n;

	for (n = 0; n < CELLS && texts[n]; n++)
		l->cells[n] = (struct sheet_cell){.type = SHEET_TEXT,
						  .text = texts[n]};
	l->row = (struct sheet_row){.number = 1, .count = n, .cells = l->cells};
	return &l->row;
}

static void start(struct titled *t, const char *const *map, int count)
{
	const struct titled_map given = {map, count};
	struct error err = ERROR_INIT;

	assert_int_equal(titled_start(t, fields, FIELDS, &given, &err), 0);
}

static void titles_are_known_in_any_dress(void **state)
{
	static const char *const good[][CELLS] = {
		{"学号", "金额"},
		{" 学 号 ", "金额（元）"},
		{"学号*", "SHA-256"},
		{"学号：", "sha256"},
	};
	struct titled t;
	struct line l;
	size_t i;

	(void)state;
	start(&t, NULL, 0);
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(titled_look(&t, line_of(&l, good[i])));
		assert_true(titled_has(&t, NUMBER));
		assert_true(titled_has(&t, AMOUNT));
	}
}

static void another_unit_is_another_column(void **state)
{
	static const char *const fen[CELLS] = {"学号", "金额（分）"};
	struct titled t;
	struct line l;

	(void)state;
	start(&t, NULL, 0);
	titled_look(&t, line_of(&l, fen));
	assert_true(titled_has(&t, NUMBER));
	assert_false(titled_has(&t, AMOUNT));
}

static void the_first_of_the_usual_titles_wins(void **state)
{
	static const char *const header[CELLS] = {"学号", "金额", "证件号"};
	static const char *const row[CELLS] = {"a", "b", "c"};
	struct titled t;
	struct line l;

	(void)state;
	start(&t, NULL, 0);
	titled_look(&t, line_of(&l, header));
	assert_string_equal(titled_cell(&t, line_of(&l, row), NUMBER), "c");
	l.row.count = 2;
	assert_string_equal(titled_cell(&t, &l.row, NUMBER), "");
}

static void numbers_kept_for_excel_are_read(void **state)
{
	static const char *const header[CELLS] = {"学号", "金额"};
	static const char *const row[CELLS] = {"=\"0012\"", "=\"\""};
	struct titled t;
	struct line l;

	(void)state;
	start(&t, NULL, 0);
	titled_look(&t, line_of(&l, header));
	assert_string_equal(titled_cell(&t, line_of(&l, row), NUMBER), "0012");
	assert_string_equal(titled_cell(&t, &l.row, AMOUNT), "");
}

static void the_map_outranks_and_must_be_there(void **state)
{
	/* by the field's name or by a title it usually has */
	static const char *const map[] = {"学号=会员", "amount=实付"};
	static const char *const header[CELLS] = {"学号", "会员", "实付"};
	static const char *const lacking[CELLS] = {"学号", "会员"};
	static const char *const bad[] = {"number", "number=", "=x", "id=x"};
	struct error err = ERROR_INIT;
	struct titled_map one = {NULL, 1};
	struct titled t;
	struct line l;
	size_t i;

	(void)state;
	start(&t, map, 2);
	assert_true(titled_look(&t, line_of(&l, header)));
	assert_string_equal(titled_cell(&t, &l.row, NUMBER), "会员");
	assert_false(titled_look(&t, line_of(&l, lacking)));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		one.values = &bad[i];
		assert_int_equal(titled_start(&t, fields, FIELDS, &one, &err),
				 -1);
		assert_int_equal(err.kind, ERROR_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_are_known_in_any_dress),
		cmocka_unit_test(another_unit_is_another_column),
		cmocka_unit_test(the_first_of_the_usual_titles_wins),
		cmocka_unit_test(numbers_kept_for_excel_are_read),
		cmocka_unit_test(the_map_outranks_and_must_be_there),
	};

	return cmocka_run_group_tests_name("titled", tests, NULL, NULL);
}
