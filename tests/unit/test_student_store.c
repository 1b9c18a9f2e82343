/* SPDX-License-Identifier: MIT */
/* Students: put, compared, found, filtered, removed; learned columns. */
#include "support/unit.h"

#include "support/office.h"

#include "base/buf.h"
#include "rules/case_filter.h"
#include "roster/roster_learned.h"

static enum student_store_change put(struct office *o, const char *xm,
				     const char *code, bool dry)
{
	enum student_store_change change = STUDENT_STORE_SAME;
	struct findings findings = FINDINGS_INIT;
	struct student s = {0};
	struct student_entry entry = {"xh:01", &s, &findings, 7};

	student_set(&s, STUDENT_xh, "01");
	student_set(&s, STUDENT_xm, xm);
	if (code)
		findings_add_detail(&findings, code, NULL);
	office_must(o, dry ? student_store_compare(&o->session, &entry, &change,
						   &o->err)
			   : student_store_put(&o->session, &entry, &change,
					       &o->err));
	findings_release(&findings);
	student_release(&s);
	return change;
}

static struct student_row found(struct office *o, const char *number)
{
	struct student_row row;

	assert_int_equal(
		student_store_find(o->store, &o->task, number, &row, &o->err),
		1);
	return row;
}

static void a_row_is_new_then_same_then_changed(void **state)
{
	struct office *o = *state;
	struct student_row row;

	assert_int_equal(put(o, "张三", NULL, true), STUDENT_STORE_NEW);
	assert_int_equal(
		student_store_find(o->store, &o->task, "01", &row, &o->err), 0);
	assert_int_equal(put(o, "张三", NULL, false), STUDENT_STORE_NEW);
	assert_int_equal(put(o, "张三", NULL, false), STUDENT_STORE_SAME);
	assert_int_equal(put(o, "张叁", NULL, true), STUDENT_STORE_CHANGED);
	row = found(o, "01");
	assert_string_equal(student_get(&row.student, STUDENT_xm), "张三");
	assert_string_equal(row.findings, "[]");
	assert_int_equal(row.source_row, 7);
	assert_int_equal(row.state, CASE_LISTED);
	student_store_release(&row);
	assert_int_equal(put(o, "张叁", NULL, false), STUDENT_STORE_CHANGED);
	row = found(o, "01");
	assert_string_equal(student_get(&row.student, STUDENT_xm), "张叁");
	student_store_release(&row);
	assert_int_equal(office_number(o,
				       "SELECT count(*) FROM student_change"
				       " WHERE field = 'xm' AND before = '张三'"
				       " AND after = '张叁'"),
			 1);
}

static void a_field_the_row_lacks_is_kept(void **state)
{
	struct office *o = *state;
	enum student_store_change change;
	struct student s = {0};
	struct student_entry entry = {"xh:01", &s, NULL, 1};
	struct student_row row;

	put(o, "张三", NULL, false);
	student_set(&s, STUDENT_bh, "1");
	office_must(o,
		    student_store_put(&o->session, &entry, &change, &o->err));
	student_release(&s);
	row = found(o, "01");
	assert_string_equal(student_get(&row.student, STUDENT_xm), "张三");
	assert_string_equal(student_get(&row.student, STUDENT_bh), "1");
	student_store_release(&row);
}

static void findings_are_replaced_without_a_change(void **state)
{
	struct office *o = *state;
	struct student_row row;

	put(o, "张三", NULL, false);
	assert_int_equal(put(o, "张三", "RST-ROW-HIDDEN", false),
			 STUDENT_STORE_SAME);
	row = found(o, "01");
	assert_non_null(strstr(row.findings, "RST-ROW-HIDDEN"));
	student_store_release(&row);
}

static void a_number_of_two_students_finds_nobody(void **state)
{
	struct office *o = *state;
	enum student_store_change change;
	struct student s = {0};
	struct student_entry entry = {"ksh:01", &s, NULL, 2};
	struct student_row row;

	put(o, "张三", NULL, false);
	student_set(&s, STUDENT_ksh, "01");
	office_must(o,
		    student_store_put(&o->session, &entry, &change, &o->err));
	student_release(&s);
	assert_int_equal(
		student_store_find(o->store, &o->task, "01", &row, &o->err),
		-1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
}

static void a_student_with_material_is_not_removed(void **state)
{
	struct office *o = *state;
	long long one = office_student(o, "01", "张三");
	long long two = office_student(o, "02", "李四");
	struct student_row row;
	char *key = student_store_key(o->store, one, &o->err);

	assert_string_equal(key, "01");
	free(key);
	office_photo(o, "submission", "1.jpg", one);
	assert_int_equal(student_store_remove(o->store, one, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	office_must(o, student_store_remove(o->store, two, &o->err));
	assert_int_equal(student_store_get(o->store, two, &row, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_STORE);
	assert_null(student_store_key(o->store, two, &o->err));
}

static int list(void *ctx, const struct student_row *row, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s ", student_get(&row->student, STUDENT_xh));
	return 0;
}

static void assert_filtered(struct office *o, struct case_filter filter,
			    const char *expected)
{
	struct buf text = BUF_INIT;

	office_must(o, student_store_each(&o->session, &filter, list, &text,
					  &o->err));
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
}

static void a_filter_lets_those_through_that_fit_all_of_it(void **state)
{
	const char *ids[] = {"03", "nobody", "01"}, *none[] = {"nobody"};
	struct case_filter named = {NULL}, nobody = {NULL};
	struct office *o = *state;
	struct student_state raw = {CASE_RAW, NULL, OFFICE_NOW + 86400};
	long long two;

	put(o, "张三", "RST-ROW-HIDDEN", false);
	two = office_student(o, "02", "李四");
	office_student(o, "03", "王五");
	office_must(o, student_store_set_state(o->store, two, &raw, &o->err));
	assert_filtered(o, (struct case_filter){NULL}, "01 02 03 ");
	assert_filtered(o, (struct case_filter){.state = "made,raw"}, "02 ");
	assert_filtered(o, (struct case_filter){.state = "ra"}, "");
	assert_filtered(o, (struct case_filter){.finding = "RST-ROW-HIDDEN"},
			"01 ");
	assert_filtered(o, (struct case_filter){.since = "2026-04-02"}, "02 ");
	case_filter_set_ids(&named, ids, 3);
	case_filter_set_ids(&nobody, none, 1);
	assert_filtered(o, named, "01 03 ");
	assert_filtered(o, nobody, "");
	named.state = "raw";
	assert_filtered(o, named, "");
}

static void a_map_by_hand_is_learned(void **state)
{
	static const char *const map[] = {"xh=编号", "xm=#3"};
	struct office *o = *state;
	struct roster_learned learned = ROSTER_LEARNED_INIT;
	struct roster_load load = {.map = map, .map_count = 2}, next = {0};

	/* With a map of its own a load does not ask. */
	office_must(o, roster_learned_apply(&learned, o->store, &o->task, &load,
					    &o->err));
	assert_ptr_equal(load.map, map);
	office_must(o, roster_learned_save(o->store, &o->task, &load, &o->err));
	office_must(o, roster_learned_apply(&learned, o->store, &o->task, &next,
					    &o->err));
	/* A column by its place says nothing about other files. */
	assert_int_equal(next.map_count, 1);
	assert_string_equal(next.map[0], "xh=编号");
	assert_true(next.map_learned);
	roster_learned_release(&learned);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_row_is_new_then_same_then_changed),
		TEST(a_field_the_row_lacks_is_kept),
		TEST(findings_are_replaced_without_a_change),
		TEST(a_number_of_two_students_finds_nobody),
		TEST(a_student_with_material_is_not_removed),
		TEST(a_filter_lets_those_through_that_fit_all_of_it),
		TEST(a_map_by_hand_is_learned),
	};

	return cmocka_run_group_tests_name("student_store", tests, NULL, NULL);
}
