/* SPDX-License-Identifier: MIT */
#include "review/case_quota.h"

#include "base/json.h"
#include "store/ledger_store.h"

/*
 * Quotas are nowhere stored.  They come out of the log as it stood then, by
 * the policies as they stood then; either of today beside the other of the
 * past would show a student limits that he never had.
 */
struct walk {
	const struct session *session;
	const struct case_quota_walk *how;
	struct policies policies;
	date_time now;
};

void case_quota_of(const struct ledger *l, const struct policies *p,
		   date_time now, struct case_quota *out)
{
	/*
	 * A lowered policy may leave more failed photos than allowed: none
	 * left then, not a negative number.
	 */
	long limit = policy_number(p, POLICY_COMPARE_FAILS) +
		     l->granted[LEDGER_GRANT_FAILS];

	out->state = l->state;
	out->makes_today = ledger_makes(l, now);
	out->makes_left = ledger_makes_left(l, p, now);
	out->makes_from = ledger_makes_from(l, p, now);
	out->resubmits_left = ledger_resubmits_left(l, p);
	out->replaces_left = ledger_replaces_left(l, p);
	out->fails = ledger_fails(l, p, now);
	out->fails_left = limit > out->fails ? limit - out->fails : 0;
	out->paid = l->paid;
	out->pay_exempt = l->pay_exempt;
}

static int quota_visit(void *ctx, const struct student_row *row,
		       struct error *err)
{
	struct walk *w = ctx;
	struct case_quota quota = {.row = row};
	struct ledger l;

	if (ledger_store_read(w->session, row->student.id, w->how->as_of, &l,
			      err) < 0)
		return -1;
	case_quota_of(&l, &w->policies, w->now, &quota);
	return w->how->fn(w->how->ctx, &quota, err);
}

int case_quota_each(const struct session *session,
		    const struct case_filter *filter,
		    const struct case_quota_walk *how, struct error *err)
{
	struct walk w = {
		.session = session,
		.how = how,
		.now = how->as_of == LEDGER_STORE_NOW ? session->now
						      : how->as_of,
	};

	if (ledger_store_policies(session, how->as_of, &w.policies, err) < 0)
		return -1;
	return student_store_each(session, filter, quota_visit, &w, err);
}

/*
 * null is "no limit" to a program that reads this: a large number would be
 * taken for one.
 */
static void set_limit(struct json *item, const char *key, long n)
{
	if (n == POLICY_UNLIMITED)
		json_set_null(item, key);
	else
		json_set_int(item, key, n);
}

struct json *case_quota_json(const struct case_quota *quota)
{
	struct json *item = json_new_object();
	char from[26];

	json_set_str(item, "state", case_state_name(quota->state));
	json_set_int(item, "makes_today", quota->makes_today);
	set_limit(item, "makes_left", quota->makes_left);
	if (quota->makes_from > 0) {
		date_time_format(quota->makes_from, from);
		json_set_str(item, "makes_from", from);
	} else {
		json_set_null(item, "makes_from");
	}
	set_limit(item, "resubmits_left", quota->resubmits_left);
	set_limit(item, "replaces_left", quota->replaces_left);
	json_set_int(item, "fails", quota->fails);
	json_set_int(item, "fails_left", quota->fails_left);
	json_set_int(item, "paid_fen", quota->paid);
	json_set_bool(item, "pay_exempt", quota->pay_exempt);
	return item;
}
