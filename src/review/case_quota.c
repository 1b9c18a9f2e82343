/* SPDX-License-Identifier: MIT */
#include "review/case_quota.h"

#include "base/json.h"
#include "store/ledger_store.h"

struct walk {
	const struct session *session;
	const struct case_quota_walk *how;
	struct policies policies;
	date_time now;
};

static int quota_visit(void *ctx, const struct student_row *row,
		       struct error *err)
{
	struct walk *w = ctx;
	const struct policies *p = &w->policies;
	struct case_quota quota = {.row = row};
	struct ledger l;
	long limit;

	if (ledger_store_read(w->session, row->student.id, w->how->as_of, &l,
			      err) < 0)
		return -1;
	limit = policy_number(p, POLICY_COMPARE_FAILS) +
		l.granted[LEDGER_GRANT_FAILS];
	quota.state = l.state;
	quota.makes_today = ledger_makes(&l, w->now);
	quota.makes_left = ledger_makes_left(&l, p, w->now);
	quota.makes_from = ledger_makes_from(&l, p, w->now);
	quota.resubmits_left = ledger_resubmits_left(&l, p);
	quota.replaces_left = ledger_replaces_left(&l, p);
	quota.fails = ledger_fails(&l, p, w->now);
	quota.fails_left = limit > quota.fails ? limit - quota.fails : 0;
	quota.paid = l.paid;
	quota.pay_exempt = l.pay_exempt;
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
