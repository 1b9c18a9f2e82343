/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "codec/table/cell_value.h"

static void numbers_are_written_in_their_shortest_form(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{"0", "0"},
		{"-0", "0"},
		{"007", "7"},
		{"1.50", "1.5"},
		{"0.1", "0.1"},
		{"-12.340", "-12.34"},
		{"0.10000000000000001", "0.1"},
		{"0.30000000000000004", "0.30000000000000004"},
		{"1E3", "1000"},
		{"4.2E+17", "4.2e+17"},
		{"999999999999999", "999999999999999"},
		{"1000000000000000", "1e+15"},
		{"123456789012345678", "1.2345678901234568e+17"},
		{"0.0001", "0.0001"},
		{"0.00001", "1e-05"},
		{" 5 ", "5"},
		{"5.", "5"},
		{".5", "0.5"},
		{"1e-300", "1e-300"},
		{"123456.789", "123456.789"},
	};
	char out[CELL_VALUE_SIZE];
	double number;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(cell_value_parse(rows[i].in,
						  strlen(rows[i].in), &number,
						  out),
				 0);
		assert_string_equal(out, rows[i].out);
		assert_true(number == strtod(rows[i].in, NULL));
	}
}

static void what_is_no_number_is_refused(void **state)
{
	static const char *const rows[] = {"",	    " ",    "-",     "1x",
					   "1 2",   "--1",  "nan",   "inf",
					   "1e999", "0x10", "1.2.3", "e5"};
	char out[CELL_VALUE_SIZE];
	double number;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(cell_value_parse(rows[i], strlen(rows[i]),
						  &number, out),
				 -1);
}

static uint64_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	return *state >> 11;
}

static void any_number_reads_back_the_same(void **state)
{
	uint64_t seed = 7;
	char out[CELL_VALUE_SIZE], again[CELL_VALUE_SIZE];
	double number, back;
	int i;

	(void)state;
	for (i = 0; i < 200000; i++) {
		number = (double)(int64_t)(next_random(&seed) - (1ULL << 52)) /
			 (double)(1ULL << (next_random(&seed) % 50));
		cell_value_number(number, out);
		assert_int_equal(
			cell_value_parse(out, strlen(out), &back, again), 0);
		assert_true(back == number);
		assert_string_equal(out, again);
	}
}

static void serials_become_dates(void **state)
{
	static const struct {
		double serial;
		bool from_1904;
		enum cell_value_shape shape;
		const char *out;
	} rows[] = {
		{45000, false, CELL_VALUE_DATE, "2023-03-15"},
		{45000.5, false, CELL_VALUE_DATE, "2023-03-15 12:00:00"},
		{0.25, false, CELL_VALUE_DATE, "06:00:00"},
		{0, false, CELL_VALUE_DATE, "00:00:00"},
		{1, false, CELL_VALUE_DATE, "1900-01-01"},
		{59, false, CELL_VALUE_DATE, "1900-02-28"},
		{61, false, CELL_VALUE_DATE, "1900-03-01"},
		{-1.2, false, CELL_VALUE_DATE, "1899-12-28 19:12:00"},
		{1, true, CELL_VALUE_DATE, "1904-01-02"},
		{0, true, CELL_VALUE_DATE, "1904-01-01"},
		{0.5, true, CELL_VALUE_DATE, "1904-01-01 12:00:00"},
		{0.5, true, CELL_VALUE_TIME, "12:00:00"},
		{0.5, false, CELL_VALUE_TIME, "12:00:00"},
		{43538, true, CELL_VALUE_DATE, "2023-03-15"},
		{2.1, false, CELL_VALUE_DATE, "1900-01-02 02:24:00"},
		{44000.999999999, false, CELL_VALUE_DATE, "2020-06-19"},
		{44000.000005787, false, CELL_VALUE_DATE,
		 "2020-06-18 00:00:00.500000"},
		{2958465, false, CELL_VALUE_DATE, "9999-12-31"},
		{1.5, false, CELL_VALUE_ELAPSED, "PT129600S"},
		{0.0000231481481, false, CELL_VALUE_ELAPSED, "PT2S"},
	};
	char out[CELL_VALUE_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(cell_value_date(rows[i].serial,
						 rows[i].from_1904,
						 rows[i].shape, out),
				 0);
		assert_string_equal(out, rows[i].out);
	}
	assert_int_equal(cell_value_date(2958466, false, CELL_VALUE_DATE, out),
			 -1);
	assert_int_equal(cell_value_date(1e300, false, CELL_VALUE_DATE, out),
			 -1);
}

static void a_date_gives_its_serial_back(void **state)
{
	double serial;

	(void)state;
	assert_int_equal(cell_value_serial("2023-03-15", false, &serial), 0);
	assert_true(serial == 45000);
	assert_int_equal(
		cell_value_serial("2023-03-15 12:00:00", true, &serial), 0);
	assert_true(serial == 43538.5);
	assert_int_equal(cell_value_serial("06:00:00", false, &serial), 0);
	assert_true(serial == 0.25);
	assert_int_equal(cell_value_serial("PT5S", false, &serial), -1);
}

static void formats_say_what_is_a_date(void **state)
{
	static const struct {
		const char *code;
		enum cell_value_shape shape;
	} rows[] = {
		{"General", CELL_VALUE_NUMBER},
		{"GENERAL", CELL_VALUE_NUMBER},
		{"0.00_);[Red](0.00)", CELL_VALUE_NUMBER},
		{"#,##0\\ \"days\"", CELL_VALUE_NUMBER},
		{"0.0E+00", CELL_VALUE_NUMBER},
		{"@", CELL_VALUE_NUMBER},
		{"yyyy-mm-dd", CELL_VALUE_DATE},
		{"yyyy\"年\"m\"月\"d\"日\";@", CELL_VALUE_DATE},
		{"[$-804]yyyy", CELL_VALUE_DATE},
		{"D", CELL_VALUE_NUMBER},
		{"h", CELL_VALUE_NUMBER},
		{"mm", CELL_VALUE_DATE},
		{"YY", CELL_VALUE_DATE},
		{"h:mm", CELL_VALUE_TIME},
		{"mm:ss.0", CELL_VALUE_TIME},
		{"yyyy/m/d h:mm", CELL_VALUE_DATE},
		{"[h]:mm", CELL_VALUE_ELAPSED},
		{"[Red][SS].00", CELL_VALUE_ELAPSED},
		{"0;yyyy", CELL_VALUE_NUMBER},
		{"\"unclosed", CELL_VALUE_NUMBER},
		{"[unclosed", CELL_VALUE_NUMBER},
		{"\\", CELL_VALUE_NUMBER},
		{"", CELL_VALUE_NUMBER},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(cell_value_format(rows[i].code),
				 rows[i].shape);
	assert_int_equal(cell_value_builtin(14), CELL_VALUE_DATE);
	assert_int_equal(cell_value_builtin(31), CELL_VALUE_DATE);
	assert_int_equal(cell_value_builtin(46), CELL_VALUE_ELAPSED);
	assert_int_equal(cell_value_builtin(49), CELL_VALUE_NUMBER);
}

static void a_cell_counts_utf16_units(void **state)
{
	static char text[4 * CELL_VALUE_UNITS];
	size_t i;

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_false(cell_value_too_long(text, CELL_VALUE_UNITS));
	assert_true(cell_value_too_long(text, CELL_VALUE_UNITS + 1));
	for (i = 0; i + 4 <= sizeof(text); i += 4)
		memcpy(text + i, "😎", 4);
	assert_false(cell_value_too_long(text, 4 * (CELL_VALUE_UNITS / 2)));
	assert_true(cell_value_too_long(text, 4 * (CELL_VALUE_UNITS / 2 + 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_written_in_their_shortest_form),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(any_number_reads_back_the_same),
		cmocka_unit_test(serials_become_dates),
		cmocka_unit_test(a_date_gives_its_serial_back),
		cmocka_unit_test(formats_say_what_is_a_date),
		cmocka_unit_test(a_cell_counts_utf16_units),
	};

	return cmocka_run_group_tests_name("cell_value", tests, NULL, NULL);
}
