/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/gate.h"

/* 2026-04-15 09:00 in Shanghai, a Wednesday. */
#define NINE ((date_time)1776214800)
#define DAY  (24 * 3600)

/* A case and how it stands; the table's rows change one thing. */
struct desk {
	struct task task;
	struct ledger ledger;
	struct gate_case student;
	struct gate_ask ask;
	struct gate_answer answer;
};

static void open_desk(struct desk *d, enum case_state state,
		      enum case_event event)
{
	memset(d, 0, sizeof(*d));
	ledger_init(&d->ledger);
	d->ledger.state = state;
	d->student.state = state;
	snprintf(d->task.kind, sizeof(d->task.kind), "graduate");
	d->ask = (struct gate_ask){
		.task = &d->task,
		.ledger = &d->ledger,
		.student = &d->student,
		.event = event,
		.now = NINE,
		.who = "li",
	};
}

static void set(struct desk *d, const char *name, const char *value)
{
	struct error err = ERROR_INIT;

	assert_int_equal(policy_set(&d->task.policies, name, value, &err), 0);
}

static const char *decide(struct desk *d)
{
	gate_decide(&d->ask, &d->answer);
	assert_int_equal(d->answer.allowed, d->answer.code == NULL);
	if (!d->answer.allowed) {
		assert_int_equal(d->answer.why.kind, ERROR_POLICY);
		assert_true(d->answer.why.text[0]);
	}
	return d->answer.code ? d->answer.code : "";
}

#define ALLOWED(d)     assert_string_equal(decide(d), "")
#define REFUSED(d, by) assert_string_equal(decide(d), by)

static void pairs_that_are_not_on_the_map_name_themselves(void **state)
{
	struct findings all = FINDINGS_INIT;
	struct desk d;

	(void)state;
	open_desk(&d, CASE_OPENED, CASE_EVENT_WITHDRAW);
	REFUSED(&d, "QUO-STEP");
	gate_finding(&d.answer, &all);
	assert_non_null(strstr(all.list[0].detail, "opened"));
	assert_non_null(strstr(all.list[0].detail, "withdraw"));
	findings_release(&all);
	open_desk(&d, CASE_APPROVED, CASE_EVENT_MAKE);
	REFUSED(&d, "QUO-STEP");
}

static void the_window_says_when_it_opens(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_LISTED, CASE_EVENT_PHOTO);
	ALLOWED(&d);
	assert_int_equal(d.answer.next, CASE_RAW);
	snprintf(d.task.window_start, sizeof(d.task.window_start),
		 "2026-04-16");
	REFUSED(&d, "QUO-WINDOW");
	assert_true(d.answer.from == NINE + 15 * 3600);
	d.ask.now = d.answer.from;
	ALLOWED(&d);
	snprintf(d.task.window_end, sizeof(d.task.window_end), "2026-04-16");
	d.ask.now += DAY;
	REFUSED(&d, "QUO-WINDOW");
	assert_true(d.answer.from == 0);
	/* what is there already is made after the window too */
	open_desk(&d, CASE_RAW, CASE_EVENT_MAKE);
	snprintf(d.task.window_end, sizeof(d.task.window_end), "2026-04-01");
	ALLOWED(&d);
}

static void makes_are_counted(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_RAW, CASE_EVENT_MAKE);
	ALLOWED(&d);
	set(&d, "make_daily", "0");
	REFUSED(&d, "QUO-MAKE");
	assert_true(d.answer.from == 0);
	d.ledger.granted[LEDGER_GRANT_MAKE] = 1;
	ALLOWED(&d);
	open_desk(&d, CASE_RAW, CASE_EVENT_MAKE);
	d.ledger.make_count = 3;
	d.ledger.make_day = date_of_time(NINE);
	d.ledger.make_locked = NINE + 15 * 3600;
	REFUSED(&d, "QUO-MAKE");
	assert_true(d.answer.value == 3 && d.answer.limit == 3);
	assert_true(d.answer.from == NINE + 15 * 3600);
	d.ask.now = d.answer.from;
	ALLOWED(&d);
}

static void resubmissions_are_counted_where_the_photo_comes_in(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_REJECTED, CASE_EVENT_PHOTO);
	d.ledger.submitted = 2;
	ALLOWED(&d);
	d.ledger.submitted = 3;
	REFUSED(&d, "QUO-RESUBMIT");
	assert_true(d.answer.value == 2 && d.answer.limit == 2);
	set(&d, "resubmit", "unlimited");
	ALLOWED(&d);
	/* a withdrawal that is not refunded is found at the submission */
	open_desk(&d, CASE_MADE, CASE_EVENT_SUBMIT);
	d.ledger.submitted = 1;
	set(&d, "resubmit", "0");
	REFUSED(&d, "QUO-RESUBMIT");
	d.ledger.submitted = 0;
	ALLOWED(&d);
}

static void late_photos_are_refused_where_the_task_says_so(void **state)
{
	struct workdays workdays = WORKDAYS_INIT;
	struct desk d;

	(void)state;
	open_desk(&d, CASE_REJECTED, CASE_EVENT_PHOTO);
	d.ledger.rejected_at = NINE;
	d.ask.now = NINE + 3 * DAY; /* Saturday */
	ALLOWED(&d);
	set(&d, "late_resubmit", "refuse");
	REFUSED(&d, "QUO-DEADLINE");
	d.ask.now = NINE + 2 * DAY;
	ALLOWED(&d);
	set(&d, "replace_days", "1");
	REFUSED(&d, "QUO-DEADLINE");
	workday_add_off(&workdays, date_of_time(NINE + DAY));
	d.ask.workdays = &workdays;
	ALLOWED(&d);
	set(&d, "replace_days", "0");
	d.ask.now = NINE + 300 * DAY;
	ALLOWED(&d);
	workdays_release(&workdays);
}

static void replacing_is_counted(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_PENDING, CASE_EVENT_REPLACE);
	ALLOWED(&d);
	d.ledger.replaced = 1;
	REFUSED(&d, "QUO-REPLACE");
	open_desk(&d, CASE_OPENED, CASE_EVENT_REPLACE);
	REFUSED(&d, "QUO-STEP");
}

static void payment_is_asked_from_its_gate_on(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_PENDING, CASE_EVENT_APPROVE);
	ALLOWED(&d);
	set(&d, "require_paid", "yes");
	REFUSED(&d, "PAY-NONE");
	set(&d, "pay_gate", "package");
	ALLOWED(&d);
	set(&d, "pay_gate", "review");
	d.ledger.paid_any = true;
	d.ledger.paid = 2000;
	ALLOWED(&d);
	set(&d, "pay_amount", "3000");
	REFUSED(&d, "PAY-AMOUNT");
	assert_true(d.answer.value == 20 && d.answer.limit == 30);
	d.ledger.pay_exempt = true;
	ALLOWED(&d);
	open_desk(&d, CASE_APPROVED, CASE_EVENT_PACK);
	set(&d, "require_paid", "yes");
	REFUSED(&d, "PAY-NONE");
	open_desk(&d, CASE_LISTED, CASE_EVENT_PHOTO);
	set(&d, "require_paid", "yes");
	ALLOWED(&d);
	set(&d, "pay_gate", "intake");
	REFUSED(&d, "PAY-NONE");
}

static void codes_are_asked_from_their_gate_on(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_APPROVED, CASE_EVENT_PACK);
	ALLOWED(&d);
	d.student.code_fault = "CODE-XH-ZERO";
	REFUSED(&d, "CODE-XH-ZERO");
	set(&d, "code_faults", "pass");
	ALLOWED(&d);
	set(&d, "require_code", "yes");
	REFUSED(&d, "CODE-MISSING");
	d.student.has_code = true;
	ALLOWED(&d);
	open_desk(&d, CASE_PENDING, CASE_EVENT_APPROVE);
	set(&d, "require_code", "yes");
	REFUSED(&d, "CODE-MISSING");
	set(&d, "code_gate", "package");
	ALLOWED(&d);
	open_desk(&d, CASE_LISTED, CASE_EVENT_PHOTO);
	set(&d, "require_code", "yes");
	set(&d, "code_gate", "intake");
	REFUSED(&d, "CODE-MISSING");
}

static void stops_and_warnings_want_a_reason(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_PENDING, CASE_EVENT_APPROVE);
	d.ledger.stopped = LEDGER_BY_SAME;
	REFUSED(&d, "CMP-OVERRULE");
	d.ask.reason = "twins";
	REFUSED(&d, "CMP-OVERRULE");
	d.ask.overrules = true;
	ALLOWED(&d);
	d.ask.bulk = true;
	REFUSED(&d, "QUO-BULK");
	/* what stopped it was cleared: it goes on by itself */
	open_desk(&d, CASE_INTERCEPTED, CASE_EVENT_SUBMIT);
	d.ledger.stopped = LEDGER_BY_SCORE;
	REFUSED(&d, "CMP-OVERRULE");
	d.ledger.stopped = 0;
	ALLOWED(&d);
	open_desk(&d, CASE_PENDING, CASE_EVENT_APPROVE);
	d.student.warning = "SAM-SUSPECT";
	REFUSED(&d, "QUO-REASON");
	d.ask.reason = "looked at both";
	ALLOWED(&d);
	d.ask.bulk = true;
	ALLOWED(&d);
	open_desk(&d, CASE_ESCALATED, CASE_EVENT_PHOTO);
	d.ledger.held = true;
	REFUSED(&d, "QUO-ESCALATED");
	d.ledger.held = false;
	ALLOWED(&d);
	open_desk(&d, CASE_ESCALATED, CASE_EVENT_APPROVE);
	REFUSED(&d, "QUO-REASON");
	d.ask.reason = "seen in person";
	ALLOWED(&d);
	d.ask.bulk = true;
	REFUSED(&d, "QUO-BULK");
}

static void scores_and_identity_where_they_are_asked_for(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_PENDING, CASE_EVENT_APPROVE);
	set(&d, "require_score", "yes");
	REFUSED(&d, "CMP-NO-SCORE");
	d.student.has_score = true;
	ALLOWED(&d);
	set(&d, "require_identity", "yes");
	REFUSED(&d, "IDV-NEEDED");
	d.student.identity_exempt = true;
	ALLOWED(&d);
	d.student.identity_exempt = false;
	d.student.has_identity = true;
	ALLOWED(&d);
}

static void only_a_lead_looks_again_at_an_approved_case(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_APPROVED, CASE_EVENT_REJECT);
	REFUSED(&d, "QUO-LEAD");
	set(&d, "leads", "wang,li");
	ALLOWED(&d);
	d.ask.who = "zhao";
	REFUSED(&d, "QUO-LEAD");
	open_desk(&d, CASE_PENDING, CASE_EVENT_REJECT);
	ALLOWED(&d);
}

static void leaving_the_road_wants_a_reason(void **state)
{
	static const enum case_event events[] = {CASE_EVENT_EXEMPT,
						 CASE_EVENT_CLOSE};
	struct desk d;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		open_desk(&d, CASE_PENDING, events[i]);
		REFUSED(&d, "QUO-REASON");
		d.ask.reason = "left school";
		ALLOWED(&d);
	}
}

static void a_freshmans_enrollment_photo_is_confirmed_first(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, CASE_MADE, CASE_EVENT_SUBMIT);
	d.student.enrollment = "aa";
	gate_compare(&d.ask, &d.answer);
	assert_true(d.answer.allowed);
	snprintf(d.task.kind, sizeof(d.task.kind), "recheck");
	gate_compare(&d.ask, &d.answer);
	assert_string_equal(d.answer.code, "CMP-ENROLL-UNCONFIRMED");
	snprintf(d.ledger.confirmed, LEDGER_SHA, "aa");
	gate_compare(&d.ask, &d.answer);
	assert_true(d.answer.allowed);
	/* another enrollment photo since */
	d.student.enrollment = "bb";
	gate_compare(&d.ask, &d.answer);
	assert_false(d.answer.allowed);
	set(&d, "confirm_enrollment", "no");
	gate_compare(&d.ask, &d.answer);
	assert_true(d.answer.allowed);
	/* said to be somebody else: asked for or not, nothing is compared */
	snprintf(d.ledger.wrong, LEDGER_SHA, "bb");
	gate_compare(&d.ask, &d.answer);
	assert_string_equal(d.answer.code, "CMP-ENROLL-WRONG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_that_are_not_on_the_map_name_themselves),
		cmocka_unit_test(the_window_says_when_it_opens),
		cmocka_unit_test(makes_are_counted),
		cmocka_unit_test(
			resubmissions_are_counted_where_the_photo_comes_in),
		cmocka_unit_test(
			late_photos_are_refused_where_the_task_says_so),
		cmocka_unit_test(replacing_is_counted),
		cmocka_unit_test(payment_is_asked_from_its_gate_on),
		cmocka_unit_test(codes_are_asked_from_their_gate_on),
		cmocka_unit_test(stops_and_warnings_want_a_reason),
		cmocka_unit_test(scores_and_identity_where_they_are_asked_for),
		cmocka_unit_test(only_a_lead_looks_again_at_an_approved_case),
		cmocka_unit_test(leaving_the_road_wants_a_reason),
		cmocka_unit_test(
			a_freshmans_enrollment_photo_is_confirmed_first),
	};

	return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
