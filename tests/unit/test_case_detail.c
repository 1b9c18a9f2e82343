/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/case_detail.h"

static void what_is_written_is_read(void **state)
{
	struct case_detail d, back;
	struct buf text = BUF_INIT;

	(void)state;
	memset(&d, 0, sizeof(d));
	case_detail_write(&d, &text);
	assert_string_equal(buf_str(&text), "");
	case_detail_put(d.photo, sizeof(d.photo), "9f86d0");
	case_detail_put(d.what, sizeof(d.what), "make");
	case_detail_put(d.codes, sizeof(d.codes), "REV-BLUR REV-EYES");
	case_detail_put(d.reason, sizeof(d.reason), "光线\"事故\"\n{}");
	d.n = 2;
	d.fails = LEDGER_BY_SAME | LEDGER_BY_ID;
	case_detail_write(&d, &text);
	case_detail_read(buf_str(&text), &back);
	assert_memory_equal(&d, &back, sizeof(d));
	buf_release(&text);
}

/* The log outlives the persons of a task; what stands beside a case does not.
 */
static void long_numbers_are_not_in_the_log(void **state)
{
	struct case_detail d = {
		.note = "[{\"code\":\"SAM-ENROLL\",\"sev\":\"error\","
			"\"detail\":\"22990101110851.jpg 2026-04-02\","
			"\"text\":\"99010720040112508X, 2022030105\"}]",
	};
	struct buf log = BUF_INIT, beside = BUF_INIT;

	(void)state;
	case_detail_write(&d, &log);
	case_detail_beside(&d, &beside);
	assert_null(strstr(buf_str(&log), "22990101110851"));
	assert_null(strstr(buf_str(&log), "99010720040112508"));
	assert_non_null(strstr(buf_str(&log), "229*******0851.jpg 2026-04-02"));
	assert_non_null(strstr(buf_str(&log), "2022030105"));
	assert_string_equal(buf_str(&beside), d.note);
	buf_release(&log);
	buf_release(&beside);
}

static void texts_are_cut_at_a_character(void **state)
{
	char field[8];

	(void)state;
	case_detail_put(field, sizeof(field), "照片照片");
	assert_string_equal(field, "照片");
	case_detail_put(field, sizeof(field), "1234567");
	assert_string_equal(field, "1234567");
	case_detail_put(field, sizeof(field), "12345678");
	assert_string_equal(field, "1234567");
	case_detail_put(field, sizeof(field), NULL);
	assert_string_equal(field, "");
}

static void older_rows_and_broken_ones_read_as_codes(void **state)
{
	static const char *const texts[] = {"REV-BLUR",
					    "{\"photo\":", "overruled", ""};
	struct case_detail d;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		case_detail_read(texts[i], &d);
		assert_string_equal(d.codes, texts[i]);
		assert_string_equal(d.photo, "");
	}
	case_detail_read("{\"n\":\"x\",\"photo\":7,\"fails\":[]}", &d);
	assert_int_equal(d.n, 0);
	assert_string_equal(d.photo, "");
	assert_int_equal(d.fails, 0);
}

static void rows_of_the_log_become_events(void **state)
{
	struct case_detail d;
	struct case_detail_row row = {
		.at = 5, .event = "make", .after = "made", .detail = &d};
	struct ledger_event e;

	(void)state;
	case_detail_read("{\"photo\":\"aa\"}", &d);
	assert_true(case_detail_event(&row, &e));
	assert_int_equal(e.event, CASE_EVENT_MAKE);
	assert_int_equal(e.mark, LEDGER_NONE);
	assert_int_equal(e.after, CASE_MADE);
	assert_string_equal(e.photo, "aa");
	case_detail_read("{\"what\":\"fails\",\"n\":1}", &d);
	row.event = "grant";
	row.after = "";
	assert_true(case_detail_event(&row, &e));
	assert_int_equal(e.mark, LEDGER_GRANT);
	assert_int_equal(e.what, LEDGER_GRANT_FAILS);
	assert_int_equal(e.after, CASE_STATE_COUNT);
	row.event = "unmask";
	assert_false(case_detail_event(&row, &e));
}

static void codes_come_one_by_one(void **state)
{
	const char *at = "REV-BLUR  REV-EYES "
			 "A-WORD-THAT-IS-MUCH-TOO-LONG-TO-BE-ANY-CODE-WE-KNOW "
			 "QUO-MAKE";
	char code[CASE_DETAIL_WORD];

	(void)state;
	assert_true(case_detail_next_code(&at, code));
	assert_string_equal(code, "REV-BLUR");
	assert_true(case_detail_next_code(&at, code));
	assert_string_equal(code, "REV-EYES");
	assert_true(case_detail_next_code(&at, code));
	assert_string_equal(code, "QUO-MAKE");
	assert_false(case_detail_next_code(&at, code));
	at = "";
	assert_false(case_detail_next_code(&at, code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(long_numbers_are_not_in_the_log),
		cmocka_unit_test(texts_are_cut_at_a_character),
		cmocka_unit_test(older_rows_and_broken_ones_read_as_codes),
		cmocka_unit_test(rows_of_the_log_become_events),
		cmocka_unit_test(codes_come_one_by_one),
	};

	return cmocka_run_group_tests_name("case_detail", tests, NULL, NULL);
}
