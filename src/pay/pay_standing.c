/* SPDX-License-Identifier: MIT */
#include "pay/pay_standing.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/ledger_store.h"

static const char *const names[] = {
	[PAY_STANDING_UNPAID] = "unpaid", [PAY_STANDING_PART] = "part",
	[PAY_STANDING_PAID] = "paid",	  [PAY_STANDING_OVER] = "over",
	[PAY_STANDING_EXEMPT] = "exempt",
};

const char *pay_standing_name(enum pay_standing_kind kind)
{
	return names[kind];
}

/*
 * By the ledger, which also the gates ask: the list of who has paid and the
 * gate that lets in by it cannot disagree.  Without an amount due, any payment
 * is all.
 */
static enum pay_standing_kind kind_of(const struct ledger *l, long due)
{
	if (l->pay_exempt)
		return PAY_STANDING_EXEMPT;
	if (!l->paid_any)
		return PAY_STANDING_UNPAID;
	if (l->paid < due)
		return PAY_STANDING_PART;
	return due && l->paid > due ? PAY_STANDING_OVER : PAY_STANDING_PAID;
}

struct visitor {
	const struct session *session;
	struct policies policies;
	date_time as_of;
	pay_standing_fn fn;
	void *ctx;
};

static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	struct visitor *v = ctx;
	struct pay_standing standing = {
		.row = row,
		.due = policy_number(&v->policies, POLICY_PAY_AMOUNT),
	};
	struct ledger ledger;

	if (ledger_store_read(v->session, row->student.id, v->as_of, &ledger,
			      err) < 0)
		return -1;
	standing.state = ledger.state;
	standing.kind = kind_of(&ledger, standing.due);
	standing.paid = ledger.paid;
	return v->fn(v->ctx, &standing, err);
}

int pay_standing_each(const struct session *session,
		      const struct case_filter *filter,
		      struct pay_standing_walk *walk, struct error *err)
{
	struct visitor v = {.session = session,
			    .as_of = walk->as_of,
			    .fn = walk->fn,
			    .ctx = walk->ctx};

	if (ledger_store_policies(session, walk->as_of, &v.policies, err) < 0)
		return -1;
	/*
	 * Of the time asked about: a task that asked for no payment then
	 * lacked none.
	 */
	walk->required = policy_bool(&v.policies, POLICY_REQUIRE_PAID);
	return student_store_each(session, filter, visit, &v, err);
}

/* Said again, it is no event. */
static int exempt_one(const struct session *session,
		      const struct pay_exempt *exempt, long long id,
		      struct error *err)
{
	struct case_detail detail = {.n = exempt->undo ? 0 : 1};
	struct ledger ledger;

	if (ledger_store_read(session, id, LEDGER_STORE_NOW, &ledger, err) < 0)
		return -1;
	if (ledger.pay_exempt == !exempt->undo)
		return 0;
	case_detail_put(detail.reason, sizeof(detail.reason), exempt->reason);
	return ledger_store_mark(session, id, LEDGER_PAY_EXEMPT, &detail, err);
}

/* Shown as they stand after it, in the same words as pay status. */
static int exempt_all(struct visitor *v, const struct pay_exempt *exempt,
		      const struct student_ids *c, struct error *err)
{
	struct student_row row;
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && i < c->n; i++) {
		if (exempt_one(v->session, exempt, c->list[i], err) < 0 ||
		    student_store_get(v->session->store, c->list[i], &row,
				      err) < 0)
			return -1;
		result = visit(v, &row, err);
		student_store_release(&row);
	}
	return result;
}

int pay_standing_exempt(const struct session *session,
			const struct case_filter *filter,
			const struct pay_exempt *exempt, struct error *err)
{
	struct visitor v = {.session = session,
			    .policies = session->task->policies,
			    .as_of = LEDGER_STORE_NOW,
			    .fn = exempt->fn,
			    .ctx = exempt->ctx};
	struct student_ids c = {NULL, 0, 0};
	int result;

	if (!exempt->reason || !*exempt->reason)
		return error_set(err, ERROR_USAGE,
				 _("to be exempt from payment needs a "
				   "--reason"));
	result = student_store_ids(session, filter, &c, err);
	if (result == 0)
		result = store_begin(session->store, err);
	if (result == 0)
		result = store_end(session->store,
				   exempt_all(&v, exempt, &c, err),
				   session->dry_run, err);
	student_store_ids_release(&c);
	return result;
}
