/* SPDX-License-Identifier: MIT */
#include "rules/ledger.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { DAY_SECONDS = 24 * 60 * 60, SHANGHAI = 8 * 60 * 60 };

/*
 * The words stand in logs that are chained by hash: none can be renamed, only
 * new ones added.
 */
static const char *const marks[LEDGER_MARK_COUNT] = {
	[LEDGER_NONE] = "",
	[LEDGER_GRANT] = "grant",
	[LEDGER_FAILED] = "compare-failed",
	[LEDGER_CLEARED] = "compare-cleared",
	[LEDGER_OVERRULE] = "overrule",
	[LEDGER_PAID] = "paid",
	[LEDGER_REFUNDED] = "refunded",
	[LEDGER_PAY_EXEMPT] = "pay-exempt",
	[LEDGER_CONFIRM_ENROLL] = "confirm-enrollment",
	[LEDGER_WRONG_ENROLL] = "wrong-enrollment",
};

static const char *const grants[LEDGER_GRANT_COUNT] = {
	[LEDGER_GRANT_MAKE] = "make",
	[LEDGER_GRANT_RESUBMIT] = "resubmit",
	[LEDGER_GRANT_REPLACE] = "replace",
	[LEDGER_GRANT_FAILS] = "fails",
};

const char *ledger_mark_name(enum ledger_mark mark)
{
	return marks[mark];
}

enum ledger_mark ledger_mark_find(const char *word)
{
	int i;

	for (i = 1; i < LEDGER_MARK_COUNT; i++)
		if (strcmp(marks[i], word) == 0)
			return (enum ledger_mark)i;
	return LEDGER_NONE;
}

const char *ledger_grant_name(enum ledger_grant what)
{
	return grants[what];
}

enum ledger_grant ledger_grant_find(const char *word)
{
	int i;

	for (i = 0; i < LEDGER_GRANT_COUNT; i++)
		if (strcmp(grants[i], word) == 0)
			break;
	return (enum ledger_grant)i;
}

void ledger_init(struct ledger *ledger)
{
	memset(ledger, 0, sizeof(*ledger));
	ledger->state = CASE_LISTED;
}

static void keep(char to[LEDGER_SHA], const char *photo)
{
	snprintf(to, LEDGER_SHA, "%s", photo ? photo : "");
}

/* The first second of the next civil day in Shanghai. */
static date_time next_day(date_time t)
{
	date_time day = (t + SHANGHAI) / DAY_SECONDS;

	return (day + 1) * DAY_SECONDS - SHANGHAI;
}

static bool is_day_of(struct date day, date_time t)
{
	return day.year && date_compare(day, date_of_time(t)) == 0;
}

/*
 * Whether a make at this time begins a new count.  A clock that was set back
 * (--at, a wrong computer) begins none: with the day before in between, the
 * count of a day would start again.
 */
static bool counter_is_over(const struct ledger *l, date_time now)
{
	if (now < l->make_at)
		now = l->make_at;
	if (l->make_locked)
		return now >= l->make_locked;
	return !is_day_of(l->make_day, now);
}

/*
 * A grant is used only when the day's makes are: whoever was granted one more
 * this morning and did not need it still has it tomorrow.  The wait begins
 * with the make that used up the last one, not with the first of the day
 * (qcpai: "24 hours" after the third).
 */
static void fold_make(struct ledger *l, const struct policies *policies,
		      const struct ledger_event *e)
{
	long limit = policy_number(policies, POLICY_MAKE_DAILY);
	date_time at = e->at > l->make_at ? e->at : l->make_at;

	if (counter_is_over(l, at)) {
		l->make_count = 0;
		l->make_locked = 0;
	}
	keep(l->last_made, e->photo);
	l->make_at = at;
	l->make_day = date_of_time(at);
	l->last_counts =
		l->make_count < limit || l->granted[LEDGER_GRANT_MAKE] == 0;
	if (!l->last_counts) {
		l->granted[LEDGER_GRANT_MAKE]--;
		return;
	}
	l->make_count++;
	if (l->make_count >= limit)
		l->make_locked = policy_is(policies, POLICY_COOLDOWN, "24h")
					 ? at + DAY_SECONDS
					 : next_day(at);
}

/*
 * A stopped photo gives its make back where the policy says so.  Only the
 * last make can be meant: an earlier photo is no longer in force.
 */
static void give_make_back(struct ledger *l, const struct policies *policies,
			   const char *photo)
{
	if (policy_bool(policies, POLICY_INTERCEPT_USES_MAKE) ||
	    !l->last_counts || l->make_count == 0 ||
	    strcmp(l->last_made, photo) != 0)
		return;
	l->make_count--;
	l->make_locked = 0;
	l->last_counts = false;
}

/*
 * Full lists give NULL and count no more: LEDGER_FAILED_PHOTOS is above what
 * the policy compare_fails can be set to, so the case is with the registrar by
 * then.
 */
static struct ledger_failed *failed_of(struct ledger *l, const char *photo)
{
	int i;

	for (i = 0; i < l->failed_count; i++)
		if (strcmp(l->failed[i].photo, photo) == 0)
			return &l->failed[i];
	if (l->failed_count == LEDGER_FAILED_PHOTOS)
		return NULL;
	memset(&l->failed[i], 0, sizeof(l->failed[i]));
	keep(l->failed[i].photo, photo);
	l->failed_count++;
	return &l->failed[i];
}

static void fold_failed(struct ledger *l, const struct policies *policies,
			const struct ledger_event *e)
{
	struct ledger_failed *failed = e->copy ? NULL : failed_of(l, e->photo);

	if (failed && failed->fails == 0)
		failed->at = e->at;
	if (failed)
		failed->fails |= e->fails;
	/* "" = taken in by a version that did not log which photo */
	if (!l->photo[0] || strcmp(l->photo, e->photo) == 0)
		l->stopped |= e->fails;
	give_make_back(l, policies, e->photo);
}

/* What failed does no longer: its photo counts no more for that. */
static void take_fails_back(struct ledger *l, const struct ledger_event *e,
			    unsigned fails)
{
	const char *photo = e->photo && *e->photo ? e->photo : l->photo;
	int i;

	l->stopped &= ~fails;
	for (i = 0; i < l->failed_count; i++)
		if (strcmp(l->failed[i].photo, photo) == 0)
			l->failed[i].fails &= ~fails;
}

static void fold_payment(struct ledger *l, const struct ledger_event *e)
{
	switch (e->mark) {
	case LEDGER_PAID:
		l->paid += e->n;
		l->paid_any = true;
		break;
	case LEDGER_REFUNDED:
		l->paid -= e->n;
		l->paid_any = l->paid > 0;
		break;
	default:
		l->pay_exempt = e->n != 0;
		break;
	}
}

static void fold_enrollment(struct ledger *l, const struct ledger_event *e)
{
	if (e->mark == LEDGER_CONFIRM_ENROLL) {
		keep(l->confirmed, e->photo);
		/* said to be wrong before: the later word stands */
		if (strcmp(l->wrong, l->confirmed) == 0)
			l->wrong[0] = '\0';
		return;
	}
	keep(l->wrong, e->photo);
	l->confirmed[0] = '\0';
}

static void fold_mark(struct ledger *l, const struct policies *policies,
		      const struct ledger_event *e)
{
	switch (e->mark) {
	case LEDGER_GRANT:
		if (e->what < LEDGER_GRANT_COUNT && e->n > 0) {
			l->granted[e->what] += e->n;
			l->held = false;
		}
		break;
	case LEDGER_FAILED:
		fold_failed(l, policies, e);
		break;
	case LEDGER_CLEARED:
		take_fails_back(l, e, e->fails);
		break;
	case LEDGER_OVERRULE:
		take_fails_back(l, e, ~0u);
		break;
	case LEDGER_PAID:
	case LEDGER_REFUNDED:
	case LEDGER_PAY_EXEMPT:
		fold_payment(l, e);
		break;
	case LEDGER_CONFIRM_ENROLL:
	case LEDGER_WRONG_ENROLL:
		fold_enrollment(l, e);
		break;
	case LEDGER_NONE:
	case LEDGER_MARK_COUNT:
		break;
	}
}

/*
 * A submission that no reviewer saw does not count: a score that arrives
 * while the case waits stops it as if it had come before.
 */
static void take_submission_back(struct ledger *l)
{
	if (l->submitted > 0)
		l->submitted--;
}

/* What was said of the photo before says nothing of this one. */
static void take_photo(struct ledger *l, const char *photo)
{
	keep(l->photo, photo);
	l->stopped = 0;
	l->withdrawn = false;
}

static void fold_stop(struct ledger *l)
{
	if (l->state == CASE_PENDING)
		take_submission_back(l);
	/* older logs do not say by what it was stopped */
	if (!l->stopped)
		l->stopped = LEDGER_BY_SAME;
}

static void fold_step(struct ledger *l, const struct policies *policies,
		      const struct ledger_event *e)
{
	switch (e->event) {
	case CASE_EVENT_PHOTO:
		take_photo(l, e->photo);
		break;
	case CASE_EVENT_REPLACE:
		take_photo(l, e->photo);
		l->replaced++;
		fold_make(l, policies, e); /* it was made to come in */
		break;
	case CASE_EVENT_MAKE:
		fold_make(l, policies, e);
		break;
	case CASE_EVENT_SUBMIT:
		l->submitted++;
		break;
	case CASE_EVENT_WITHDRAW:
		l->withdrawn = true;
		if (policy_bool(policies, POLICY_WITHDRAW_REFUNDS))
			take_submission_back(l);
		break;
	case CASE_EVENT_INTERCEPT:
		fold_stop(l);
		break;
	case CASE_EVENT_ESCALATE:
		l->held = true;
		break;
	case CASE_EVENT_REJECT:
		l->rejected_at = e->at;
		l->replaced = 0;
		break;
	default:
		break;
	}
}

/*
 * The fold's two kinds of rows:
 *
 *    step   photo, make, submit, reject …   counts, and moves the state
 *    mark   grant, paid, overrule …         counts alone; before = after = ""
 *
 * The state is taken from the row and not worked out again: rows of older
 * versions may have moved by a map of states that is no more.
 */
void ledger_fold(struct ledger *ledger, const struct policies *policies,
		 const struct ledger_event *event)
{
	if (event->mark != LEDGER_NONE)
		fold_mark(ledger, policies, event);
	else
		fold_step(ledger, policies, event);
	if (event->after != CASE_STATE_COUNT) {
		if (event->after != ledger->state)
			ledger->state_since = event->at;
		ledger->state = event->after;
	}
}

long ledger_makes(const struct ledger *ledger, date_time now)
{
	return counter_is_over(ledger, now) ? 0 : ledger->make_count;
}

date_time ledger_makes_from(const struct ledger *ledger,
			    const struct policies *policies, date_time now)
{
	if (ledger_makes_left(ledger, policies, now) > 0)
		return 0;
	if (policy_number(policies, POLICY_MAKE_DAILY) == 0)
		return -1;
	/* A limit that was lowered since locks until the day is over. */
	if (now < ledger->make_at)
		now = ledger->make_at;
	return ledger->make_locked ? ledger->make_locked : next_day(now);
}

static long more(long limit, long granted)
{
	return limit == POLICY_UNLIMITED ? limit : limit + granted;
}

static long left(long limit, long used)
{
	if (limit == POLICY_UNLIMITED)
		return limit;
	return limit > used ? limit - used : 0;
}

long ledger_makes_left(const struct ledger *ledger,
		       const struct policies *policies, date_time now)
{
	long limit = policy_number(policies, POLICY_MAKE_DAILY);
	long day = left(limit, ledger_makes(ledger, now));

	return more(day, ledger->granted[LEDGER_GRANT_MAKE]);
}

long ledger_resubmits_left(const struct ledger *ledger,
			   const struct policies *policies)
{
	long used = ledger->submitted > 1 ? ledger->submitted - 1 : 0;

	return left(more(policy_number(policies, POLICY_RESUBMIT),
			 ledger->granted[LEDGER_GRANT_RESUBMIT]),
		    used);
}

long ledger_replaces_left(const struct ledger *ledger,
			  const struct policies *policies)
{
	return left(more(policy_number(policies, POLICY_REPLACE),
			 ledger->granted[LEDGER_GRANT_REPLACE]),
		    ledger->replaced);
}

/*
 * The manual of freshman re-check names both the score and the identity check,
 * but not whether one is enough; so the task says it (escalate_on).
 */
static bool counts_as_failed(const struct ledger_failed *f, bool both)
{
	bool by_face = f->fails & (LEDGER_BY_SAME | LEDGER_BY_SCORE);
	bool by_id = f->fails & LEDGER_BY_ID;

	return both ? by_face && by_id : by_face || by_id;
}

long ledger_fails(const struct ledger *ledger, const struct policies *policies,
		  date_time now)
{
	bool both = policy_is(policies, POLICY_ESCALATE_ON, "both");
	bool day = policy_is(policies, POLICY_FAILS_PER, "day");
	long fails = 0;
	int i;

	for (i = 0; i < ledger->failed_count; i++)
		fails += counts_as_failed(&ledger->failed[i], both) &&
			 (!day ||
			  is_day_of(date_of_time(now), ledger->failed[i].at));
	return fails;
}

bool ledger_has_failed(const struct ledger *ledger, const char *photo)
{
	int i;

	for (i = 0; i < ledger->failed_count; i++)
		if (strcmp(ledger->failed[i].photo, photo) == 0)
			return true;
	return false;
}
