/* SPDX-License-Identifier: MIT */
#include "review/log_undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "rules/case_undo.h"
#include "rules/gate.h"
#include "store/case_store.h"
#include "store/code_store.h"
#include "store/compare_store.h"
#include "store/decision_store.h"
#include "store/log_store.h"
#include "store/photo_store.h"

/* The row that is meant, and what the case's other rows say around it. */
struct undoing {
	const struct session *session;
	const struct log_undo *undo;
	struct log_undone *out;
	bool found, standing; /* standing: not taken back before */
	long long student_id, task_id;
	char who[64];
	enum case_state before;
	long long code_id;	/* of code-match */
	long long last;		/* row of the last step that stands */
	struct buf note;	/* beside the case before the row */
	char photo[LEDGER_SHA]; /* in force before the row */
	struct case_store_back back;
};

static int take_row(void *ctx, const struct log_entry *e, struct error *err)
{
	struct undoing *u = ctx;

	(void)err;
	u->found = true;
	u->student_id = e->student_id;
	u->task_id = e->task_id;
	u->before = case_state_find(e->before);
	case_detail_put(u->who, sizeof(u->who), e->who);
	case_detail_put(u->out->event, sizeof(u->out->event), e->event);
	if (strcmp(e->event, "code-match") == 0)
		sscanf(e->detail, "code %lld", &u->code_id);
	return 0;
}

static bool is_step(const struct log_entry *e)
{
	return case_state_find(e->after) != CASE_STATE_COUNT;
}

static void keep_before(struct undoing *u, const struct log_entry *e)
{
	struct case_detail detail;

	if (is_step(e) || strcmp(e->event, "make-refused") == 0) {
		buf_clear(&u->note);
		case_detail_note(e->detail, &u->note);
	}
	if (strcmp(e->event, "photo") == 0 ||
	    strcmp(e->event, "replace") == 0 || strcmp(e->event, "undo") == 0) {
		case_detail_read(e->detail, &detail);
		case_detail_put(u->photo, sizeof(u->photo), detail.photo);
	}
}

static int look_around(void *ctx, const struct log_entry *e, struct error *err)
{
	struct undoing *u = ctx;

	(void)err;
	if (e->seq == u->undo->seq)
		u->standing = true;
	else if (e->seq < u->undo->seq)
		keep_before(u, e);
	if (is_step(e) && strcmp(e->event, "undo") != 0)
		u->last = e->seq;
	return 0;
}

static int refuse(const struct undoing *u, const char *why, struct error *err)
{
	return error_set(
		err, ERROR_POLICY, _("row %lld (%s) cannot be taken back: %s"),
		u->undo->seq, case_state_event_show(u->out->event), why);
}

/* Steps come off in turn; a verdict holds again only before an approval. */
static bool stands_below(const struct undoing *u, const struct case_undo *how)
{
	if (how->way == CASE_UNDO_STATE)
		return u->last != u->undo->seq;
	return strcmp(how->event, "overrule") == 0 &&
	       (u->out->row.state == CASE_APPROVED || u->last > u->undo->seq);
}

static int check(const struct undoing *u, const struct case_undo *how,
		 struct error *err)
{
	const struct session *s = u->session;

	if (how->way == CASE_UNDO_NONE)
		return refuse(u, _(how->why), err);
	if (!u->standing)
		return refuse(u, _("it was taken back already"), err);
	if (stands_below(u, how))
		return refuse(u,
			      _("later steps stand on it; take them back "
				"first"),
			      err);
	if (how->decision && strcmp(u->who, s->who) != 0 &&
	    !policy_lists(&s->task->policies, POLICY_LEADS, s->who))
		return refuse(u,
			      _("it is another reviewer's decision, and "
				"for a lead"),
			      err);
	return 0;
}

static int read_around(struct undoing *u, struct error *err)
{
	const struct session *s = u->session;
	struct log_standing which;

	if (!gate_has_words(u->undo->reason))
		return error_set(err, ERROR_USAGE,
				 _("to take something back needs a --reason"));
	if (log_store_get(s->store, u->undo->seq, take_row, u, err) < 0)
		return -1;
	if (!u->found)
		return error_set(err, ERROR_USAGE,
				 _("the log has no row %lld; see qctool log "
				   "show"),
				 u->undo->seq);
	if (!u->student_id || u->task_id != s->task->id)
		return 0;
	which = (struct log_standing){u->student_id, SESSION_NOW};
	if (log_store_each_standing(s->store, &which, look_around, u, err) < 0)
		return -1;
	return student_store_get(s->store, u->student_id, &u->out->row, err);
}

/* The photo of before is in force again; the other waits for an owner. */
static int put_photo_back(struct undoing *u, struct error *err)
{
	const struct session *s = u->session;
	const struct owner_link nobody = {0, "undo", 0, "[]"};
	struct student_row *row = &u->out->row;
	long long former = 0;

	if (row->photo_id &&
	    photo_store_link(s->store, row->photo_id, &nobody, err) < 0)
		return -1;
	if (u->photo[0] &&
	    photo_store_find(s, row->student.id, u->photo, &former, err) < 0)
		return -1;
	if (former && photo_store_restore(s->store, former, err) < 0)
		return -1;
	row->photo_id = former;
	return student_store_set_photo(s->store, row->student.id, former, err);
}

/* What an event changed beside state and log. */
static int put_rest_back(struct undoing *u, struct error *err)
{
	const struct owner_link nobody = {0, "", 0, "[]"};
	struct store *store = u->session->store;
	long long photo = u->out->row.photo_id;
	const char *event = u->out->event;

	if (strcmp(event, "photo") == 0)
		return put_photo_back(u, err);
	if (strcmp(event, "reject") == 0 && photo)
		return photo_store_set_state(store, photo, "current", err);
	if (strcmp(event, "overrule") == 0 && photo)
		return compare_store_overrule(store, photo, "", err);
	if (strcmp(event, "code-match") == 0 && u->code_id)
		return code_store_link(store, u->code_id, &nobody, err);
	return 0;
}

static int keep_decision(const struct undoing *u, struct error *err)
{
	const struct decision_row kept = {
		.student_id = u->student_id,
		.photo_id = u->out->row.photo_id,
		.decision = "undo",
		.reasons = "",
		.note = u->undo->reason,
		.who = u->session->who,
		.at = u->session->now,
	};

	return decision_store_add(u->session->store, &kept, err);
}

static int take_back(struct undoing *u, const struct case_undo *how,
		     struct error *err)
{
	struct case_store_back *back = &u->back;
	struct case_detail *detail = &back->detail;

	detail->undoes = u->undo->seq;
	case_detail_put(detail->what, sizeof(detail->what), u->out->event);
	case_detail_put(detail->reason, sizeof(detail->reason),
			u->undo->reason);
	back->state = u->before;
	back->note = how->way == CASE_UNDO_STATE ? buf_str(&u->note) : NULL;
	u->out->from = u->out->row.state;
	if (put_rest_back(u, err) < 0 ||
	    case_store_photo(u->session, &u->out->row, detail, err) < 0 ||
	    case_store_undo(u->session, &u->out->row, back, err) < 0)
		return -1;
	return how->decision ? keep_decision(u, err) : 0;
}

int log_undo(const struct session *session, const struct log_undo *undo,
	     struct log_undone *out, struct error *err)
{
	struct undoing u = {.session = session, .undo = undo, .out = out};
	const struct case_undo *how;
	int result;

	memset(out, 0, sizeof(*out));
	result = read_around(&u, err);
	if (result == 0) {
		how = case_undo_of(out->event,
				   u.before == CASE_STATE_COUNT
					   ? ""
					   : case_state_name(u.before));
		if (u.task_id != session->task->id)
			result = refuse(&u,
					_("it is another task's; say "
					  "--task"),
					err);
		else
			result = check(&u, how, err);
	}
	if (result == 0)
		result = store_begin(session->store, err);
	if (result == 0)
		result = store_end(session->store, take_back(&u, how, err),
				   session->dry_run, err);
	buf_release(&u.note);
	if (result < 0)
		student_store_release(&out->row);
	return result;
}
