/* SPDX-License-Identifier: MIT */
#include "pay/pay_import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "rules/person_name.h"
#include "store/ledger_store.h"
#include "store/log_store.h"
#include "store/payment_store.h"
#include "store/refused_store.h"
#include "store/student_store.h"

/*
 * A row's way.  Each row ends in one status, and that is the reconciliation:
 *
 *    list ─▶ read ─▶ whose? ─▶ name, state? ─▶ known? ─▶ refund covered? ─▶ in
 *              │        │           │            │             │
 *         duplicate  unknown     mismatch    duplicate      mismatch
 *         in the list                        of the store
 *
 *    then, all rows in:  sum of the student < due ─▶ mismatch (PAY-AMOUNT)
 *                        sum > due ─▶ stays ok, told (PAY-OVER)
 *
 * A payment the store already has, the same to the fen, is "known" and ok: the
 * office exports the whole list each week and imports it again.
 */
struct importer {
	const struct pay_import *how;
	const struct session *session; /* of how */
	struct pay_list list;
	struct pay_import_counts *counts;
};

static void refuse(struct pay_row *p, enum pay_status status, const char *code,
		   const char *detail)
{
	p->status = status;
	findings_add_detail(&p->findings, code, detail);
}

/* A name used before counts: the bank may know the student by that one. */
static bool is_name_of(const struct student *student, const char *given)
{
	struct buf name = BUF_INIT;
	bool same;

	person_name_clean(given, &name);
	same = person_name_same(buf_str(&name),
				student_get(student, STUDENT_xm),
				student_get(student, STUDENT_cym)) !=
	       PERSON_NAME_DIFFERENT;
	buf_release(&name);
	return same;
}

/* What the row alone and its student say; PAY_OK when it may be taken. */
static void judge_row(struct pay_row *p, const struct student *student)
{
	if (p->status != PAY_OK)
		return;
	/*
	 * The first fault only: a row that cannot be read says nothing about
	 * its payer.
	 */
	if (!p->has_amount)
		refuse(p, PAY_MISMATCH, "PAY-UNREAD", "amount");
	else if (p->state == PAY_LIST_UNREAD)
		refuse(p, PAY_MISMATCH, "PAY-UNREAD", "state");
	/*
	 * A wrong digit in a number is another student's number; the name
	 * catches it. Lists without names are taken on the number alone.
	 */
	else if (*p->name && !is_name_of(student, p->name))
		refuse(p, PAY_MISMATCH, "PAY-NAME", NULL);
	else if (p->state == PAY_LIST_OPEN)
		refuse(p, PAY_MISMATCH, "PAY-NONE", NULL);
}

static int find_student(const struct importer *im, struct pay_row *p,
			struct error *err)
{
	struct student_row row;
	struct error why = ERROR_INIT;
	int found = 0;

	if (*p->number)
		found = student_store_find(im->session->store,
					   im->session->task, p->number, &row,
					   &why);
	if (found < 0 && why.kind != ERROR_POLICY) {
		*err = why;
		return -1;
	}
	/* ERROR_POLICY: a number of several is nobody's for certain */
	if (found <= 0) {
		refuse(p, PAY_UNKNOWN, "PAY-UNKNOWN", NULL);
		return 0;
	}
	p->student_id = row.student.id;
	judge_row(p, &row.student);
	student_store_release(&row);
	return 0;
}

static int ledger_of(const struct importer *im, long long id,
		     struct ledger *ledger, struct error *err)
{
	return ledger_store_read(im->session, id, LEDGER_STORE_NOW, ledger,
				 err);
}

/* Whether the money of a refund ever came in. */
static int can_refund(const struct importer *im, const struct payment_row *row,
		      bool *can, struct error *err)
{
	struct ledger ledger;
	long long paid = row->fen;

	if (ledger_of(im, row->student_id, &ledger, err) < 0)
		return -1;
	/*
	 * With an order number, against that order; without one only the
	 * student's balance is known.
	 */
	if (*row->order_no &&
	    payment_store_paid(im->session, row, &paid, err) < 0)
		return -1;
	*can = row->fen <= paid && row->fen <= ledger.paid;
	return 0;
}

static int take_new(struct pay_row *p, const struct importer *im,
		    const struct payment_row *row, struct error *err)
{
	bool can = true;

	if (row->refund && can_refund(im, row, &can, err) < 0)
		return -1;
	if (!can) {
		refuse(p, PAY_MISMATCH, "PAY-REFUND", pay_list_order(p));
		return 0;
	}
	p->taken = true;
	return payment_store_add(im->session, row, err);
}

static int take_row(const struct importer *im, struct pay_row *p,
		    struct error *err)
{
	const struct payment_row row = {
		.student_id = p->student_id,
		.number = p->number,
		.item = p->item,
		.order_no = p->order,
		.paid_at = p->paid_at,
		.fen = p->fen,
		.refund = p->state == PAY_LIST_REFUNDED,
		.source = path_name(im->how->file),
		.source_row = p->row,
	};
	enum payment_store_known known;

	if (payment_store_find(im->session, &row, &known, err) < 0)
		return -1;
	p->status = row.refund ? PAY_REFUNDED : PAY_OK;
	p->known = known == PAYMENT_STORE_SAME;
	/*
	 * An order number with another student or another amount: one of the
	 * two lists is wrong, and money is not moved from one student to
	 * another by a guess.
	 */
	if (known == PAYMENT_STORE_ORDER)
		refuse(p, PAY_DUPLICATE, "PAY-DUP", pay_list_order(p));
	return known == PAYMENT_STORE_NEW ? take_new(p, im, &row, err) : 0;
}

static int take_all(struct importer *im, enum pay_list_state state,
		    struct error *err)
{
	size_t i;

	for (i = 0; i < im->list.n; i++) {
		struct pay_row *p = &im->list.rows[i];

		if (p->status == PAY_OK && p->state == state &&
		    take_row(im, p, err) < 0)
			return -1;
	}
	return 0;
}

/* Held against what is due when all rows are in: instalments add up. */
static int judge_sum(const struct importer *im, struct pay_row *p,
		     struct error *err)
{
	long due =
		policy_number(&im->session->task->policies, POLICY_PAY_AMOUNT);
	struct finding *f;
	struct ledger ledger;

	if (due == 0 || p->status != PAY_OK)
		return 0;
	if (ledger_of(im, p->student_id, &ledger, err) < 0)
		return -1;
	/*
	 * Refunded in full is "unpaid" to pay status, not a wrong amount of
	 * this row.
	 */
	if (ledger.pay_exempt || ledger.paid == due || ledger.paid <= 0)
		return 0;
	if (ledger.paid < due)
		p->status = PAY_MISMATCH;
	f = findings_add(&p->findings,
			 ledger.paid < due ? "PAY-AMOUNT" : "PAY-OVER");
	f->value = (double)ledger.paid / 100;
	f->max = (double)due / 100;
	return 0;
}

static void count_row(struct pay_import_counts *c, const struct pay_row *p)
{
	c->total++;
	c->by_status[p->status]++;
	c->taken += p->taken;
	c->known += p->known;
	c->found |=
		p->findings.n && findings_worst(&p->findings) > FINDING_INFO;
}

/*
 * Money that came and is nobody's: somebody says "but I paid".  What the list
 * itself calls unpaid is no payment, and the student is told as unpaid anyway.
 */
static bool is_left_out(const struct pay_row *p)
{
	return !p->taken && !p->known && p->status != PAY_OK &&
	       p->state != PAY_LIST_OPEN;
}

/*
 * 学号 are shown as they are, so not all that stands in the column of numbers
 * may pass for one: 证件号码 are longer, and some lists have names there.
 */
static void give_number(struct student *listed, const char *number)
{
	size_t n = strspn(number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz");

	if (number[n] == '\0')
		student_set(listed, n < 15 ? STUDENT_xh : STUDENT_zjhm, number);
}

static int leave_out(const struct importer *im, const struct pay_row *p,
		     const struct student *student, struct error *err)
{
	struct student listed = {0};
	const struct refused_row refused = {
		.list = REFUSED_PAYMENTS,
		.source = path_name(im->how->file),
		.source_row = p->row,
		.student = student ? student : &listed,
		.findings = &p->findings,
	};
	int result;

	give_number(&listed, p->number);
	student_set(&listed, STUDENT_xm, p->name);
	result = refused_store_add(im->session, &refused, err);
	student_release(&listed);
	return result;
}

static int tell_row(const struct importer *im, const struct pay_row *p,
		    const struct student *student, struct error *err)
{
	if (is_left_out(p) && leave_out(im, p, student, err) < 0)
		return -1;
	return im->how->show(im->how->ctx, p, student, err);
}

static int show_row(const struct importer *im, const struct pay_row *p,
		    struct error *err)
{
	struct student_row row;
	int result;

	count_row(im->counts, p);
	if (!p->student_id)
		return tell_row(im, p, NULL, err);
	if (student_store_get(im->session->store, p->student_id, &row, err) < 0)
		return -1;
	result = tell_row(im, p, &row.student, err);
	student_store_release(&row);
	return result;
}

static int show_all(const struct importer *im, struct error *err)
{
	size_t i;

	if (refused_store_forget(im->session, REFUSED_PAYMENTS,
				 path_name(im->how->file), err) < 0)
		return -1;
	for (i = 0; i < im->list.n; i++)
		if (judge_sum(im, &im->list.rows[i], err) < 0 ||
		    show_row(im, &im->list.rows[i], err) < 0)
			return -1;
	return 0;
}

/* A list that changed nothing leaves no trace. */
static int log_import(const struct importer *im, struct error *err)
{
	const struct pay_import_counts *c = im->counts;
	char detail[120];

	if (!c->taken)
		return 0;
	snprintf(detail, sizeof(detail), "rows=%ld taken=%ld known=%ld",
		 c->total, c->taken, c->known);
	return log_store_note(im->session, 0, "pay-import", detail, err);
}

static int import_all(struct importer *im, struct error *err)
{
	size_t i;

	for (i = 0; i < im->list.n; i++)
		if (find_student(im, &im->list.rows[i], err) < 0)
			return -1;
	/*
	 * Payments before refunds, whatever their order in the list: newest-
	 * first lists have the refund above the payment that it gives back.
	 */
	if (take_all(im, PAY_LIST_PAID, err) < 0 ||
	    take_all(im, PAY_LIST_REFUNDED, err) < 0 || show_all(im, err) < 0)
		return -1;
	return log_import(im, err);
}

int pay_import(const struct pay_import *how, struct pay_import_counts *counts,
	       struct error *err)
{
	struct importer im = {.how = how,
			      .session = how->session,
			      .list = PAY_LIST_INIT,
			      .counts = counts};
	struct store *store = how->session->store;
	int result;

	memset(counts, 0, sizeof(*counts));
	result = pay_list_read(how->file, &how->map, &im.list, err);
	if (result == 0)
		result = store_begin(store, err);
	if (result == 0)
		result = store_end(store, import_all(&im, err),
				   how->session->dry_run, err);
	pay_list_release(&im.list);
	return result;
}
