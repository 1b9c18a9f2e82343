/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "roster/roster_date.h"

struct row {
	const char *text;
	int form;
	const char *out;
};

static void dates_of_every_usual_form(void **state)
{
	static const struct row rows[] = {
		{"2005-01-31", ROSTER_DATE_OWN, "2005-01-31"},
		{"20050131", ROSTER_DATE_PACKED, "2005-01-31"},
		{"2005/1/31", ROSTER_DATE_SLASH, "2005-01-31"},
		{"2005.1.31", ROSTER_DATE_DOT, "2005-01-31"},
		{"2005-1-31", ROSTER_DATE_DASH, "2005-01-31"},
		{"2005年1月31日", ROSTER_DATE_CHINESE, "2005-01-31"},
		{"2005年01月31号", ROSTER_DATE_CHINESE, "2005-01-31"},
		{"2005年1月31", ROSTER_DATE_CHINESE, "2005-01-31"},
		{"2005 年 1 月 31 日", ROSTER_DATE_CHINESE, "2005-01-31"},

		{"2005—01—31", ROSTER_DATE_OWN, "2005-01-31"},
		{"2005、1、31", ROSTER_DATE_DASH, "2005-01-31"},
		{"2005. 1. 31", ROSTER_DATE_DOT, "2005-01-31"},
		{"2005-01-31 00:00:00", ROSTER_DATE_OWN, "2005-01-31"},
		{"2005/1/31 0:00", ROSTER_DATE_SLASH, "2005-01-31"},
		{"38383", ROSTER_DATE_SERIAL, "2005-01-31"},
		{"38383.5", ROSTER_DATE_SERIAL, "2005-01-31"},
		{"2022-09", ROSTER_DATE_MONTH, "2022-09"},
		{"2022/9", ROSTER_DATE_MONTH, "2022-09"},
		{"202209", ROSTER_DATE_MONTH, "2022-09"},
		{"2022年9月", ROSTER_DATE_MONTH, "2022-09"},

		{"202213", -1, ""},
		{"2005-02-30", -1, ""},
		{"20050230", -1, ""},
		{"05/1/31", -1, ""},
		{"1/31/2005", -1, ""},
		{"2005", -1, ""},
		{"无", -1, ""},
		{"", -1, ""},
		{"-1", -1, ""},
		{"99999999999999999999", -1, ""},
	};
	char out[11];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int form = roster_date_parse(rows[i].text, out);

		if (form != rows[i].form || strcmp(out, rows[i].out) != 0)
			fail_msg("%s: form %d, %s", rows[i].text, form, out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_every_usual_form),
	};

	return cmocka_run_group_tests_name("roster_date", tests, NULL, NULL);
}
