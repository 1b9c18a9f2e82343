/* SPDX-License-Identifier: MIT */
#include "store/payment_store.h"

#include "rules/finding.h"
#include "store/ledger_store.h"
#include "store/sql.h"

static const struct sql_query insert_payment = {
	"INSERT INTO payment (task_id, student_id, number, item, fen,"
	" order_no, paid_at, state, source, source_row, who, at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"iississssist",
};
/*
 * When two rows are one payment:
 *
 *    order number    same order and direction; student and fen decide whether
 *                    it is the same again or a clash (1 before 0: ORDER BY)
 *    none            student, fen and time all alike
 *
 * Two students who paid the same sum in the same minute without order numbers
 * are two payments.
 */
static const struct sql_query select_known = {
	"SELECT student_id = ?1 AND fen = ?2 FROM payment"
	" WHERE task_id = ?3 AND state = ?4 AND order_no = ?5"
	" AND (?5 <> '' OR (student_id = ?1 AND fen = ?2 AND paid_at = ?6))"
	" ORDER BY 1 DESC LIMIT 1",
	"iiisss",
};
static const struct sql_query select_paid = {
	"SELECT coalesce(sum(fen), 0) FROM payment WHERE task_id = ?"
	" AND student_id = ? AND order_no = ? AND state = 'paid'",
	"iis",
};

static const char *state_of(const struct payment_row *row)
{
	return row->refund ? "refunded" : "paid";
}

int payment_store_add(const struct session *session,
		      const struct payment_row *row, struct error *err)
{
	/*
	 * The row for lists and the mark for the ledger are written together,
	 * and `store check` holds their sums against each other
	 * (ledger_store).
	 */
	struct case_detail detail = {.n = row->fen};

	if (sql_run(session->store, &insert_payment, err, session->task->id,
		    row->student_id, row->number, row->item,
		    (long long)row->fen, row->order_no, row->paid_at,
		    state_of(row), row->source, (long long)row->source_row,
		    session->who, session->now) < 0)
		return -1;
	return ledger_store_mark(session, row->student_id,
				 row->refund ? LEDGER_REFUNDED : LEDGER_PAID,
				 &detail, err);
}

int payment_store_find(const struct session *session,
		       const struct payment_row *row,
		       enum payment_store_known *known, struct error *err)
{
	struct sql q;
	int got;

	*known = PAYMENT_STORE_NEW;
	if (sql_open(&q, session->store, &select_known, err, row->student_id,
		     (long long)row->fen, session->task->id, state_of(row),
		     row->order_no, row->paid_at) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	*known = sql_int(&q, 0) ? PAYMENT_STORE_SAME : PAYMENT_STORE_ORDER;
	sql_close(&q);
	return 0;
}

int payment_store_paid(const struct session *session,
		       const struct payment_row *refund, long long *fen,
		       struct error *err)
{
	return sql_get_int(session->store, &select_paid, fen, err,
			   session->task->id, refund->student_id,
			   refund->order_no);
}
