/* SPDX-License-Identifier: MIT */
#include "review/case_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "review/case_history.h"
#include "rules/case_note.h"
#include "rules/pair_finding.h"
#include "rules/redact_text.h"
#include "store/compare_store.h"
#include "store/evidence_store.h"
#include "store/ledger_store.h"
#include "store/photo_store.h"

struct walk {
	const struct session *session;
	struct store *store;
	const struct task *task;
	case_view_fn fn;
	void *ctx;
	size_t overruled; /* of view.decisions, from 1; 0 = none */
	struct case_view view;
};

static bool has_this(const struct findings *all, const struct finding *f)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->list[i].code, f->code) == 0 &&
		    strcmp(all->list[i].detail, f->detail) == 0)
			return true;
	return false;
}

/* The check of a photo and its making say the same of it: once is enough. */
static void add_findings(struct walk *w, const char *text, struct findings *own)
{
	struct findings more = FINDINGS_INIT;
	size_t i;

	findings_from_text(text, &more);
	for (i = 0; i < more.n; i++)
		if (!has_this(&w->view.findings, &more.list[i]))
			*findings_copy(&w->view.findings) = more.list[i];
	if (own)
		findings_append(own, &more);
	findings_release(&more);
}

static int take_made(void *ctx, const struct photo_made_row *made,
		     struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	if (!session_sees(w->session, made->made_at))
		return 0;
	w->view.confidence = made->confidence;
	w->view.head_top = made->head_top;
	w->view.eye_line = made->eye_line;
	snprintf(w->view.made_sha256, sizeof(w->view.made_sha256), "%s",
		 made->sha256);
	add_findings(w, made->findings, &w->view.made);
	return 0;
}

static void read_photo(const struct photo_row *row, struct case_photo *out)
{
	snprintf(out->sha256, sizeof(out->sha256), "%s", row->sha256);
	out->width = row->width;
	out->height = row->height;
	if (isnan(row->face.width))
		return;
	out->face[0] = row->face.x;
	out->face[1] = row->face.y;
	out->face[2] = row->face.width;
	out->face[3] = row->face.height;
}

static int take_photo(void *ctx, const struct photo_row *photo,
		      struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	read_photo(photo, &w->view.photo);
	if (session_sees(w->session, photo->checked_at))
		add_findings(w, photo->findings, &w->view.source);
	return 0;
}

static int take_other(void *ctx, const struct photo_row *row, struct error *err)
{
	(void)err;
	read_photo(row, ctx);
	return 0;
}

/*
 * The row is borrowed from the query and gone with the next one, so the pair is
 * copied; pairs that differ are not kept, a search proposes many of them.
 */
static int keep_pair(struct walk *w, const struct compare_row *row,
		     const char *overruled, struct error *err)
{
	struct case_view *view = &w->view;
	struct case_pair *pair;

	MEM_GROW(view->pairs, view->n_pairs, view->cap_pairs);
	pair = &view->pairs[view->n_pairs++];
	memset(pair, 0, sizeof(*pair));
	snprintf(pair->role, sizeof(pair->role), "%s", row->role);
	snprintf(pair->verdict, sizeof(pair->verdict), "%s", row->verdict);
	pair->score = row->score;
	pair->overruled = mem_xstrdup(overruled);
	snprintf(pair->other_xh, sizeof(pair->other_xh), "%s", row->other_xh);
	return photo_store_get(w->store, row->other_id, take_other,
			       &pair->other, err);
}

/*
 * Only a finding when it says something of a person: a photo compared with the
 * student's own other photo names no other case.
 */
static int take_pair(void *ctx, const struct compare_row *row,
		     struct error *err)
{
	struct walk *w = ctx;
	/* what is written beside a pair has no time; the log's row has */
	bool overruled =
		*row->overruled && (!w->session->as_of || w->view.overrule);
	struct pair_finding pair = {
		.role = row->role,
		.verdict = row->verdict,
		.score = row->score,
		.face_width = row->face_width,
		.overruled = overruled,
		.other_case = row->other_student_id != row->student_id
				      ? row->other_student_id
				      : 0,
		.other_xh = row->other_xh,
		.other_file = row->other_file,
		.other_at = row->other_at,
	};

	if (!session_sees(w->session, row->at))
		return 0;
	pair_finding_add(&pair, &w->view.findings);
	if (strcmp(row->verdict, "different") == 0)
		return 0;
	return keep_pair(w, row, overruled ? row->overruled : "", err);
}

static void keep_decision(struct case_view *view,
			  const struct case_history_entry *e)
{
	struct case_decision *d;

	MEM_GROW(view->decisions, view->n_decisions, view->cap_decisions);
	d = &view->decisions[view->n_decisions++];
	memset(d, 0, sizeof(*d));
	date_time_format(e->log->at, d->at);
	case_detail_put(d->who, sizeof(d->who), e->log->who);
	case_detail_put(d->event, sizeof(d->event), e->log->event);
	case_detail_put(d->codes, sizeof(d->codes), e->detail.codes);
	case_detail_put(d->reason, sizeof(d->reason), e->detail.reason);
}

static int take_event(void *ctx, const struct case_history_entry *e,
		      struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	if (case_history_is_decision(e))
		keep_decision(&w->view, e);
	if (strcmp(e->log->event, "overrule") == 0)
		w->overruled = w->view.n_decisions;
	/* A reason was given for the photo of then. */
	else if (strcmp(e->log->event, "photo") == 0 ||
		 strcmp(e->log->event, "replace") == 0 ||
		 strcmp(e->detail.what, "overrule") == 0)
		w->overruled = 0;
	return 0;
}

/* What the log says of the case: decisions so far, counters. */
static int read_log(struct walk *w, struct error *err)
{
	struct case_view *view = &w->view;
	struct ledger ledger;
	size_t i;

	w->overruled = 0;
	if (case_history_each(w->session, view->row->student.id, take_event, w,
			      err) < 0 ||
	    ledger_store_read(w->session, view->row->student.id,
			      session_as_of(w->session), &ledger, err) < 0)
		return -1;
	case_quota_of(&ledger, &w->session->task->policies, w->session->now,
		      &view->quota);
	if (w->overruled)
		view->overrule = view->decisions[w->overruled - 1].reason;
	for (i = 0; i < view->n_decisions && view->row->state == CASE_OPENED;
	     i++)
		if (strcmp(view->decisions[i].event, "open") == 0)
			view->reviewer = view->decisions[i].who;
	return 0;
}

/*
 * In the order of the work (roster, check, making, comparison), so that what a
 * later step repeats is left out and not what came first.
 */
static int collect(struct walk *w, struct error *err)
{
	long long photo = w->view.row->photo_id;
	struct photo_made_key key = {photo, w->task->output_profile};

	add_findings(w, w->view.row->findings, NULL);
	if (!photo)
		return 0;
	if (photo_store_get(w->store, photo, take_photo, w, err) < 0 ||
	    photo_store_get_made(w->store, &key, take_made, w, err) < 0)
		return -1;
	if (compare_store_each_of(w->store, photo, take_pair, w, err) < 0)
		return -1;
	return evidence_store_findings(w->session, w->view.row,
				       &w->view.findings, NULL, err);
}

static void add_separator(struct buf *texts)
{
	if (texts->size)
		buf_adds(texts, i18n_lang() == I18N_ZH ? "；" : "; ");
}

static void write_texts(struct case_view *view)
{
	struct buf words = BUF_INIT;
	size_t i;

	findings_texts(&view->findings, &view->texts);
	for (i = 0; i < view->n_pairs; i++)
		if (*view->pairs[i].overruled) {
			add_separator(&view->texts);
			buf_clear(&words);
			redact_text(&words, view->pairs[i].overruled);
			buf_addf(&view->texts, _("overruled: %s"),
				 buf_str(&words));
		}
	buf_release(&words);
}

static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	struct walk *w = ctx;
	int result;

	memset(&w->view, 0, sizeof(w->view));
	w->view.row = row;
	result = read_log(w, err);
	if (result == 0)
		result = collect(w, err);
	write_texts(&w->view);
	case_note_show(row->note, i18n_lang(), false, &w->view.note);
	if (result == 0)
		result = w->fn(w->ctx, &w->view, err);
	findings_release(&w->view.findings);
	findings_release(&w->view.source);
	findings_release(&w->view.made);
	free(w->view.decisions);
	buf_release(&w->view.texts);
	buf_release(&w->view.note);
	case_view_free_pairs(w->view.pairs, w->view.n_pairs);
	return result;
}

struct case_pair *case_view_copy_pairs(const struct case_view *view)
{
	struct case_pair *pairs =
		mem_xcalloc(view->n_pairs + 1, sizeof(*pairs));
	size_t i;

	for (i = 0; i < view->n_pairs; i++) {
		pairs[i] = view->pairs[i];
		pairs[i].overruled = mem_xstrdup(view->pairs[i].overruled);
	}
	return pairs;
}

void case_view_free_pairs(struct case_pair *take_pairs, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(take_pairs[i].overruled);
	free(take_pairs);
}

int case_view_each(const struct session *session,
		   const struct case_filter *filter, case_view_fn fn, void *ctx,
		   struct error *err)
{
	struct walk w = {.session = session,
			 .store = session->store,
			 .task = session->task,
			 .fn = fn,
			 .ctx = ctx};

	return student_store_each(session, filter, visit, &w, err);
}

static struct json *pairs_json(const struct case_view *view)
{
	struct json *list = json_new_array(), *item;
	struct buf words = BUF_INIT;
	size_t i;

	for (i = 0; i < view->n_pairs; i++) {
		const struct case_pair *pair = &view->pairs[i];

		buf_clear(&words);
		redact_text(&words, pair->overruled);

		item = json_new_object();
		json_set_str(item, "code", pair->role);
		json_set_str(item, "verdict", pair->verdict);
		json_set_real(item, "score", pair->score, 1);
		json_set_str(item, "overruled", buf_str(&words));
		json_set_str(item, "other_xh", pair->other_xh);
		json_set_str(item, "other_photo", pair->other.sha256);
		json_add(list, item);
	}
	buf_release(&words);
	return list;
}

static void add_left(struct buf *out, const char *what, long left)
{
	if (out->size)
		buf_adds(out, i18n_lang() == I18N_ZH ? "，" : ", ");
	if (left == POLICY_UNLIMITED)
		buf_addf(out, _("%s: any"), what);
	else
		buf_addf(out, "%s %ld", what, left);
}

void case_view_quotas(const struct case_view *view, struct buf *out)
{
	const struct case_quota *q = &view->quota;

	add_left(out, _("makes left"), q->makes_left);
	add_left(out, _("resubmissions left"), q->resubmits_left);
	add_left(out, _("replacements left"), q->replaces_left);
}

static struct json *decisions_json(const struct case_view *view)
{
	struct json *list = json_new_array(), *item;
	struct buf words = BUF_INIT;
	size_t i;

	for (i = 0; i < view->n_decisions; i++) {
		const struct case_decision *d = &view->decisions[i];

		buf_clear(&words);
		redact_text(&words, d->reason);
		item = json_new_object();
		json_set_str(item, "at", d->at);
		json_set_str(item, "who", d->who);
		json_set_str(item, "decision", d->event);
		json_set(item, "reasons", case_history_reasons(d->codes));
		json_set_str(item, "note", buf_str(&words));
		json_add(list, item);
	}
	buf_release(&words);
	return list;
}

void case_view_decision(const struct case_decision *d, bool unmask,
			struct buf *out)
{
	struct case_detail said = {.n = 0};
	struct buf text = BUF_INIT;

	memcpy(said.codes, d->codes, sizeof(said.codes));
	memcpy(said.reason, d->reason, sizeof(said.reason));
	case_note_detail(&said, unmask, &text);
	buf_addf(out, "%s (%s)%s%s", case_state_event_show(d->event), d->who,
		 text.size ? ": " : "", buf_str(&text));
	buf_release(&text);
}

static void set_overrule(struct json *item, const struct case_view *view)
{
	struct buf words = BUF_INIT;

	if (view->overrule)
		redact_text(&words, view->overrule);
	json_set_str(item, "overrule", view->overrule ? buf_str(&words) : NULL);
	buf_release(&words);
}

struct json *case_view_json(const struct case_view *view)
{
	struct json *item = json_new_object();

	json_set_str(item, "state", case_state_name(view->row->state));
	json_set_str(item, "since", view->row->state_since);
	json_set_str(item, "note", buf_str(&view->note));
	json_set_str(item, "reviewer", view->reviewer);
	set_overrule(item, view);
	json_set_str(item, "photo", view->photo.sha256);
	json_set_str(item, "made", view->made_sha256);
	json_set_real(item, "confidence", view->confidence, 3);
	json_set(item, "findings", findings_json(&view->findings));
	json_set(item, "comparisons", pairs_json(view));
	json_set(item, "quota", case_quota_json(&view->quota));
	json_set(item, "decisions", decisions_json(view));
	return item;
}
