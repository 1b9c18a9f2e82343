/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "roster/roster_columns.h"

static void shipped_names_are_sound(void **state)
{
	static const struct {
		const char *header;
		enum student_field field;
	} rows[] = {
		{"学号", STUDENT_xh},
		{" 学 号 ", STUDENT_xh},
		{"学号*", STUDENT_xh},
		{"学号（必填）", STUDENT_xh},
		{"ＸＨ", STUDENT_xh},
		{"身份证\n号码", STUDENT_zjhm},
		{"SFZH", STUDENT_zjhm},
		{"sfzh", STUDENT_zjhm},
		{"Student_No", STUDENT_xh},
		{"学制(年)", STUDENT_xz},
		{"出生日期【YYYYMMDD】", STUDENT_csrq},
		{"邮编", STUDENT_yzbm},
		{"", STUDENT_FIELD_COUNT},
		{"（必填）", STUDENT_FIELD_COUNT},
		{"成绩", STUDENT_FIELD_COUNT},
	};
	struct roster_columns columns;
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	assert_int_equal(roster_columns_load(NULL, &columns, &err), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (roster_columns_find(&columns, rows[i].header) !=
		    rows[i].field)
			fail_msg("%s", rows[i].header);
	/* every field has its national name and its Chinese title */
	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field f = (enum student_field)i;

		assert_int_equal(
			roster_columns_find(&columns, student_field_name(f)),
			f);
		assert_int_equal(
			roster_columns_find(&columns, student_field_title(f)),
			f);
	}
	assert_int_equal(roster_columns_near(&columns, "毕业生姓名甲"),
			 STUDENT_xm);
	assert_int_equal(roster_columns_near(&columns, "成绩"),
			 STUDENT_FIELD_COUNT);
	roster_columns_release(&columns);
}

static int load_text(const char *text, struct error *err)
{
	char path[] = "/tmp/test_columns_XXXXXX";
	struct roster_columns columns;
	int fd = mkstemp(path), result;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	result = roster_columns_load(path, &columns, err);
	unlink(path);
	roster_columns_release(&columns);
	return result;
}

static void faults_of_the_file_are_named(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(load_text("[xm]\nnames = 姓名, 名\n", &err), 0);
	assert_int_equal(load_text("[xyz]\nnames = 姓名\n", &err), -1);
	assert_non_null(strstr(err.text, "xyz"));
	assert_int_equal(
		load_text("[xm]\nnames = 姓名\n[cym]\nnames = 姓 名\n", &err),
		-1);
	assert_non_null(strstr(err.text, "姓名"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_names_are_sound),
		cmocka_unit_test(faults_of_the_file_are_named),
	};

	return cmocka_run_group_tests_name("roster_columns", tests, NULL, NULL);
}
