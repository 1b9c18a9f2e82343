/* SPDX-License-Identifier: MIT */
#include "review/case_evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/thumb.h"
#include "page/paper.h"
#include "review/case_history.h"
#include "rules/case_note.h"
#include "rules/pair_finding.h"
#include "rules/redact_text.h"
#include "rules/roster_row.h"
#include "rules/words.h"
#include "store/file_store.h"
#include "store/outcome_store.h"
#include "store/score_store.h"

/* Photos are drawn at most so high, in pixels. */
enum { HEIGHT = 640, MAX_PICTURES = 5 };

/*
 * One case on paper, in the order in which a complaint asks:
 *
 *    who, state, quotas   whose case it is and where it stands
 *    pictures             what was sent, what was made, what it was like
 *    findings             what was measured
 *    comparisons, scores  what other photos and other systems say
 *    decisions            what persons said, with their reasons
 *    history              the log's rows, machines' and persons'
 *
 * Decisions stand in the history as well; apart they are a page to sign.
 */
struct writer {
	const struct session *session;
	const struct case_view *view;
	const struct case_evidence *how;
	struct paper *paper;
};

static void add_columns(struct table *t, const char *const *titles, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		table_add_column(t, titles[i], titles[i], TABLE_LEFT);
}

/* The person's words as this run may show them. */
static void add_words(const struct writer *w, const char *words,
		      struct buf *out)
{
	if (w->how->unmask)
		buf_adds(out, words);
	else
		redact_text(out, words);
}

static void add_pair(struct table *t, const char *name, const char *value)
{
	/* A line without a value would look as if something were withheld. */
	if (!*value)
		return;
	table_add_row(t);
	table_set(t, 0, name);
	table_set(t, 1, value);
}

static void add_field(const struct writer *w, struct table *t,
		      enum student_field field)
{
	struct buf room = BUF_INIT;

	roster_row_show(&room, field,
			student_get(&w->view->row->student, field),
			w->how->unmask);
	add_pair(t, student_field_label(field), buf_str(&room));
	buf_release(&room);
}

static void write_case(struct writer *w)
{
	static const enum student_field fields[] = {
		STUDENT_fy,  STUDENT_zymc, STUDENT_bh,	STUDENT_xh,
		STUDENT_ksh, STUDENT_xm,   STUDENT_zjhm};
	const char *const titles[] = {_("field"), _("value")};
	const struct case_view *view = w->view;
	struct table t = TABLE_INIT;
	struct buf text = BUF_INIT;
	size_t i;

	add_columns(&t, titles, ARRAY_SIZE(titles));
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		add_field(w, &t, fields[i]);
	add_pair(&t, _("state"), case_state_show(view->row->state));
	add_pair(&t, _("since"), view->row->state_since);
	case_note_show(view->row->note, i18n_lang(), w->how->unmask, &text);
	add_pair(&t, _("note"), buf_str(&text));
	buf_clear(&text);
	case_view_quotas(view, &text);
	add_pair(&t, _("quotas"), buf_str(&text));
	buf_clear(&text);
	add_words(w, view->overrule ? view->overrule : "", &text);
	add_pair(&t, _("overruled"), buf_str(&text));
	paper_table(w->paper, &t);
	buf_release(&text);
	table_release(&t);
}

/*
 * Without a picture the caption stands, with why.  A made photo is on the paper
 * byte for byte; a photo as it came is drawn small, without what a telephone
 * has written into it.
 */
struct drawn {
	struct stored_thumb thumb;
	char caption[200];
};

static void draw(const struct writer *w, enum file_store_room room,
		 const char *sha256, struct drawn *d)
{
	const struct student *student = &w->view->row->student;
	char *path = *sha256 ? file_store_path(w->session->store, room, sha256)
			     : NULL;
	char what[sizeof(d->caption)];

	stored_thumb_draw(path, room == FILE_STORE_MADE ? 0 : HEIGHT,
			  &d->thumb);
	stored_thumb_tell(&w->how->lost, student_get(student, STUDENT_xh),
			  d->caption, &d->thumb.lost);
	if (stored_thumb_lost(&d->thumb.lost)) {
		memcpy(what, d->caption, sizeof(what));
		snprintf(d->caption, sizeof(d->caption), _("%s: %s"), what,
			 stored_thumb_lost(&d->thumb.lost));
	}
	free(path);
}

static void caption(struct drawn *d, const char *text)
{
	snprintf(d->caption, sizeof(d->caption), "%s", text);
}

/*
 * Before and after always, as captions even without a picture; pairs as far as
 * there is room.
 */
static void write_pictures(struct writer *w)
{
	const struct case_view *view = w->view;
	struct paper_picture pictures[MAX_PICTURES];
	struct drawn drawn[MAX_PICTURES] = {0};
	size_t i, n = 2;

	caption(&drawn[0], _("before"));
	draw(w, FILE_STORE_ORIGINAL, view->photo.sha256, &drawn[0]);
	caption(&drawn[1], _("after"));
	draw(w, FILE_STORE_MADE, view->made_sha256, &drawn[1]);
	for (i = 0; i < view->n_pairs && n < MAX_PICTURES; i++, n++) {
		caption(&drawn[n], pair_finding_role(view->pairs[i].role));
		draw(w, FILE_STORE_ORIGINAL, view->pairs[i].other.sha256,
		     &drawn[n]);
	}
	for (i = 0; i < n; i++)
		pictures[i] = (struct paper_picture){
			.jpeg = drawn[i].thumb.jpeg.size
					? drawn[i].thumb.jpeg.data
					: NULL,
			.size = drawn[i].thumb.jpeg.size,
			.caption = drawn[i].caption};
	paper_heading(w->paper, _("photos"));
	paper_pictures(w->paper, pictures, n);
	for (i = 0; i < n; i++)
		stored_thumb_release(&drawn[i].thumb);
}

static void write_findings(struct writer *w)
{
	const char *const titles[] = {_("finding code"), _("severity"),
				      _("finding")};
	const struct findings *all = &w->view->findings;
	struct table t = TABLE_INIT;
	struct buf text = BUF_INIT;
	size_t i;

	add_columns(&t, titles, ARRAY_SIZE(titles));
	for (i = 0; i < all->n; i++) {
		buf_clear(&text);
		finding_text(&all->list[i], i18n_lang(), &text);
		table_add_row(&t);
		table_set(&t, 0, all->list[i].code);
		table_set(&t, 1,
			  words_show(finding_severity_name(
				  all->list[i].severity)));
		table_set(&t, 2, buf_str(&text));
	}
	if (t.n_rows)
		paper_heading(w->paper, _("findings"));
	paper_table(w->paper, &t);
	buf_release(&text);
	table_release(&t);
}

static void write_comparisons(struct writer *w)
{
	const char *const titles[] = {_("compared with"), _("result"),
				      _("score"), _("overruled")};
	const struct case_view *view = w->view;
	struct table t = TABLE_INIT;
	struct buf text = BUF_INIT;
	size_t i;

	add_columns(&t, titles, ARRAY_SIZE(titles));
	for (i = 0; i < view->n_pairs; i++) {
		buf_clear(&text);
		add_words(w, view->pairs[i].overruled, &text);
		table_add_row(&t);
		table_set(&t, 0, pair_finding_role(view->pairs[i].role));
		table_set(&t, 1, words_show(view->pairs[i].verdict));
		table_setf(&t, 2, "%.1f", view->pairs[i].score);
		table_set(&t, 3, buf_str(&text));
	}
	if (t.n_rows)
		paper_heading(w->paper, _("comparisons"));
	paper_table(w->paper, &t);
	buf_release(&text);
	table_release(&t);
}

/* With the limit of its day: a score of 78 was good where 75 was asked for. */
static int add_score(const struct writer *w, struct table *t, bool advisory,
		     struct error *err)
{
	const struct score_asked asked = {w->view->row->student.id,
					  w->view->row->photo_id, advisory};
	struct score_value value;
	char at[26];
	int got = score_store_of(w->session->store, &asked, &value, err);

	if (got <= 0)
		return got;
	date_time_format(value.at, at);
	table_add_row(t);
	table_set(t, 0, advisory ? _("face score, advisory") : _("face score"));
	table_setf(t, 1, _("%.1f (at least %.0f)"), value.score, value.least);
	table_set(t, 2, at);
	return 0;
}

static int add_outcome(const struct writer *w, struct table *t,
		       enum outcome_kind kind, struct error *err)
{
	struct outcome_row row = {.student_id = w->view->row->student.id,
				  .photo_id = w->view->row->photo_id,
				  .kind = kind};
	char at[26];
	int got = outcome_store_of(w->session->store, &row, err);

	if (got <= 0)
		return got;
	date_time_format(row.at, at);
	table_add_row(t);
	table_set(t, 0,
		  kind == OUTCOME_FACE ? _("face comparison")
				       : _("identity check"));
	table_set(t, 1, outcome_show(row.outcome));
	table_set(t, 2, at);
	return 0;
}

static int write_scores(struct writer *w, struct error *err)
{
	const char *const titles[] = {_("kind"), _("result"), _("time")};
	struct table t = TABLE_INIT;
	int result = -1;

	add_columns(&t, titles, ARRAY_SIZE(titles));
	if (add_score(w, &t, false, err) == 0 &&
	    add_score(w, &t, true, err) == 0 &&
	    add_outcome(w, &t, OUTCOME_FACE, err) == 0 &&
	    add_outcome(w, &t, OUTCOME_IDENTITY, err) == 0)
		result = 0;
	if (t.n_rows)
		paper_heading(w->paper, _("scores"));
	paper_table(w->paper, &t);
	table_release(&t);
	return result;
}

/* The log, or of it what persons decided. */
struct events {
	const struct writer *w;
	struct table t;
	bool decisions;
};

static int add_event(void *ctx, const struct case_history_entry *e,
		     struct error *err)
{
	struct events *events = ctx;
	struct table *t = &events->t;
	struct buf text = BUF_INIT;
	char at[26];

	(void)err;
	if (events->decisions && !case_history_is_decision(e))
		return 0;
	date_time_format(e->log->at, at);
	case_note_detail(&e->detail, events->w->how->unmask, &text);
	table_add_row(t);
	table_set(t, 0, at);
	table_set(t, 1, e->log->who);
	table_set(t, 2, case_state_event_show(e->log->event));
	table_set(t, 3, buf_str(&text));
	buf_release(&text);
	return 0;
}

static int write_events(struct writer *w, bool decisions, struct error *err)
{
	const char *const titles[] = {_("time"), _("who"), _("event"),
				      _("detail")};
	struct events events = {
		.w = w, .t = TABLE_INIT, .decisions = decisions};
	int result;

	add_columns(&events.t, titles, ARRAY_SIZE(titles));
	result = case_history_each(w->session, w->view->row->student.id,
				   add_event, &events, err);
	if (events.t.n_rows)
		paper_heading(w->paper,
			      decisions ? _("decisions") : _("history"));
	paper_table(w->paper, &events.t);
	table_release(&events.t);
	return result;
}

int case_evidence_write(const struct session *session,
			const struct case_view *view,
			const struct case_evidence *how, struct error *err)
{
	struct writer w = {session, view, how, NULL};
	struct error ignored = ERROR_INIT;
	int result;

	w.paper = paper_open(how->path, &how->about, err);
	if (!w.paper)
		return -1;
	write_case(&w);
	write_pictures(&w);
	write_findings(&w);
	write_comparisons(&w);
	result = write_scores(&w, err);
	if (result == 0)
		result = write_events(&w, true, err);
	if (result == 0)
		result = write_events(&w, false, err);
	if (paper_close(w.paper, result == 0 ? err : &ignored) < 0)
		result = -1;
	return result;
}
