/* SPDX-License-Identifier: MIT */
#include "report/missing.h"

#include <string.h>

#include "base/mem.h"
#include "rules/case_note.h"
#include "rules/finding.h"
#include "store/code_store.h"
#include "store/ledger_store.h"
#include "store/photo_store.h"

struct walk {
	const struct session *session;
	struct store *store;
	const struct task *task;
	enum i18n_lang lang;
	missing_fn fn;
	void *ctx;
	struct missing_case found;
};

/*
 * Who need do nothing now.  Rejected, bounced and intercepted are not among
 * them: the student or the office has to act before the case goes on.
 */
bool missing_is_on_its_way(enum case_state state)
{
	switch (state) {
	case CASE_PENDING:
	case CASE_OPENED:
	case CASE_APPROVED:
	case CASE_PACKED:
	case CASE_SENT:
	case CASE_ONLINE:
	case CASE_CONFIRMED:
	case CASE_EXEMPT:
	case CASE_CLOSED:
		return true;
	default:
		return false;
	}
}

static const char *between(const struct walk *w)
{
	return w->lang == I18N_ZH ? "；" : "; ";
}

static void add_reason(struct walk *w, const char *text)
{
	struct buf *reason = &w->found.reason;

	buf_adds(reason, reason->size ? between(w) : "");
	buf_adds(reason, text);
}

/* Two findings often ask for the same; once is enough. */
static void add_advice(struct walk *w, const struct finding *f)
{
	struct buf *advice = &w->found.advice, one = BUF_INIT;

	finding_advice(f, w->lang, &one);
	if (one.size && !strstr(buf_str(advice), buf_str(&one))) {
		buf_adds(advice, advice->size ? between(w) : "");
		buf_adds(advice, buf_str(&one));
	}
	buf_release(&one);
}

/* Errors only: a warning did not stop anybody. */
static void add_texts(struct walk *w, const struct findings *all)
{
	struct buf *reason = &w->found.reason;
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (all->list[i].severity != FINDING_ERROR)
			continue;
		add_reason(w, "");
		finding_text(&all->list[i], w->lang, reason);
		add_advice(w, &all->list[i]);
	}
}

static void add_json(struct walk *w, const char *text)
{
	struct findings all = FINDINGS_INIT;

	findings_from_text(text, &all);
	add_texts(w, &all);
	findings_release(&all);
}

/* Of a photo that was made, nothing is missing. */
static int take_made(void *ctx, const struct photo_made_row *made,
		     struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	if (strcmp(made->status, "refused") == 0 &&
	    session_sees(w->session, made->made_at))
		add_json(w, made->findings);
	return 0;
}

static int explain_photo(struct walk *w, struct error *err)
{
	const struct student_row *row = w->found.row;
	struct photo_made_key key;

	if (!row->photo_id) {
		w->found.what = "photo";
		w->found.kind = MISSING_PHOTO;
		return 0;
	}
	w->found.what = "make";
	w->found.kind = MISSING_MAKE;
	key = (struct photo_made_key){row->photo_id, w->task->output_profile};
	return photo_store_get_made(w->store, &key, take_made, w, err) < 0 ? -1
									   : 0;
}

/*
 * Asked first: without a code the photo goes nowhere, where the task wants one.
 */
static int explain_code(struct walk *w, struct error *err)
{
	int got = code_store_had(w->session, w->found.row->student.id, err);
	struct findings one = FINDINGS_INIT;

	if (got != 0 || !policy_bool(&w->task->policies, POLICY_REQUIRE_CODE))
		return got < 0 ? -1 : 0;
	findings_add(&one, "CODE-MISSING");
	add_texts(w, &one);
	findings_release(&one);
	w->found.what = "code";
	w->found.kind = MISSING_CODE;
	return 0;
}

bool missing_is_unpaid(const struct policies *policies,
		       const struct ledger *ledger)
{
	if (!policy_bool(policies, POLICY_REQUIRE_PAID) || ledger->pay_exempt)
		return false;
	return !ledger->paid_any ||
	       ledger->paid < policy_number(policies, POLICY_PAY_AMOUNT);
}

static int look_at_payment(struct walk *w, struct error *err)
{
	struct ledger ledger;

	/* Folding every log is only worth it where payment is asked for. */
	if (!policy_bool(&w->task->policies, POLICY_REQUIRE_PAID))
		return 0;
	if (ledger_store_read(w->session, w->found.row->student.id,
			      session_as_of(w->session), &ledger, err) < 0)
		return -1;
	w->found.unpaid = missing_is_unpaid(&w->task->policies, &ledger);
	return 0;
}

/* The advice of the catalogue is the office's, not the student's. */
static void explain_payment(struct walk *w, bool advice)
{
	struct findings one = FINDINGS_INIT;

	findings_add(&one, "PAY-NONE");
	add_reason(w, "");
	finding_text(&one.list[0], w->lang, &w->found.reason);
	if (advice)
		add_advice(w, &one.list[0]);
	findings_release(&one);
}

/* What a person or a list said; the codes of it have advice. */
static void explain_note(struct walk *w)
{
	const char *note = w->found.row->note;
	struct findings all = FINDINGS_INIT;
	size_t i;

	case_note_show(note, w->lang, false, &w->found.reason);
	case_note_findings(note, &all);
	for (i = 0; i < all.n; i++)
		add_advice(w, &all.list[i]);
	findings_release(&all);
}

static int explain_state(struct walk *w, struct error *err)
{
	const struct student_row *row = w->found.row;

	if (explain_code(w, err) < 0)
		return -1;
	switch (row->state) {
	case CASE_LISTED:
	case CASE_BLOCKED:
	case CASE_READY:
	case CASE_RAW:
		if (explain_photo(w, err) < 0)
			return -1;
		break;
	default:
		w->found.what = case_state_name(row->state);
		w->found.kind = MISSING_DECISION;
	}
	if (!w->found.reason.size)
		explain_note(w);
	return 0;
}

int missing_explain(const struct session *session,
		    const struct student_row *row, enum i18n_lang lang,
		    struct missing_case *out, struct error *err)
{
	struct walk w = {.session = session,
			 .store = session->store,
			 .task = session->task,
			 .lang = lang,
			 .found = *out};
	int result = 0;

	w.found.row = row;
	if (look_at_payment(&w, err) < 0)
		return -1;
	if (!missing_is_on_its_way(row->state))
		result = explain_state(&w, err);
	if (w.found.unpaid)
		explain_payment(&w, false);
	*out = w.found;
	return result;
}

/* In a list every row says something. */
static void explain_rest(struct walk *w)
{
	if (w->found.kind == MISSING_PHOTO) {
		add_reason(w, _("no photo"));
		buf_adds(&w->found.advice,
			 w->found.advice.size ? between(w) : "");
		buf_adds(&w->found.advice, _("ask the student for a photo "
					     "named by student number"));
	}
	if (!w->found.reason.size)
		buf_adds(&w->found.reason,
			 case_state_show(w->found.row->state));
}

static int explain(struct walk *w, struct error *err)
{
	bool lacks = !missing_is_on_its_way(w->found.row->state);

	w->found.what = "payment";
	w->found.kind = MISSING_PAYMENT;
	if (lacks && explain_state(w, err) < 0)
		return -1;
	if (lacks)
		explain_rest(w);
	if (w->found.unpaid)
		explain_payment(w, true);
	return 0;
}

/*
 * A case may lack nothing but the payment, and one on its way may be unpaid:
 * the two are asked apart and told in one row.
 */
static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	struct walk *w = ctx;
	int result;

	w->found = (struct missing_case){.row = row, .what = ""};
	if (look_at_payment(w, err) < 0)
		return -1;
	if (missing_is_on_its_way(row->state) && !w->found.unpaid)
		return 0;
	result = explain(w, err);
	if (result == 0)
		result = w->fn(w->ctx, &w->found, err);
	buf_release(&w->found.reason);
	buf_release(&w->found.advice);
	return result;
}

int missing_each(const struct session *session,
		 const struct case_filter *filter, missing_fn fn, void *ctx,
		 struct error *err)
{
	struct walk w = {.session = session,
			 .store = session->store,
			 .task = session->task,
			 .lang = i18n_lang(),
			 .fn = fn,
			 .ctx = ctx};

	return student_store_each(session, filter, visit, &w, err);
}

struct row_walk {
	const struct case_filter *filter;
	missing_row_fn fn;
	void *ctx;
};

static bool is_in(const char *asked, const struct student *student,
		  enum student_field field)
{
	return !asked || strcmp(asked, student_get(student, field)) == 0;
}

static int visit_row(void *ctx, const struct refused_row *row,
		     struct error *err)
{
	const struct row_walk *r = ctx;
	struct walk w = {.lang = i18n_lang()};
	struct missing_row shown = {.row = row};
	int result;

	if (!is_in(r->filter->college, row->student, STUDENT_fy) ||
	    !is_in(r->filter->class_name, row->student, STUDENT_bh) ||
	    !is_in(r->filter->level, row->student, STUDENT_cc))
		return 0;
	add_texts(&w, row->findings);
	shown.reason = w.found.reason;
	shown.advice = w.found.advice;
	result = r->fn(r->ctx, &shown, err);
	buf_release(&shown.reason);
	buf_release(&shown.advice);
	return result;
}

int missing_each_row(const struct session *session,
		     const struct case_filter *filter, missing_row_fn fn,
		     void *ctx, struct error *err)
{
	struct row_walk r = {filter, fn, ctx};

	if (filter->state || filter->finding || filter->since || filter->ids)
		return 0;
	return refused_store_each(session, visit_row, &r, err);
}
