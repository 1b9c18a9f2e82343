/* SPDX-License-Identifier: MIT */
#include "store/case_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/log_store.h"
#include "store/sql.h"

/*
 * The path of an event.  Apart from an undo, which asks no gate, a case changes
 * its state in no other way:
 *
 *    step ─▶ desk ─▶ gate_decide() ─▶ refused: err, the case is untouched
 *            │ facts   │
 *            │ ledger  └ allowed ─▶ apply() ─▶ student.state, note, since
 *            └ session                    └──▶ log row, before → after, chained
 *
 * State and log row are written together, in the caller's transaction; a state
 * without its row would differ from the log (ledger_store_each_wrong()).
 */
static const struct sql_query select_sha = {
	"SELECT sha256 FROM photo WHERE id = ?",
	"i",
};

/* Everything that the gate needs to know about a case. */
struct desk {
	struct ledger_facts facts;
	struct ledger ledger;
	struct gate_ask ask; /* points into the desk: it stays where it is */
};

static int open_desk(struct desk *d, const struct session *session,
		     const struct student_row *row, struct error *err)
{
	/*
	 * The facts are read again for each step: an earlier step of the same
	 * run may have added the code or the payment that this one needs.
	 */
	d->ask = (struct gate_ask){
		.task = session->task,
		.ledger = &d->ledger,
		.student = &d->facts.gate,
		.now = session_gate_time(session),
		.workdays = session->workdays,
		.who = session->who,
	};
	if (ledger_store_facts(session, row, &d->facts, err) < 0)
		return -1;
	return ledger_store_read(session, row->student.id, LEDGER_STORE_NOW,
				 &d->ledger, err);
}

int case_store_ask(const struct session *session, const struct student_row *row,
		   const struct case_store_step *step,
		   struct gate_answer *answer, struct error *err)
{
	struct desk d;

	if (open_desk(&d, session, row, err) < 0)
		return -1;
	d.ask.event = step->event;
	d.ask.reason = step->detail.reason;
	d.ask.fault = step->fault;
	d.ask.overrules = step->overrules;
	d.ask.bulk = step->bulk;
	gate_decide(&d.ask, answer);
	return 0;
}

static int ask_ready(const struct session *session,
		     const struct student_row *row, struct gate_answer *answer,
		     struct error *err)
{
	struct desk d;

	if (open_desk(&d, session, row, err) < 0)
		return -1;
	gate_ready(&d.ask, answer);
	return 0;
}

int case_store_ask_compare(const struct session *session,
			   const struct student_row *row,
			   struct gate_answer *answer, struct error *err)
{
	struct desk d;

	if (open_desk(&d, session, row, err) < 0)
		return -1;
	gate_compare(&d.ask, answer);
	return 0;
}

int case_store_photo(const struct session *session,
		     const struct student_row *row, struct case_detail *detail,
		     struct error *err)
{
	struct sql q;
	int got;

	/*
	 * The log names photos by their hashes, because row ids only hold in
	 * this database and the log must be comparable with a copy of it.
	 */
	if (detail->photo[0] || !row->photo_id)
		return 0;
	if (sql_open(&q, session->store, &select_sha, err, row->photo_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	case_detail_put(detail->photo, sizeof(detail->photo), sql_text(&q, 0));
	sql_close(&q);
	return 0;
}

static int apply(const struct session *session, struct student_row *row,
		 const struct case_store_step *step, enum case_state next,
		 struct error *err)
{
	struct buf note = BUF_INIT, text = BUF_INIT;
	struct case_detail detail = step->detail;
	struct student_state state = {.state = next, .since = session->now};
	struct log_entry entry = {
		.at = session->now,
		.who = session->who,
		.event = case_state_event_name(step->event),
		.task_id = session->task->id,
		.student_id = row->student.id,
		.before = case_state_name(row->state),
		.after = case_state_name(next),
	};
	int result = case_store_photo(session, row, &detail, err);

	detail.note = step->note;
	/*
	 * The note of the case is derived from the log row, so that the two
	 * cannot differ; only the log's copy has its numbers masked.
	 */
	case_detail_write(&detail, &text);
	case_detail_beside(&detail, &note);
	state.note = buf_str(&note);
	entry.detail = buf_str(&text);
	if (result == 0)
		result = student_store_set_state(session->store,
						 row->student.id, &state, err);
	if (result == 0)
		result = log_store_add(session->store, &entry, err);
	if (result == 0)
		row->state = next;
	buf_release(&note);
	buf_release(&text);
	return result;
}

/* A gate's note is a list of findings; a person's has a reason. */
static bool is_gates_to_move(const struct student_row *row)
{
	return row->state == CASE_LISTED || row->state == CASE_READY ||
	       (row->state == CASE_BLOCKED && row->note && row->note[0] == '[');
}

static int block(const struct session *session, struct student_row *row,
		 const struct gate_answer *answer, struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_BLOCK};
	struct findings why = FINDINGS_INIT;
	char *note;
	int result;

	gate_finding(answer, &why);
	note = findings_json_text(&why);
	step.note = note;
	case_detail_put(step.detail.codes, sizeof(step.detail.codes),
			answer->code);
	result = apply(session, row, &step, CASE_BLOCKED, err);
	free(note);
	findings_release(&why);
	return result;
}

int case_store_look(const struct session *session, struct student_row *row,
		    struct gate_answer *answer, struct error *err)
{
	static const struct case_store_step gates = {.event = CASE_EVENT_GATES};
	struct gate_answer own;

	if (!answer)
		answer = &own;
	answer->allowed = true;
	answer->code = NULL;
	/*
	 * A case with a photo has passed this step, and a case that a person
	 * blocked can only be unblocked by a person.
	 */
	if (!is_gates_to_move(row))
		return 0;
	if (ask_ready(session, row, answer, err) < 0)
		return -1;
	if (!answer->allowed)
		/*
		 * Blocked already: another row each night would tell nothing
		 * new.
		 */
		return row->state == CASE_BLOCKED
			       ? 0
			       : block(session, row, answer, err);
	/*
	 * If nothing is required before a photo, "ready" would mean the same as
	 * "listed", and would cost a log row for each student.
	 */
	if (row->state == CASE_READY ||
	    (row->state == CASE_LISTED && !gate_asks_at_intake(session->task)))
		return 0;
	return apply(session, row, &gates, CASE_READY, err);
}

int case_store_move(const struct session *session, struct student_row *row,
		    const struct case_store_step *step,
		    struct gate_answer *answer, struct error *err)
{
	struct gate_answer own;

	if (!answer)
		answer = &own;
	/*
	 * The requirements may have been met since they were last checked: a
	 * payment came in, or the task was changed.
	 */
	if (step->event == CASE_EVENT_PHOTO && row->state == CASE_BLOCKED) {
		if (case_store_look(session, row, answer, err) < 0)
			return -1;
		if (!answer->allowed) {
			*err = answer->why;
			return -1;
		}
	}
	if (case_store_ask(session, row, step, answer, err) < 0)
		return -1;
	if (!answer->allowed) {
		*err = answer->why;
		return -1;
	}
	return apply(session, row, step, answer->next, err);
}

int case_store_undo(const struct session *session, struct student_row *row,
		    const struct case_store_back *back, struct error *err)
{
	struct buf text = BUF_INIT;
	struct case_detail detail = back->detail;
	struct student_state state = {back->state, back->note, session->now};
	struct log_entry entry = {
		.at = session->now,
		.who = session->who,
		.event = "undo",
		.task_id = session->task->id,
		.student_id = row->student.id,
	};
	int result = 0;

	detail.note = back->note;
	case_detail_write(&detail, &text);
	entry.detail = buf_str(&text);
	if (back->note) {
		entry.before = case_state_name(row->state);
		entry.after = case_state_name(back->state);
		result = student_store_set_state(session->store,
						 row->student.id, &state, err);
	}
	if (result == 0)
		result = log_store_add(session->store, &entry, err);
	if (result == 0 && back->note)
		row->state = back->state;
	buf_release(&text);
	return result;
}
