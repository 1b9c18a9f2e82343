/* SPDX-License-Identifier: MIT */
/* The fold after a step was taken back is the fold before the step. */
#include "support/unit.h"

#include "support/office.h"

#include "base/sha256.h"
#include "review/log_undo.h"
#include "store/case_store.h"
#include "store/ledger_store.h"

static struct ledger fold(struct office *o, long long id)
{
	struct ledger l;

	office_must(o, ledger_store_read(&o->session, id, LEDGER_STORE_NOW, &l,
					 &o->err));
	l.state_since = 0; /* of the row that took back */
	return l;
}

static void step(struct office *o, long long id, enum case_event event,
		 const char *photo)
{
	struct case_store_step step = {.event = event, .overrules = true};
	struct student_row row;

	case_detail_put(step.detail.photo, sizeof(step.detail.photo), photo);
	case_detail_put(step.detail.reason, sizeof(step.detail.reason), "why");
	office_must(o, student_store_get(o->store, id, &row, &o->err));
	office_must(o,
		    case_store_move(&o->session, &row, &step, NULL, &o->err));
	student_store_release(&row);
	o->session.now += 60;
}

static void mark(struct office *o, long long id, enum ledger_mark mark,
		 const char *what, long n)
{
	struct case_detail detail = {.n = n, .fails = LEDGER_BY_SCORE};

	case_detail_put(detail.photo, sizeof(detail.photo), "aa");
	case_detail_put(detail.what, sizeof(detail.what), what);
	office_must(o,
		    ledger_store_mark(&o->session, id, mark, &detail, &o->err));
	o->session.now += 60;
}

static long long last(struct office *o)
{
	return office_number(o, "SELECT max(seq) FROM log");
}

static void undo(struct office *o, long long seq)
{
	const struct log_undo undo = {seq, "by mistake"};
	struct log_undone out;

	office_must(o, log_undo(&o->session, &undo, &out, &o->err));
	student_store_release(&out.row);
	o->session.now += 60;
}

static void same(const struct ledger *a, const struct ledger *b)
{
	assert_memory_equal(a, b, sizeof(*a));
}

static void steps_and_marks_leave_no_trace_in_the_fold(void **state)
{
	static const enum case_event events[] = {
		CASE_EVENT_PHOTO,  CASE_EVENT_WITHDRAW, CASE_EVENT_OPEN,
		CASE_EVENT_REJECT, CASE_EVENT_APPROVE,	CASE_EVENT_ESCALATE,
		CASE_EVENT_EXEMPT, CASE_EVENT_CLOSE};
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	struct ledger before, after;
	struct student_row row;
	size_t i;

	for (i = 0; i < sizeof(events) / sizeof(*events); i++) {
		if (i == 1) {
			step(o, id, CASE_EVENT_PHOTO, "aa");
			step(o, id, CASE_EVENT_MAKE, "aa");
			step(o, id, CASE_EVENT_SUBMIT, "aa");
		}
		before = fold(o, id);
		step(o, id, events[i], "bb");
		undo(o, last(o));
		after = fold(o, id);
		same(&before, &after);
		office_must(o, student_store_get(o->store, id, &row, &o->err));
		assert_int_equal(row.state, before.state);
		student_store_release(&row);
	}
	before = fold(o, id);
	mark(o, id, LEDGER_GRANT, "make", 2);
	undo(o, last(o));
	mark(o, id, LEDGER_PAY_EXEMPT, "", 1);
	undo(o, last(o));
	after = fold(o, id);
	same(&before, &after);
}

static void an_overrule_comes_off_in_turn(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三"), at;
	const struct log_undo early = {1, "by mistake"};
	struct ledger stopped, overruled, now;
	struct log_undo later = {.reason = "by mistake"};
	struct log_undone out;

	step(o, id, CASE_EVENT_PHOTO, "aa");
	step(o, id, CASE_EVENT_MAKE, "aa");
	mark(o, id, LEDGER_FAILED, "", 0);
	step(o, id, CASE_EVENT_INTERCEPT, "aa");
	stopped = fold(o, id);
	step(o, id, CASE_EVENT_SUBMIT, "aa");
	mark(o, id, LEDGER_OVERRULE, "", 0);
	overruled = fold(o, id);
	assert_int_equal(overruled.stopped, 0);
	step(o, id, CASE_EVENT_APPROVE, "aa");
	at = last(o);
	later.seq = at - 1;
	assert_int_equal(log_undo(&o->session, &later, &out, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	assert_int_equal(log_undo(&o->session, &early, &out, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	undo(o, at);
	now = fold(o, id);
	same(&overruled, &now);
	undo(o, at - 1);
	undo(o, at - 2);
	now = fold(o, id);
	same(&stopped, &now);
	assert_int_equal(log_undo(&o->session, &later, &out, &o->err), -1);
	assert_non_null(strstr(o->err.text, "already"));
}

static void a_decision_is_its_makers_or_a_leads(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三");
	struct log_undo undo = {.reason = "by mistake"};
	struct log_undone out;

	step(o, id, CASE_EVENT_PHOTO, "aa");
	step(o, id, CASE_EVENT_MAKE, "aa");
	step(o, id, CASE_EVENT_SUBMIT, "aa");
	step(o, id, CASE_EVENT_APPROVE, "aa");
	undo.seq = last(o);
	o->session.who = "other";
	assert_int_equal(log_undo(&o->session, &undo, &out, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	office_must(o, policy_set(&o->task.policies, "leads", "chief,other",
				  &o->err));
	o->session.dry_run = true;
	office_must(o, log_undo(&o->session, &undo, &out, &o->err));
	student_store_release(&out.row);
	assert_int_equal(fold(o, id).state, CASE_APPROVED);
	o->session.dry_run = false;
	office_must(o, log_undo(&o->session, &undo, &out, &o->err));
	student_store_release(&out.row);
	assert_int_equal(fold(o, id).state, CASE_PENDING);
}

static long long give(struct office *o, long long id, const char *name)
{
	long long photo = office_photo(o, "submission", name, id);
	char sha[LEDGER_SHA];

	sha256_hex(name, strlen(name), sha);
	step(o, id, CASE_EVENT_PHOTO, sha);
	office_must(o, student_store_set_photo(o->store, id, photo, &o->err));
	return photo;
}

static void the_photo_before_is_in_force_again(void **state)
{
	struct office *o = *state;
	long long id = office_student(o, "01", "张三"), one, two;
	struct student_row row;

	one = give(o, id, "one");
	office_must(o, photo_store_replace(o->store, one, &o->err));
	two = give(o, id, "two");
	undo(o, last(o));
	office_must(o, student_store_get(o->store, id, &row, &o->err));
	assert_int_equal(row.state, CASE_RAW);
	assert_int_equal(row.photo_id, one);
	student_store_release(&row);
	assert_int_equal(office_number(o, "SELECT id FROM photo"
					  " WHERE student_id IS NULL"),
			 two);
	assert_int_equal(office_number(o, "SELECT count(*) FROM photo"
					  " WHERE state = 'current'"),
			 2);
	undo(o, office_number(o, "SELECT min(seq) FROM log"
				 " WHERE event = 'photo'"));
	office_must(o, student_store_get(o->store, id, &row, &o->err));
	assert_int_equal(row.state, CASE_LISTED);
	assert_int_equal(row.photo_id, 0);
	student_store_release(&row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			steps_and_marks_leave_no_trace_in_the_fold, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(an_overrule_comes_off_in_turn,
						office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_decision_is_its_makers_or_a_leads, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(
			the_photo_before_is_in_force_again, office_open,
			office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
