/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/roster_row.h"

/* A sound student; a case replaces one field or two. */
static const struct {
	enum student_field field;
	const char *value;
} sound[] = {
	{STUDENT_xh, "2022010101"},
	{STUDENT_ksh, "22110101150001"},
	{STUDENT_xm, "张三"},
	{STUDENT_xb, "女"},
	{STUDENT_csrq, "1949-12-31"},
	{STUDENT_zjlx, "居民身份证"},
	{STUDENT_zjhm, "11010519491231002X"},
	{STUDENT_yxdm, "10001"},
	{STUDENT_cc, "本科"},
	{STUDENT_xz, "4"},
	{STUDENT_xxxs, "普通全日制"},
	{STUDENT_rxrq, "1968-09-01"},
	{STUDENT_byrq, "1972-07-01"},
	{STUDENT_zydm, "080902"},
	{STUDENT_lxdh, "13800000000"},
	{STUDENT_yzbm, "100000"},
};

struct change {
	enum student_field field;
	const char *value, *code; /* NULL = nothing found */
	enum student_field at;
};

static const struct change changes[] = {
	{STUDENT_bz, "", NULL, STUDENT_bz},
	{STUDENT_xh, "", "RST-XH-EMPTY", STUDENT_xh},
	{STUDENT_xh, "0", "RST-XH-ZERO", STUDENT_xh},
	{STUDENT_xh, "000", "RST-XH-ZERO", STUDENT_xh},
	{STUDENT_xh, "无", "RST-XH-ZERO", STUDENT_xh},
	{STUDENT_xh, "2022(01)", "RST-XH-FORMAT", STUDENT_xh},
	{STUDENT_xh, "123456789012345678901", "RST-XH-FORMAT", STUDENT_xh},
	{STUDENT_xh, "B2022-01", NULL, STUDENT_xh},
	{STUDENT_ksh, "2211010115000", "RST-KSH-LEN", STUDENT_ksh},
	{STUDENT_ksh, "1234567890123456789", "RST-KSH-LEN", STUDENT_ksh},
	{STUDENT_ksh, "221101011500010", NULL, STUDENT_ksh},
	{STUDENT_ksh, "", NULL, STUDENT_ksh},
	{STUDENT_ksh, "0", "RST-KSH-ZERO", STUDENT_ksh},
	{STUDENT_ksh, "22110101 150001", "RST-KSH-CHARS", STUDENT_ksh},
	{STUDENT_xm, "", "RST-NAME-EMPTY", STUDENT_xm},
	{STUDENT_xb, "", "RST-XB-EMPTY", STUDENT_xb},
	{STUDENT_xb, "3", "RST-XB-ENUM", STUDENT_xb},
	{STUDENT_xb, "男", "RST-ID-SEX", STUDENT_xb},
	{STUDENT_csrq, "1949-12-30", "RST-ID-BIRTH", STUDENT_csrq},
	{STUDENT_csrq, "1949-11", "RST-ID-BIRTH", STUDENT_csrq},
	{STUDENT_csrq, "1949-12", NULL, STUDENT_csrq},
	{STUDENT_csrq, "", NULL, STUDENT_csrq},
	{STUDENT_zjhm, "", "RST-ID-EMPTY", STUDENT_zjhm},
	{STUDENT_zjhm, "110105194912310021", "RST-ID-CHECKSUM", STUDENT_zjhm},
	{STUDENT_zjhm, "11010519491231002", "RST-ID-LEN", STUDENT_zjhm},
	{STUDENT_zjhm, "110105194912310000", "RST-ID-ZEROED", STUDENT_zjhm},
	{STUDENT_zjhm, "110105194913310021", "RST-ID-DATE", STUDENT_zjhm},
	{STUDENT_zjhm, "11010519491231002Y", "RST-ID-CHARS", STUDENT_zjhm},
	{STUDENT_zjhm, "H12345678", "RST-ID-TYPE", STUDENT_zjhm},
	{STUDENT_zjhm, "110105491231002", "RST-ID-15", STUDENT_zjhm},
	{STUDENT_zjlx, "护照", "RST-ID-TYPE", STUDENT_zjhm},
	{STUDENT_zjlx, "", NULL, STUDENT_zjlx},
	{STUDENT_yxdm, "1001", "RST-YXDM", STUDENT_yxdm},
	{STUDENT_yxdm, "10002", "RST-YXDM-OTHER", STUDENT_yxdm},
	{STUDENT_cc, "本课", "RST-CC-ENUM", STUDENT_cc},
	{STUDENT_cc, "硕士研究生", NULL, STUDENT_cc},
	{STUDENT_xz, "9", "RST-XZ-ENUM", STUDENT_xz},
	{STUDENT_xz, "2.5", NULL, STUDENT_xz},
	{STUDENT_xxxs, "走读", "RST-XXXS-ENUM", STUDENT_xxxs},
	{STUDENT_rxrq, "1973-09-01", "RST-DATE-ORDER", STUDENT_byrq},
	{STUDENT_byrq, "1968-09-01", "RST-DATE-ORDER", STUDENT_byrq},
	{STUDENT_rxrq, "1955-09-01", "RST-AGE", STUDENT_csrq},
	{STUDENT_zydm, "80902", "RST-LOST-ZERO", STUDENT_zydm},
	{STUDENT_lxdh, "电话", "RST-PHONE", STUDENT_lxdh},
	{STUDENT_yzbm, "10000", "RST-LOST-ZERO", STUDENT_yzbm},
	{STUDENT_yzbm, "1000", "RST-POSTCODE", STUDENT_yzbm},
};

static void fill(struct roster_row *row)
{
	size_t i;

	for (i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		student_set(&row->student, sound[i].field, sound[i].value);
}

static void each_fault_is_found_and_nothing_else(void **state)
{
	struct roster_row_rules rules = {.yxdm = "10001", .columns = ~0ull};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		const struct change *c = &changes[i];
		struct roster_row row = ROSTER_ROW_INIT;

		fill(&row);
		student_set(&row.student, c->field, c->value);
		roster_row_check(&row, &rules);
		if (row.findings.n != (c->code ? 1u : 0u))
			fail_msg("%s=%s: %zu findings, first %s",
				 student_field_name(c->field), c->value,
				 row.findings.n,
				 row.findings.n ? row.findings.list[0].code
						: "");
		if (c->code) {
			assert_string_equal(row.findings.list[0].code, c->code);
			assert_int_equal(row.fields[0], c->at);
		}
		roster_row_release(&row);
	}
}

static void a_missing_column_is_not_missed(void **state)
{
	struct roster_row_rules rules = {.columns = ROSTER_ROW_BIT(STUDENT_xm)};
	struct roster_row row = ROSTER_ROW_INIT;

	(void)state;
	student_set(&row.student, STUDENT_xm, "张三");
	roster_row_check(&row, &rules);
	assert_int_equal(row.findings.n, 0);
	assert_int_equal(roster_row_status(&row), ROSTER_ROW_OK);
	roster_row_release(&row);
}

static void an_old_number_is_taken_when_birth_agrees(void **state)
{
	struct roster_row_rules rules = {.columns = ~0ull};
	struct roster_row row = ROSTER_ROW_INIT;

	(void)state;
	fill(&row);
	student_set(&row.student, STUDENT_zjhm, "110105491231002");
	roster_row_check(&row, &rules);
	assert_int_equal(row.findings.list[0].severity, FINDING_WARN);
	assert_int_equal(roster_row_status(&row), ROSTER_ROW_WARN);
	roster_row_clear(&row);
	fill(&row);
	student_set(&row.student, STUDENT_zjhm, "110105491231002");
	student_set(&row.student, STUDENT_csrq, "1999-12-31");
	roster_row_check(&row, &rules);
	assert_int_equal(row.findings.list[0].severity, FINDING_ERROR);
	roster_row_release(&row);
}

static void a_faulty_field_is_not_judged_twice(void **state)
{
	struct roster_row_rules rules = {.columns = ~0ull};
	struct roster_row row = ROSTER_ROW_INIT;

	(void)state;
	fill(&row);
	student_set(&row.student, STUDENT_zjhm, "9.9E+17");
	roster_row_add(&row, STUDENT_zjhm, "RST-ID-SCINOT", "9.9E+17");
	roster_row_check(&row, &rules);
	assert_int_equal(row.findings.n, 1);
	roster_row_release(&row);
}

static void details_are_masked_unless_asked(void **state)
{
	struct roster_row_rules rules = {.columns = ~0ull};
	struct roster_row row = ROSTER_ROW_INIT;

	(void)state;
	fill(&row);
	student_set(&row.student, STUDENT_zjhm, "110105194912310021");
	roster_row_check(&row, &rules);
	assert_string_equal(row.findings.list[0].detail, "110***********0021");
	roster_row_clear(&row);
	fill(&row);
	student_set(&row.student, STUDENT_zjhm, "110105194912310021");
	rules.unmask = true;
	roster_row_check(&row, &rules);
	assert_string_equal(row.findings.list[0].detail, "110105194912310021");
	roster_row_release(&row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fault_is_found_and_nothing_else),
		cmocka_unit_test(a_missing_column_is_not_missed),
		cmocka_unit_test(an_old_number_is_taken_when_birth_agrees),
		cmocka_unit_test(a_faulty_field_is_not_judged_twice),
		cmocka_unit_test(details_are_masked_unless_asked),
	};

	return cmocka_run_group_tests_name("roster_row_check", tests, NULL,
					   NULL);
}
