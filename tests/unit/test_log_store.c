/* SPDX-License-Identifier: MIT */
/* The log: only added to, chained, and what was done to it behind our back. */
#include "support/unit.h"

#include "support/office.h"

#include "base/buf.h"
#include "store/log_store.h"
#include "store/store_private.h"

static void note(struct office *o, long long student, const char *event,
		 const char *detail)
{
	office_must(o, log_store_note(&o->session, student, event, detail,
				      &o->err));
}

/* The rows that the chain holds; -1 when it is broken. */
static long verified(struct office *o)
{
	long rows;

	return log_store_verify(o->store, &rows, &o->err) < 0 ? -1 : rows;
}

static void an_unbroken_chain_is_proved(void **state)
{
	struct office *o = *state;

	assert_int_equal(verified(o), 0);
	note(o, 0, "first", NULL);
	note(o, 7, "second", "detail");
	assert_int_equal(verified(o), 2);
	assert_int_equal(office_number(o, "SELECT max(seq) FROM log"), 2);
}

static void rows_are_only_added(void **state)
{
	struct office *o = *state;

	note(o, 0, "first", NULL);
	assert_int_equal(
		store_exec(o->store, "UPDATE log SET who = 'x'", &o->err), -1);
	assert_non_null(strstr(o->err.text, "append-only"));
	assert_int_equal(store_exec(o->store, "DELETE FROM log", &o->err), -1);
	assert_int_equal(verified(o), 1);
}

/* What someone does who first takes the triggers away. */
static void assert_found(struct office *o, const char *sql, const char *row)
{
	office_exec(o, "SAVEPOINT s; DROP TRIGGER log_no_update;"
		       "DROP TRIGGER log_no_delete");
	office_exec(o, sql);
	assert_int_equal(verified(o), -1);
	assert_int_equal(o->err.kind, ERROR_STORE);
	assert_non_null(strstr(o->err.text, row));
	office_exec(o, "ROLLBACK TO s; RELEASE s");
	assert_int_equal(verified(o), 3);
}

static void every_change_breaks_the_chain(void **state)
{
	struct office *o = *state;

	note(o, 1, "photo", "aa");
	note(o, 2, "photo", "bb");
	note(o, 1, "make", "cc");
	assert_found(o, "UPDATE log SET who = 'other' WHERE seq = 2", "row 2");
	assert_found(o, "UPDATE log SET at = '' WHERE seq = 1", "row 1");
	assert_found(o, "UPDATE log SET student_id = 2 WHERE seq = 1", "row 1");
	assert_found(o, "UPDATE log SET hash = 'x' WHERE seq = 3", "row 3");
	assert_found(o, "DELETE FROM log WHERE seq = 2", "row 3");
	assert_found(o,
		     "UPDATE log SET seq = 9 WHERE seq = 1;"
		     "UPDATE log SET seq = 1 WHERE seq = 2;"
		     "UPDATE log SET seq = 2 WHERE seq = 9",
		     "row 1");
	/* Text moved from one field to the next is another row too. */
	assert_found(o,
		     "UPDATE log SET event = 'phot', before = 'o'"
		     " WHERE seq = 2",
		     "row 2");
}

static int list(void *ctx, const struct log_entry *e, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s %lld %s/%s/%s;", e->event, e->student_id, e->before,
		 e->after, e->detail);
	return 0;
}

static void rows_come_by_student_and_by_office(void **state)
{
	struct office *o = *state;
	struct log_entry moved = {.at = OFFICE_NOW,
				  .who = "clerk",
				  .event = "make",
				  .student_id = 5,
				  .before = "raw",
				  .after = "made"};
	struct buf text = BUF_INIT;

	note(o, 0, "task-create", "t");
	office_must(o, log_store_add(o->store, &moved, &o->err));
	note(o, 6, "photo", "x");
	office_must(o, log_store_each(o->store, 5, list, &text, &o->err));
	assert_string_equal(buf_str(&text), "make 5 raw/made/;");
	buf_clear(&text);
	office_must(o, log_store_each_office(o->store, list, &text, &o->err));
	assert_string_equal(buf_str(&text), "task-create 0 //t;");
	buf_clear(&text);
	office_must(o, log_store_each(o->store, 0, list, &text, &o->err));
	assert_string_equal(buf_str(&text),
			    "task-create 0 //t;make 5 raw/made/;photo 6 //x;");
	buf_release(&text);
}

static int stop(void *ctx, const struct log_entry *e, struct error *err)
{
	(void)ctx;
	(void)e;
	return error_set(err, ERROR_INPUT, "enough");
}

static void a_walk_may_be_stopped_and_begun_again(void **state)
{
	struct office *o = *state;

	note(o, 0, "first", NULL);
	assert_int_equal(log_store_each(o->store, 0, stop, NULL, &o->err), -1);
	assert_string_equal(o->err.text, "enough");
	assert_int_equal(verified(o), 1);
}

static void a_run_is_logged_in_a_transaction_of_its_own(void **state)
{
	struct office *o = *state;

	office_must(o, log_store_run(&o->session, "run", "n=1", &o->err));
	store_close(o->store);
	o->store = NULL;
	office_must(o,
		    store_open(o->folder, STORE_WRITE, 0, &o->store, &o->err));
	/* and with it the task, which the office made without a row */
	assert_int_equal(verified(o), 2);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

/* A digest may look like a telephone number and is read again. */
static void what_is_exact_is_not_masked(void **state)
{
	static const char seal[] =
		"{\"student\":{\"12\":\"13800138000abcde\"}}";
	struct office *o = *state;
	struct log_entry entry = {.at = o->session.now,
				  .who = "clerk",
				  .event = "sealed",
				  .detail = seal,
				  .exact = true};

	office_must(o, log_store_add(o->store, &entry, &o->err));
	note(o, 0, "other", seal);
	assert_int_equal(office_number(o, "SELECT count(*) FROM log WHERE "
					  "detail LIKE '%13800138000abcde%'"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_unbroken_chain_is_proved),
		TEST(rows_are_only_added),
		TEST(every_change_breaks_the_chain),
		TEST(rows_come_by_student_and_by_office),
		TEST(a_walk_may_be_stopped_and_begun_again),
		TEST(a_run_is_logged_in_a_transaction_of_its_own),
		TEST(what_is_exact_is_not_masked),
	};

	return cmocka_run_group_tests_name("log_store", tests, NULL, NULL);
}
