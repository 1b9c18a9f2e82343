/* SPDX-License-Identifier: MIT */
/* A case moves along the map: state, note and log row together, or nothing. */
#include "support/unit.h"

#include "support/office.h"

#include "store/case_store.h"

static struct student_row case_of(struct office *o, long long id)
{
	struct student_row row;

	office_must(o, student_store_get(o->store, id, &row, &o->err));
	return row;
}

static void a_step_is_in_the_table_and_in_the_log(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	struct student_row row = case_of(o, id);
	struct case_store_step step = {.event = CASE_EVENT_CLOSE};

	case_detail_put(step.detail.reason, sizeof(step.detail.reason),
			"left the school");
	office_must(o,
		    case_store_move(&o->session, &row, &step, NULL, &o->err));
	assert_int_equal(row.state, CASE_CLOSED);
	student_store_release(&row);
	row = case_of(o, id);
	assert_int_equal(row.state, CASE_CLOSED);
	assert_non_null(strstr(row.note, "left the school"));
	assert_int_equal(office_number(o,
				       "SELECT count(*) FROM log WHERE event ="
				       " 'close' AND before = 'listed' AND"
				       " after = 'closed' AND who = 'clerk'"),
			 1);
	student_store_release(&row);
}

static void a_step_the_map_lacks_changes_nothing(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	struct student_row row = case_of(o, id);
	struct case_store_step step = {.event = CASE_EVENT_SEND};
	struct gate_answer answer;

	assert_int_equal(
		case_store_move(&o->session, &row, &step, &answer, &o->err),
		-1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	assert_false(answer.allowed);
	assert_int_equal(row.state, CASE_LISTED);
	student_store_release(&row);
	row = case_of(o, id);
	assert_int_equal(row.state, CASE_LISTED);
	assert_int_equal(office_number(o, "SELECT count(*) FROM log"), 0);
	student_store_release(&row);
}

static void asking_writes_nothing(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	struct student_row row = case_of(o, id);
	struct case_store_step step = {.event = CASE_EVENT_GATES};
	struct gate_answer answer;

	office_must(o,
		    case_store_ask(&o->session, &row, &step, &answer, &o->err));
	assert_true(answer.allowed);
	assert_int_equal(answer.next, CASE_READY);
	assert_int_equal(row.state, CASE_LISTED);
	assert_int_equal(office_number(o, "SELECT count(*) FROM log"), 0);
	student_store_release(&row);
}

static void a_step_names_the_photo_in_force(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	long long photo = office_photo(o, "submission", "1.jpg", id);
	struct case_detail detail = {.n = 0}, named = {.photo = "abc"};
	struct student_row row = case_of(o, id);

	office_must(o, case_store_photo(&o->session, &row, &detail, &o->err));
	assert_string_equal(detail.photo, "");
	row.photo_id = photo;
	office_must(o, case_store_photo(&o->session, &row, &detail, &o->err));
	assert_int_equal(strlen(detail.photo), 64);
	office_must(o, case_store_photo(&o->session, &row, &named, &o->err));
	assert_string_equal(named.photo, "abc");
	student_store_release(&row);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_step_is_in_the_table_and_in_the_log),
		TEST(a_step_the_map_lacks_changes_nothing),
		TEST(asking_writes_nothing),
		TEST(a_step_names_the_photo_in_force),
	};

	return cmocka_run_group_tests_name("case_store", tests, NULL, NULL);
}
