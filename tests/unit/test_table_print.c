/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "cli/table_print.h"
#include "base/text.h"

static void fill(struct table *t, const char *reason)
{
	table_add_column(t, "xh", "学号", TABLE_LEFT);
	table_add_column(t, "n", "times", TABLE_RIGHT);
	table_add_column(t, "why", "reason", TABLE_LEFT);
	table_add_row(t);
	table_set(t, 0, "2022010101");
	table_set(t, 1, "3");
	table_set(t, 2, reason);
}

static void prints(const struct table *t, int screen, const char *expected)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	table_print(t, screen, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static const char reason[] =
	"hair covers the left ear, please take a new photo with both ears "
	"shown";

static void a_pipe_gets_cells_whole(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	fill(&t, reason);
	prints(&t, 0,
	       "学号        times  reason\n"
	       "2022010101      3  hair covers the left ear, please take a new "
	       "photo with both ears shown\n");
	table_release(&t);
}

static void a_screen_wraps_in_the_column(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	fill(&t, reason);
	prints(&t, 45,
	       "学号        times  reason\n"
	       "2022010101      3  hair covers the left ear,\n"
	       "                   please take a new photo\n"
	       "                   with both ears shown\n");
	table_release(&t);
	fill(&t, "左耳被头发遮住，请把头发别到耳后再拍一张照片");
	prints(&t, 45,
	       "学号        times  reason\n"
	       "2022010101      3  左耳被头发遮住，请把头发别\n"
	       "                   到耳后再拍一张照片\n");
	table_release(&t);
}

static void a_narrow_screen_gets_blocks(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	fill(&t, "hair covers the left ear");
	prints(&t, 30,
	       "学号    2022010101\n"
	       "times   3\n"
	       "reason  hair covers the left\n"
	       "        ear\n");
	table_release(&t);
}

static void an_empty_table_prints_nothing(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	prints(&t, 80, "");
	table_add_column(&t, "xh", "学号", TABLE_LEFT);
	prints(&t, 0, "");
	table_release(&t);
}

static void no_order_reaches_the_terminal(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	fill(&t, "a\033[2Jb");
	prints(&t, 80,
	       "学号        times  reason\n"
	       "2022010101      3  a\357\277\275[2Jb\n");
	table_release(&t);
}

static const struct {
	const char *text;
	int columns;
	size_t bytes;
} breaks[] = {
	{"", 5, 0},	    {"short", 10, 5},	{"two words", 5, 3},
	{"twowords", 5, 5}, {"汉字", 1, 3}, /* at least one character */
	{"汉字，标", 4, 3},		    /* no line begins with a comma */
	{"汉字标点", 5, 6}, {"见 photo", 6, 3},
};

static void lines_break_where_a_reader_does(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++)
		assert_int_equal(text_break(breaks[i].text, breaks[i].columns),
				 breaks[i].bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pipe_gets_cells_whole),
		cmocka_unit_test(a_screen_wraps_in_the_column),
		cmocka_unit_test(a_narrow_screen_gets_blocks),
		cmocka_unit_test(an_empty_table_prints_nothing),
		cmocka_unit_test(no_order_reaches_the_terminal),
		cmocka_unit_test(lines_break_where_a_reader_does),
	};

	return cmocka_run_group_tests_name("table_print", tests, NULL, NULL);
}
