/* SPDX-License-Identifier: MIT */
/*
 * A hundred thousand random steps, legal and illegal, of many cases in a real
 * store.  Whatever happens: a case has one submission open at most, no counter
 * goes over its policy without a grant, the log folds to what was counted
 * live and to the state in the table, and the chain holds.
 *
 * With QCTOOL_SHORT in the environment a fifth of the steps by a fifth of the
 * students, who get as far; for valgrind, where all take over 900 s.
 */
#include "support/unit.h"

#include "support/office.h"

#include "base/mem.h"
#include "store/case_store.h"
#include "store/log_store.h"
#include "store/store_seal.h"

enum {
	STUDENTS = 1000, /* most */
	EVENTS = 100000,
	SHORT = 5,
	BATCH = 1000, /* events a transaction */
	BURST = 24,   /* most events of one case behind each other */
	PHOTOS = 6,   /* of a student */
	HOUR = 3600
};

/* What a case did, counted here and without the ledger. */
struct tally {
	struct ledger live;
	bool open;     /* a submission waits for a reviewer */
	long submits;  /* that count */
	long replaces; /* since the last rejection */
	long day, makes_of_day;
	long granted[LEDGER_GRANT_COUNT];
};

struct walk {
	struct office *o;
	int students;
	uint64_t random;
	long long ids[STUDENTS];
	struct tally *tallies;
	long done, refused, marked;
	long visits[CASE_STATE_COUNT];
	long limits[3]; /* refused by each of the limits below */
};

static const char *const limit_codes[] = {"QUO-MAKE", "QUO-RESUBMIT",
					  "QUO-REPLACE"};

/* xorshift64 (Marsaglia 2003): the same walk on every machine. */
static unsigned roll(struct walk *w, unsigned n)
{
	w->random ^= w->random << 13;
	w->random ^= w->random >> 7;
	w->random ^= w->random << 17;
	return (unsigned)((w->random >> 32) % n);
}

static void photo_of(const struct walk *w, long long id, unsigned n,
		     char out[LEDGER_SHA])
{
	(void)w;
	snprintf(out, LEDGER_SHA, "%032llx%032x", (unsigned long long)id, n);
}

static long limit_of(const struct walk *w, enum policy_key key)
{
	return policy_number(&w->o->task.policies, key);
}

/* ---- invariants ------------------------------------------------------- */

static void same_ledger(const struct ledger *a, const struct ledger *b)
{
	int i;

	assert_int_equal(a->state, b->state);
	assert_int_equal(a->state_since, b->state_since);
	assert_string_equal(a->photo, b->photo);
	assert_int_equal(a->make_count, b->make_count);
	assert_int_equal(a->make_day.year, b->make_day.year);
	assert_int_equal(a->make_day.month, b->make_day.month);
	assert_int_equal(a->make_day.day, b->make_day.day);
	assert_int_equal(a->make_locked, b->make_locked);
	assert_string_equal(a->last_made, b->last_made);
	assert_int_equal(a->last_counts, b->last_counts);
	assert_int_equal(a->submitted, b->submitted);
	assert_int_equal(a->withdrawn, b->withdrawn);
	assert_int_equal(a->replaced, b->replaced);
	assert_int_equal(a->rejected_at, b->rejected_at);
	assert_int_equal(a->failed_count, b->failed_count);
	for (i = 0; i < a->failed_count; i++) {
		assert_string_equal(a->failed[i].photo, b->failed[i].photo);
		assert_int_equal(a->failed[i].at, b->failed[i].at);
		assert_int_equal(a->failed[i].fails, b->failed[i].fails);
	}
	assert_int_equal(a->stopped, b->stopped);
	for (i = 0; i < LEDGER_GRANT_COUNT; i++)
		assert_int_equal(a->granted[i], b->granted[i]);
	assert_int_equal(a->paid, b->paid);
	assert_int_equal(a->paid_any, b->paid_any);
	assert_int_equal(a->pay_exempt, b->pay_exempt);
	assert_string_equal(a->confirmed, b->confirmed);
	assert_string_equal(a->wrong, b->wrong);
}

static void check_replay(struct walk *w, int student)
{
	struct ledger replayed;

	office_must(w->o,
		    ledger_store_read(&w->o->session, w->ids[student],
				      LEDGER_STORE_NOW, &replayed, &w->o->err));
	same_ledger(&replayed, &w->tallies[student].live);
}

/* Photos and payments of the walk are in the log alone. */
static int none_is_wrong(void *ctx, const struct ledger_wrong *wrong,
			 struct error *err)
{
	(void)ctx, (void)err;
	if (strcmp(wrong->what, "state") == 0)
		fail_msg("case %lld is %s, its log says %s", wrong->student_id,
			 wrong->in_table, wrong->by_log);
	return 0;
}

static int count_event(void *ctx, const struct log_entry *e, struct error *err)
{
	long *events = ctx;

	(void)err;
	*events += !store_seal_is_event(e->event);
	return 0;
}

static int no_row_is_wrong(void *ctx, const struct store_seal_wrong *wrong,
			   struct error *err)
{
	(void)ctx, (void)err;
	fail_msg("row %s of %s is not as sealed", wrong->row, wrong->table);
	return 0;
}

static void check_store(struct walk *w)
{
	long rows, events = 0, found;
	int i;

	office_must(w->o, log_store_verify(w->o->store, &rows, &w->o->err));
	office_must(w->o, log_store_each(w->o->store, 0, count_event, &events,
					 &w->o->err));
	assert_int_equal(events, w->done + w->marked);
	office_must(w->o, store_seal_each_wrong(w->o->store, no_row_is_wrong,
						NULL, &found, &w->o->err));
	assert_int_equal(found, 0);
	office_must(w->o, ledger_store_each_wrong(w->o->store, none_is_wrong,
						  NULL, &w->o->err));
	for (i = 0; i < w->students; i++)
		check_replay(w, i);
}

/* Of a step that was just done from a state. */
static void check_counters(const struct walk *w, const struct tally *t,
			   enum case_event event, enum case_state from)
{
	long most;

	if (event == CASE_EVENT_MAKE) {
		most = limit_of(w, POLICY_MAKE_DAILY) +
		       t->granted[LEDGER_GRANT_MAKE];
		assert_true(t->makes_of_day <= most);
	}
	/* a reviewer who overrules a stop is asked for a reason instead */
	if (event == CASE_EVENT_SUBMIT && from == CASE_MADE) {
		most = 1 + limit_of(w, POLICY_RESUBMIT) +
		       t->granted[LEDGER_GRANT_RESUBMIT];
		assert_true(t->submits <= most);
	}
	if (event == CASE_EVENT_REPLACE) {
		most = limit_of(w, POLICY_REPLACE) +
		       t->granted[LEDGER_GRANT_REPLACE];
		assert_true(t->replaces <= most);
	}
}

/* ---- steps ------------------------------------------------------------ */

static void count_make(const struct walk *w, struct tally *t)
{
	struct date today = date_of_time(w->o->session.now);
	long day = date_to_days(today);

	t->makes_of_day = day == t->day ? t->makes_of_day + 1 : 1;
	t->day = day;
}

static void count_step(const struct walk *w, struct tally *t,
		       enum case_event event, enum case_state from)
{
	bool refunds =
		policy_bool(&w->o->task.policies, POLICY_WITHDRAW_REFUNDS);
	bool was_open = t->open;
	enum case_state to = t->live.state;

	t->open = to == CASE_PENDING || to == CASE_OPENED;
	if (event == CASE_EVENT_MAKE)
		count_make(w, t);
	if (event == CASE_EVENT_SUBMIT) {
		assert_false(was_open);
		t->submits++;
	}
	if (event == CASE_EVENT_WITHDRAW || event == CASE_EVENT_REPLACE ||
	    event == CASE_EVENT_OPEN)
		assert_true(was_open);
	if ((event == CASE_EVENT_WITHDRAW && refunds) ||
	    (event == CASE_EVENT_INTERCEPT && from == CASE_PENDING))
		t->submits -= t->submits > 0;
	if (event == CASE_EVENT_REPLACE)
		t->replaces++;
	if (event == CASE_EVENT_REJECT)
		t->replaces = 0;
}

static void count_refusal(struct walk *w, const struct gate_answer *answer)
{
	size_t i;

	w->refused++;
	for (i = 0; i < ARRAY_SIZE(limit_codes); i++)
		w->limits[i] += strcmp(answer->code, limit_codes[i]) == 0;
}

/* What would end or turn a case round too often for it to get far. */
static bool is_rare(enum case_state state, enum case_event event)
{
	return event == CASE_EVENT_CLOSE || event == CASE_EVENT_EXEMPT ||
	       event == CASE_EVENT_ESCALATE ||
	       (event == CASE_EVENT_PHOTO && state == CASE_RAW);
}

/* Four of five from the map, the others whatever comes. */
static enum case_event choose(struct walk *w, enum case_state state)
{
	enum case_event event = CASE_EVENT_GATES;
	int tries;

	for (tries = 0; tries < 60; tries++) {
		event = (enum case_event)roll(w, CASE_EVENT_COUNT);
		if (is_rare(state, event) && roll(w, 8))
			continue;
		if (roll(w, 5) == 0 || case_state_allows(state, event))
			break;
	}
	return event;
}

static void step(struct walk *w, int student, struct student_row *row)
{
	struct tally *t = &w->tallies[student];
	enum case_state from = row->state;
	struct case_store_step s = {.event = choose(w, from)};
	struct gate_answer answer;
	struct ledger_event e = {.at = w->o->session.now, .event = s.event};
	bool brings =
		s.event == CASE_EVENT_PHOTO || s.event == CASE_EVENT_REPLACE;

	if (brings)
		photo_of(w, row->student.id, roll(w, PHOTOS), s.detail.photo);
	else
		case_detail_put(s.detail.photo, LEDGER_SHA, t->live.photo);
	if (roll(w, 3))
		strcpy(s.detail.reason, "说明");
	s.overrules = roll(w, 2);
	s.bulk = roll(w, 6) == 0;
	if (case_store_move(&w->o->session, row, &s, &answer, &w->o->err) < 0) {
		assert_int_equal(w->o->err.kind, ERROR_POLICY);
		assert_false(answer.allowed);
		assert_non_null(answer.code);
		assert_int_equal(row->state, from);
		count_refusal(w, &answer);
		return;
	}
	assert_true(case_state_allows(from, s.event));
	assert_int_equal(row->state, answer.next);
	w->done++;
	w->visits[row->state]++;
	e.after = row->state;
	e.photo = s.detail.photo;
	ledger_fold(&t->live, &w->o->task.policies, &e);
	count_step(w, t, s.event, from);
	check_counters(w, t, s.event, from);
}

static void mark(struct walk *w, int student)
{
	struct tally *t = &w->tallies[student];
	enum ledger_mark kind =
		(enum ledger_mark)(1 + roll(w, LEDGER_MARK_COUNT - 1));
	struct case_detail d = {.n = 1 + (long)roll(w, 3)};
	struct ledger_event e = {.at = w->o->session.now,
				 .mark = kind,
				 .event = CASE_EVENT_COUNT,
				 .after = CASE_STATE_COUNT,
				 .what = LEDGER_GRANT_COUNT};

	/* grants are rare, or the limits are never met */
	if (kind == LEDGER_GRANT && roll(w, 20))
		return;
	photo_of(w, w->ids[student], roll(w, PHOTOS), d.photo);
	if (kind == LEDGER_GRANT) {
		e.what = (enum ledger_grant)roll(w, LEDGER_GRANT_COUNT);
		strcpy(d.what, ledger_grant_name(e.what));
		t->granted[e.what] += d.n;
	}
	if (kind == LEDGER_FAILED || kind == LEDGER_CLEARED)
		d.fails = 1 + roll(w, 7);
	if (kind == LEDGER_FAILED && roll(w, 4) == 0)
		strcpy(d.what, "copy");
	if (kind == LEDGER_PAY_EXEMPT)
		d.n = (long)roll(w, 2);
	e.photo = d.photo;
	e.n = d.n;
	e.fails = d.fails;
	e.copy = strcmp(d.what, "copy") == 0;
	office_must(w->o, ledger_store_mark(&w->o->session, w->ids[student],
					    kind, &d, &w->o->err));
	w->marked++;
	ledger_fold(&t->live, &w->o->task.policies, &e);
}

/* Some steps of one case behind each other, minutes to hours apart. */
static int burst(struct walk *w)
{
	int student = (int)roll(w, (unsigned)w->students),
	    n = 1 + (int)roll(w, BURST), i;
	struct student_row row;

	office_must(w->o, student_store_get(w->o->store, w->ids[student], &row,
					    &w->o->err));
	assert_int_equal(row.state, w->tallies[student].live.state);
	for (i = 0; i < n; i++) {
		w->o->session.now += roll(w, roll(w, 4) ? HOUR : 9 * HOUR);
		if (roll(w, 6) == 0)
			mark(w, student);
		else
			step(w, student, &row);
	}
	student_store_release(&row);
	check_replay(w, student);
	return n;
}

static void open_walk(struct walk *w, struct office *o)
{
	char number[16];
	int i;

	w->o = o;
	w->random = 0x9e3779b97f4a7c15u;
	w->tallies = mem_xcalloc(STUDENTS, sizeof(*w->tallies));
	office_exec(o, "PRAGMA synchronous = OFF");
	office_must(o, store_begin(o->store, &o->err));
	for (i = 0; i < w->students; i++) {
		snprintf(number, sizeof(number), "2022%06d", i);
		w->ids[i] = office_student(o, number, "某");
		ledger_init(&w->tallies[i].live);
	}
	office_must(o, store_commit(o->store, &o->err));
	w->marked = (long)office_number(o, "SELECT count(*) FROM log"
					   " WHERE event NOT LIKE 'sealed%'");
}

static void walk(struct walk *w, struct office *o, int most)
{
	int events = 0, in_batch;

	open_walk(w, o);
	while (events < most) {
		office_must(o, store_begin(o->store, &o->err));
		for (in_batch = 0; in_batch < BATCH;)
			in_batch += burst(w);
		office_must(o, store_commit(o->store, &o->err));
		events += in_batch;
	}
	check_store(w);
	assert_true(w->refused > most / 20 && w->done > most / 20);
	free(w->tallies);
}

static void set(struct office *o, const char *key, const char *value)
{
	office_must(o, policy_set(&o->task.policies, key, value, &o->err));
}

/* n of students or events; fewer when the walk is to be short. */
static int length(int n)
{
	return getenv("QCTOOL_SHORT") ? n / SHORT : n;
}

static void any_walk_keeps_the_books(void **state)
{
	struct walk w = {.students = length(STUDENTS)};
	struct office *o = *state;
	size_t i;

	set(o, "leads", "clerk");
	walk(&w, o, length(EVENTS));
	/* it went everywhere, and against every limit */
	for (i = 0; i < CASE_STATE_COUNT; i++)
		assert_true(w.visits[i] > 0);
	for (i = 0; i < ARRAY_SIZE(limit_codes); i++)
		assert_true(w.limits[i] > 0);
}

static void other_policies_too(void **state)
{
	struct walk w = {.students = length(STUDENTS / 5)};
	struct office *o = *state;

	set(o, "cooldown", "24h");
	set(o, "make_daily", "1");
	set(o, "replace", "0");
	set(o, "resubmit", "1");
	set(o, "withdraw_refunds", "no");
	set(o, "require_paid", "yes");
	walk(&w, o, length(EVENTS / 5));
	assert_true(w.limits[0] > 0 && w.limits[2] > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(any_walk_keeps_the_books,
						office_open, office_close),
		cmocka_unit_test_setup_teardown(other_policies_too, office_open,
						office_close),
	};

	return cmocka_run_group_tests_name("case_walk", tests, NULL, NULL);
}
