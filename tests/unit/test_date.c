/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/date.h"

static void every_day_goes_there_and_back(void **state)
{
	struct date d, before = {1899, 12, 31};
	long day, first = date_to_days((struct date){1900, 1, 1});
	long last = date_to_days((struct date){2199, 12, 31});

	(void)state;
	assert_int_equal(date_to_days((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_to_days((struct date){2000, 3, 1}), 11017);
	assert_int_equal(last - first, 109572);
	for (day = first; day <= last; day++) {
		d = date_from_days(day);
		assert_true(date_is_valid(d));
		assert_int_equal(date_to_days(d), day);
		assert_int_equal(date_compare(before, d), -1);
		before = d;
	}
	assert_int_equal(date_compare(d, d), 0);
	assert_int_equal(date_compare(d, (struct date){1900, 1, 1}), 1);
}

static void days_that_no_month_has_are_refused(void **state)
{
	static const struct {
		struct date d;
		bool valid;
	} rows[] = {
		{{1900, 1, 1}, true},	 {{2199, 12, 31}, true},
		{{1899, 12, 31}, false}, {{2200, 1, 1}, false},
		{{2000, 2, 29}, true},	 {{1900, 2, 29}, false},
		{{2004, 2, 29}, true},	 {{2100, 2, 29}, false},
		{{2005, 2, 29}, false},	 {{2005, 4, 31}, false},
		{{2005, 12, 32}, false}, {{2005, 0, 1}, false},
		{{2005, 13, 1}, false},	 {{2005, 1, 0}, false},
		{{2005, -1, 1}, false},	 {{0, 0, 0}, false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(date_is_valid(rows[i].d), rows[i].valid);
}

static void a_date_is_read_in_every_usual_form(void **state)
{
	static const char *const texts[] = {
		"20050131",	  "2005-1-31",
		"2005-01-31",	  "2005/01/31",
		"2005.1.31",	  "2005年1月31日",
		"2005年01月31号", "2005-01-31 00:00:00",
		"20050131 12:30", "2005-01-31T08:30:00+08:00",
	};
	struct date d;
	char out[11];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		memset(&d, 0, sizeof(d));
		if (date_parse(texts[i], &d) < 0)
			fail_msg("%s is refused", texts[i]);
		date_format(d, out);
		assert_string_equal(out, "2005-01-31");
	}
}

static void what_is_no_date_is_refused_and_changes_nothing(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"2005",
		"2005-01",
		"2005013",
		"200501311",
		"05-1-31",
		"2005-1-32",
		"2005-02-29",
		"2005-13-1",
		"2005-1/31",
		"31.1.2005",
		"2005-1-31x",
		"-2005-1-1",
		"2005--1-1",
		"2005- 1-31",
		"2005年1月",
		"1/31/2005",
		"20050131_a",
		"2200-01-01",
		"２００５-1-1",
		"2005-1-31\n",
		"0x7d5-1-31",
		"2005-+1-31",
	};
	struct date d = {1, 2, 3};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (date_parse(texts[i], &d) == 0)
			fail_msg("\"%s\" is taken", texts[i]);
	assert_int_equal(d.year, 1);
	assert_int_equal(d.month, 2);
	assert_int_equal(d.day, 3);
}

static void no_date_is_written_as_nothing(void **state)
{
	char out[11] = "x";

	(void)state;
	date_format((struct date){0, 0, 0}, out);
	assert_string_equal(out, "");
	date_format((struct date){2005, 2, 30}, out);
	assert_string_equal(out, "");
}

static void a_moment_is_read_with_its_zone(void **state)
{
	static const struct {
		const char *text;
		date_time t;
	} rows[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"1970-01-01T08:00:00+08:00", 0},
		{"1970-01-01T08:00:00", 0},
		{"1970-01-01 08:00:00", 0},
		{"1970-01-02", 57600},
		{"1969-12-31T20:30:00-03:30", 0},
		{"2026-05-11T01:30:00+08:00", 1778434200},
		{"1900-01-01T00:00:00+08:00", -2209017600},
	};
	date_time t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (date_time_parse(rows[i].text, &t) < 0)
			fail_msg("%s is refused", rows[i].text);
		if (t != rows[i].t)
			fail_msg("%s is %lld", rows[i].text, (long long)t);
	}
}

static void what_is_no_moment_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"now",
		"2026-5-11",
		"2026-05-11T",
		"2026-05-11T01",
		"2026-05-11T01:30",
		"2026-05-11T24:00:00",
		"2026-05-11T01:60:00",
		"2026-05-11T01:30:60",
		"2026-05-11T-1:30:00",
		"2026-05-11T01:30:00+15:00",
		"2026-05-11T01:30:00+08:60",
		"2026-05-11T01:30:00+08",
		"2026-05-11T01:30:00*08:00",
		"2026-05-11T01:30:00+08:00x",
		"2026-05-11T01:30:00z",
		"2026-02-29T01:30:00Z",
		"20260511T01:30:00Z",
	};
	date_time t = 7;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (date_time_parse(texts[i], &t) == 0)
			fail_msg("\"%s\" is taken", texts[i]);
	assert_int_equal(t, 7);
}

/* The civil day and clock are Shanghai's, before 1970 too. */
static void a_moment_is_written_in_shanghai(void **state)
{
	static const struct {
		date_time t;
		const char *text;
	} rows[] = {
		{0, "1970-01-01T08:00:00+08:00"},
		{-1, "1970-01-01T07:59:59+08:00"},
		{-28801, "1969-12-31T23:59:59+08:00"},
		{1778434200, "2026-05-11T01:30:00+08:00"},
		{951753600 + 86399, "2000-02-29T23:59:59+08:00"},
	};
	char out[26];
	date_time back;
	struct date day;
	size_t i;

	(void)state;
	setenv("TZ", "America/New_York", 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		date_time_format(rows[i].t, out);
		assert_string_equal(out, rows[i].text);
		assert_int_equal(date_time_parse(out, &back), 0);
		assert_int_equal(back, rows[i].t);
		day = date_of_time(rows[i].t);
		date_format(day, out);
		assert_memory_equal(out, rows[i].text, 10);
	}
	assert_true(date_time_now() > 1700000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_goes_there_and_back),
		cmocka_unit_test(days_that_no_month_has_are_refused),
		cmocka_unit_test(a_date_is_read_in_every_usual_form),
		cmocka_unit_test(
			what_is_no_date_is_refused_and_changes_nothing),
		cmocka_unit_test(no_date_is_written_as_nothing),
		cmocka_unit_test(a_moment_is_read_with_its_zone),
		cmocka_unit_test(what_is_no_moment_is_refused),
		cmocka_unit_test(a_moment_is_written_in_shanghai),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
