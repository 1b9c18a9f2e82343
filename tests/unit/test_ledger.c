/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/ledger.h"

/* 2026-04-15 00:00 in Shanghai, and hours from there. */
#define MIDNIGHT ((date_time)1776182400)
#define HOUR(h)	 (MIDNIGHT + (date_time)((h)*3600))

struct desk {
	struct ledger ledger;
	struct policies policies;
};

static void open_desk(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	ledger_init(&d->ledger);
}

static void set(struct desk *d, const char *name, const char *value)
{
	struct error err = ERROR_INIT;

	assert_int_equal(policy_set(&d->policies, name, value, &err), 0);
}

static void step(struct desk *d, date_time at, enum case_event event,
		 const char *photo)
{
	struct ledger_event e = {.at = at, .event = event, .photo = photo};
	struct error err = ERROR_INIT;

	assert_int_equal(
		case_state_next(d->ledger.state, event, &e.after, &err), 0);
	ledger_fold(&d->ledger, &d->policies, &e);
}

static void mark(struct desk *d, date_time at, struct ledger_event e)
{
	e.at = at;
	e.after = CASE_STATE_COUNT;
	ledger_fold(&d->ledger, &d->policies, &e);
}

static void make_at(struct desk *d, date_time at, const char *photo)
{
	step(d, at, CASE_EVENT_PHOTO, photo);
	step(d, at, CASE_EVENT_MAKE, photo);
}

static void three_makes_then_the_next_day(void **state)
{
	struct desk d;
	int i;

	(void)state;
	open_desk(&d);
	for (i = 0; i < 3; i++) {
		assert_int_equal(
			ledger_makes_left(&d.ledger, &d.policies, HOUR(9 + i)),
			3 - i);
		assert_int_equal(
			ledger_makes_from(&d.ledger, &d.policies, HOUR(9 + i)),
			0);
		make_at(&d, HOUR(9 + i), "a");
	}
	assert_int_equal(ledger_makes(&d.ledger, HOUR(12)), 3);
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(12)),
			 0);
	assert_int_equal(ledger_makes_from(&d.ledger, &d.policies, HOUR(12)),
			 HOUR(24));
	assert_int_equal(
		ledger_makes_left(&d.ledger, &d.policies, HOUR(24) - 1), 0);
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(24)),
			 3);
}

static void the_day_is_shanghais(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	set(&d, "make_daily", "1");
	make_at(&d, HOUR(23.9), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(24)),
			 1);
	/* 08:00 in Shanghai is midnight in UTC, and no new day. */
	open_desk(&d);
	set(&d, "make_daily", "1");
	make_at(&d, HOUR(7.9), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(8.1)),
			 0);
}

static void a_day_of_cooling_down(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	set(&d, "make_daily", "2");
	set(&d, "cooldown", "24h");
	make_at(&d, HOUR(20), "a");
	/* one make, then a new day: the count begins anew */
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(25)),
			 2);
	make_at(&d, HOUR(22), "b");
	assert_int_equal(ledger_makes_from(&d.ledger, &d.policies, HOUR(25)),
			 HOUR(46));
	assert_int_equal(
		ledger_makes_left(&d.ledger, &d.policies, HOUR(46) - 1), 0);
	assert_int_equal(ledger_makes(&d.ledger, HOUR(46) - 1), 2);
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(46)),
			 2);
	make_at(&d, HOUR(47), "c");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(47)),
			 1);
}

/* The 15th, the 14th and the 15th again: three makes, not nine. */
static void a_clock_set_back_begins_no_new_day(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	make_at(&d, HOUR(9), "a");
	make_at(&d, HOUR(10), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(-5)),
			 1);
	make_at(&d, HOUR(-5), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(-4)),
			 0);
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(11)),
			 0);
	assert_int_equal(ledger_makes_from(&d.ledger, &d.policies, HOUR(-4)),
			 HOUR(24));
	set(&d, "cooldown", "24h");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(24)),
			 3);
}

static void a_grant_lets_an_escalated_case_go_on(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	make_at(&d, HOUR(9), "a");
	mark(&d, HOUR(9),
	     (struct ledger_event){
		     .mark = LEDGER_GRANT, .what = LEDGER_GRANT_FAILS, .n = 1});
	assert_false(d.ledger.held);
	step(&d, HOUR(10), CASE_EVENT_ESCALATE, "a");
	assert_true(d.ledger.held);
	mark(&d, HOUR(11),
	     (struct ledger_event){
		     .mark = LEDGER_GRANT, .what = LEDGER_GRANT_FAILS, .n = 1});
	assert_false(d.ledger.held);
}

static void none_any_and_grants(void **state)
{
	struct ledger_event grant = {
		.mark = LEDGER_GRANT, .what = LEDGER_GRANT_MAKE, .n = 2};
	struct desk d;
	int i;

	(void)state;
	open_desk(&d);
	set(&d, "make_daily", "0");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(9)), 0);
	assert_int_equal(ledger_makes_from(&d.ledger, &d.policies, HOUR(9)),
			 -1);
	mark(&d, HOUR(9), grant);
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(9)), 2);
	make_at(&d, HOUR(10), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(10)),
			 1);
	/* a grant is not gone with the day */
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(40)),
			 1);
	make_at(&d, HOUR(41), "a");
	assert_int_equal(ledger_makes_left(&d.ledger, &d.policies, HOUR(41)),
			 0);
	set(&d, "make_daily", "unlimited");
	for (i = 0; i < 500; i++)
		make_at(&d, HOUR(41), "a");
	assert_true(ledger_makes_left(&d.ledger, &d.policies, HOUR(41)) ==
		    POLICY_UNLIMITED);
	assert_int_equal(ledger_makes_from(&d.ledger, &d.policies, HOUR(41)),
			 0);
}

static void a_stopped_photo_gives_its_make_back_by_policy(void **state)
{
	struct ledger_event failed = {
		.mark = LEDGER_FAILED, .photo = "a", .fails = LEDGER_BY_SAME};
	struct desk d;
	int back;

	(void)state;
	for (back = 0; back < 2; back++) {
		open_desk(&d);
		set(&d, "make_daily", "1");
		set(&d, "intercept_uses_make", back ? "no" : "yes");
		make_at(&d, HOUR(9), "a");
		mark(&d, HOUR(9), failed);
		assert_int_equal(
			ledger_makes_left(&d.ledger, &d.policies, HOUR(10)),
			back);
		/* once, however often it fails */
		mark(&d, HOUR(9), failed);
		assert_int_equal(
			ledger_makes_left(&d.ledger, &d.policies, HOUR(10)),
			back);
	}
}

static void submissions_rejections_and_withdrawals(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	set(&d, "resubmit", "1");
	make_at(&d, HOUR(9), "a");
	step(&d, HOUR(9), CASE_EVENT_SUBMIT, "a");
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 1);
	step(&d, HOUR(10), CASE_EVENT_WITHDRAW, "a");
	step(&d, HOUR(10), CASE_EVENT_MAKE, "a");
	step(&d, HOUR(10), CASE_EVENT_SUBMIT, "a");
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 1);
	step(&d, HOUR(11), CASE_EVENT_REJECT, "a");
	assert_true(d.ledger.rejected_at == HOUR(11));
	make_at(&d, HOUR(12), "b");
	step(&d, HOUR(12), CASE_EVENT_SUBMIT, "b");
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 0);
	set(&d, "resubmit", "0");
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 0);
	mark(&d, HOUR(13),
	     (struct ledger_event){.mark = LEDGER_GRANT,
				   .what = LEDGER_GRANT_RESUBMIT,
				   .n = 2});
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 1);
	set(&d, "resubmit", "unlimited");
	assert_true(ledger_resubmits_left(&d.ledger, &d.policies) ==
		    POLICY_UNLIMITED);

	open_desk(&d);
	set(&d, "withdraw_refunds", "no");
	make_at(&d, HOUR(9), "a");
	step(&d, HOUR(9), CASE_EVENT_SUBMIT, "a");
	step(&d, HOUR(10), CASE_EVENT_WITHDRAW, "a");
	step(&d, HOUR(10), CASE_EVENT_MAKE, "a");
	step(&d, HOUR(10), CASE_EVENT_SUBMIT, "a");
	assert_int_equal(ledger_resubmits_left(&d.ledger, &d.policies), 1);
}

static void replacements_are_of_one_submission(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	make_at(&d, HOUR(9), "a");
	step(&d, HOUR(9), CASE_EVENT_SUBMIT, "a");
	assert_int_equal(ledger_replaces_left(&d.ledger, &d.policies), 1);
	step(&d, HOUR(10), CASE_EVENT_REPLACE, "b");
	assert_string_equal(d.ledger.photo, "b");
	assert_int_equal(ledger_replaces_left(&d.ledger, &d.policies), 0);
	step(&d, HOUR(11), CASE_EVENT_REJECT, "b");
	assert_int_equal(ledger_replaces_left(&d.ledger, &d.policies), 1);
}

static void failed_photos_are_counted_once(void **state)
{
	struct ledger_event e = {.mark = LEDGER_FAILED, .photo = "a"};
	struct desk d;

	(void)state;
	open_desk(&d);
	make_at(&d, HOUR(9), "a");
	e.fails = LEDGER_BY_SAME;
	mark(&d, HOUR(9), e);
	e.fails = LEDGER_BY_SCORE;
	mark(&d, HOUR(9), e);
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(10)), 1);
	assert_int_equal(d.ledger.stopped, LEDGER_BY_SAME | LEDGER_BY_SCORE);
	set(&d, "escalate_on", "both");
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(10)), 0);
	e.fails = LEDGER_BY_ID;
	mark(&d, HOUR(9), e);
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(10)), 1);
	set(&d, "escalate_on", "either");
	e.photo = "b"; /* not the photo in force */
	mark(&d, HOUR(30), e);
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(31)), 2);
	set(&d, "fails_per", "day");
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(31)), 1);

	mark(&d, HOUR(32),
	     (struct ledger_event){.mark = LEDGER_CLEARED,
				   .fails = LEDGER_BY_SCORE});
	assert_int_equal(d.ledger.stopped, LEDGER_BY_SAME | LEDGER_BY_ID);
	mark(&d, HOUR(32), (struct ledger_event){.mark = LEDGER_OVERRULE});
	assert_int_equal(d.ledger.stopped, 0);
	/* an overruled photo has not failed */
	set(&d, "fails_per", "task");
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(33)), 1);
}

static void more_failed_photos_than_there_is_room_for(void **state)
{
	struct ledger_event e = {.mark = LEDGER_FAILED, .fails = 1};
	struct desk d;
	char photo[LEDGER_SHA];
	int i;

	(void)state;
	open_desk(&d);
	for (i = 0; i < LEDGER_FAILED_PHOTOS + 10; i++) {
		snprintf(photo, sizeof(photo), "%064d", i);
		e.photo = photo;
		mark(&d, HOUR(9), e);
	}
	assert_int_equal(ledger_fails(&d.ledger, &d.policies, HOUR(10)),
			 LEDGER_FAILED_PHOTOS);
}

static void payments_add_up(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	mark(&d, HOUR(1),
	     (struct ledger_event){.mark = LEDGER_PAID, .n = 3000});
	assert_true(d.ledger.paid_any);
	mark(&d, HOUR(2),
	     (struct ledger_event){.mark = LEDGER_REFUNDED, .n = 3000});
	assert_false(d.ledger.paid_any);
	assert_int_equal(d.ledger.paid, 0);
	mark(&d, HOUR(3),
	     (struct ledger_event){.mark = LEDGER_PAY_EXEMPT, .n = 1});
	assert_true(d.ledger.pay_exempt);
	mark(&d, HOUR(3),
	     (struct ledger_event){.mark = LEDGER_PAY_EXEMPT, .n = 0});
	assert_false(d.ledger.pay_exempt);
}

static void the_last_word_on_an_enrollment_photo_stands(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	mark(&d, 1,
	     (struct ledger_event){.mark = LEDGER_CONFIRM_ENROLL,
				   .photo = "aa"});
	assert_string_equal(d.ledger.confirmed, "aa");
	mark(&d, 2,
	     (struct ledger_event){.mark = LEDGER_WRONG_ENROLL, .photo = "aa"});
	assert_string_equal(d.ledger.confirmed, "");
	assert_string_equal(d.ledger.wrong, "aa");
	mark(&d, 3,
	     (struct ledger_event){.mark = LEDGER_CONFIRM_ENROLL,
				   .photo = "bb"});
	assert_string_equal(d.ledger.wrong, "aa");
	mark(&d, 4,
	     (struct ledger_event){.mark = LEDGER_CONFIRM_ENROLL,
				   .photo = "aa"});
	assert_string_equal(d.ledger.wrong, "");
	assert_string_equal(d.ledger.confirmed, "aa");
}

static void words_go_both_ways(void **state)
{
	int i;

	(void)state;
	for (i = 1; i < LEDGER_MARK_COUNT; i++)
		assert_int_equal(
			ledger_mark_find(ledger_mark_name((enum ledger_mark)i)),
			i);
	assert_int_equal(ledger_mark_find("photo"), LEDGER_NONE);
	for (i = 0; i < LEDGER_GRANT_COUNT; i++)
		assert_int_equal(ledger_grant_find(ledger_grant_name(
					 (enum ledger_grant)i)),
				 i);
	assert_int_equal(ledger_grant_find("money"), LEDGER_GRANT_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_makes_then_the_next_day),
		cmocka_unit_test(the_day_is_shanghais),
		cmocka_unit_test(a_day_of_cooling_down),
		cmocka_unit_test(a_clock_set_back_begins_no_new_day),
		cmocka_unit_test(a_grant_lets_an_escalated_case_go_on),
		cmocka_unit_test(none_any_and_grants),
		cmocka_unit_test(a_stopped_photo_gives_its_make_back_by_policy),
		cmocka_unit_test(submissions_rejections_and_withdrawals),
		cmocka_unit_test(replacements_are_of_one_submission),
		cmocka_unit_test(failed_photos_are_counted_once),
		cmocka_unit_test(more_failed_photos_than_there_is_room_for),
		cmocka_unit_test(payments_add_up),
		cmocka_unit_test(the_last_word_on_an_enrollment_photo_stands),
		cmocka_unit_test(words_go_both_ways),
	};

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
