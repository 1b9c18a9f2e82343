/* SPDX-License-Identifier: MIT */
#include "review/review_decide.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "rules/finding.h"
#include "store/case_store.h"
#include "store/compare_store.h"
#include "store/decision_store.h"
#include "store/photo_store.h"

static const enum case_event events[] = {
	[REVIEW_APPROVE] = CASE_EVENT_APPROVE,
	[REVIEW_REJECT] = CASE_EVENT_REJECT,
	[REVIEW_WITHDRAW] = CASE_EVENT_WITHDRAW,
	[REVIEW_REOPEN] = CASE_EVENT_REOPEN,
};

struct chosen {
	long long *ids;
	size_t n, cap;
};

static int remember(void *ctx, const struct student_row *row, struct error *err)
{
	struct chosen *c = ctx;

	(void)err;
	MEM_GROW(c->ids, c->n, c->cap);
	c->ids[c->n++] = row->student.id;
	return 0;
}

static bool is_reason(const char *code)
{
	const char *known;
	size_t i;

	for (i = 0; (known = finding_catalogue_code(i)); i++)
		if (strcmp(known, code) == 0)
			return true;
	return false;
}

static int check_reasons(const struct review_decide *d, struct error *err)
{
	int i;

	if (d->decision == REVIEW_REJECT && d->reason_count == 0)
		return error_set(err, ERROR_USAGE,
				 _("say why with --reason REV-…; `qctool help "
				   "review reject` lists the reasons"));
	for (i = 0; i < d->reason_count; i++)
		if (!is_reason(d->reasons[i]))
			return error_set(err, ERROR_USAGE,
					 _("no reason \"%s\" in the catalogue"),
					 d->reasons[i]);
	return 0;
}

static void join_reasons(const struct review_decide *d, struct buf *codes,
			 struct buf *texts)
{
	struct findings all = FINDINGS_INIT;
	int i;

	for (i = 0; i < d->reason_count; i++) {
		buf_addf(codes, "%s%s", i ? " " : "", d->reasons[i]);
		buf_adds(texts, i ? "；" : "");
		finding_text(findings_add(&all, d->reasons[i]), i18n_lang(),
			     texts);
	}
	if (d->note && *d->note)
		buf_addf(texts, "%s%s", texts->size ? "：" : "", d->note);
	findings_release(&all);
}

/* An overruled verdict: the case may go on as if it had passed. */
static int overrule(const struct review_decide *d, struct student_row *row,
		    struct error *err)
{
	struct case_store_step step = {
		.event = CASE_EVENT_SUBMIT,
		.note = d->overrule,
		.detail = "overruled",
	};
	struct decision_row decision = {
		.student_id = row->student.id,
		.photo_id = row->photo_id,
		.decision = "overrule",
		.note = d->overrule,
		.who = d->session->who,
		.at = d->session->now,
	};

	if (row->state != CASE_INTERCEPTED)
		return 0;
	if (!d->overrule)
		return error_set(err, ERROR_POLICY,
				 _("the comparison stopped this case; approve "
				   "it with --overrule \"reason\" or reject "
				   "it"));
	if (compare_store_overrule(d->session->store, row->photo_id,
				   d->overrule, err) < 0 ||
	    decision_store_add(d->session->store, &decision, err) < 0)
		return -1;
	return case_store_move(d->session, row, &step, err);
}

static int move(const struct review_decide *d, struct student_row *row,
		const struct buf *codes, const struct buf *texts,
		struct error *err)
{
	struct case_store_step step = {
		.event = events[d->decision],
		.note = buf_str(texts),
		.detail = buf_str(codes),
	};
	struct decision_row decision = {
		.student_id = row->student.id,
		.photo_id = row->photo_id,
		.decision = case_state_event_name(events[d->decision]),
		.reasons = buf_str(codes),
		.note = d->note,
		.who = d->session->who,
		.at = d->session->now,
	};

	if (d->decision == REVIEW_APPROVE && overrule(d, row, err) < 0)
		return -1;
	if (case_store_move(d->session, row, &step, err) < 0 ||
	    decision_store_add(d->session->store, &decision, err) < 0)
		return -1;
	/* A refused picture is remembered: sent again, it is caught. */
	if (d->decision == REVIEW_REJECT && row->photo_id)
		return photo_store_set_state(d->session->store, row->photo_id,
					     "rejected", err);
	return 0;
}

static int decide_one(const struct review_decide *d, long long id,
		      struct review_counts *counts, struct error *err)
{
	struct buf codes = BUF_INIT, texts = BUF_INIT;
	struct error why = ERROR_INIT;
	struct student_row row;
	int result;

	if (student_store_get(d->session->store, id, &row, err) < 0)
		return -1;
	join_reasons(d, &codes, &texts);
	result = store_begin(d->session->store, &why);
	if (result == 0)
		result = store_end(d->session->store,
				   move(d, &row, &codes, &texts, &why),
				   d->session->dry_run, &why);
	if (result == 0) {
		counts->done++;
		result = d->show(d->ctx, &row, NULL, err);
	} else if (why.kind == ERROR_POLICY) {
		counts->refused++;
		result = d->show(d->ctx, &row, &why, err);
	} else {
		*err = why;
	}
	buf_release(&codes);
	buf_release(&texts);
	student_store_release(&row);
	return result;
}

int review_decide(const struct review_decide *decide,
		  const struct case_filter *filter,
		  struct review_counts *counts, struct error *err)
{
	struct chosen chosen = {NULL, 0, 0};
	int result;
	size_t i;

	memset(counts, 0, sizeof(*counts));
	result = check_reasons(decide, err);
	if (result == 0)
		result = student_store_each(decide->session, filter, remember,
					    &chosen, err);
	for (i = 0; result == 0 && i < chosen.n; i++)
		result = decide_one(decide, chosen.ids[i], counts, err);
	free(chosen.ids);
	return result;
}
