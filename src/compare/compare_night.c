/* SPDX-License-Identifier: MIT */
#include "compare/compare_night.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/config/cascade.h"
#include "compare/compare_intercept.h"
#include "compare/compare_submission.h"
#include "rules/pair_finding.h"
#include "store/case_store.h"
#include "store/compare_store.h"
#include "store/evidence_store.h"

/* Cases per commit; a night that is killed loses at most so many. */
enum { CHUNK = 32 };

struct night_case {
	struct compare_submission work;
	struct gate_answer gate; /* whether it may be compared */
	bool no_enrollment;
};

struct runner {
	const struct compare_night *run;
	const struct session *session; /* of run */
	struct compare_night_counts *counts;
	struct compare_set set;
	struct compare_judged *judged;
	long long *students;
	size_t n, cap, given, delivered;
};

struct align_limits compare_night_limits(const struct task *task)
{
	struct align_limits limits = align_limits_default;
	long same = policy_number(&task->policies, POLICY_SAME_MIN);
	long suspect = policy_number(&task->policies, POLICY_SUSPECT_MIN);

	if (same)
		limits.same =
			(double)same / 1000; /* policies are in thousandths */
	if (suspect)
		limits.suspect = (double)suspect / 1000;
	return limits;
}

/*
 * Cases that were stopped before are compared as well, because a new photo may
 * also be the same as theirs.
 */
bool compare_night_is_comparable(enum case_state state)
{
	return state == CASE_INTERCEPTED ||
	       (state != CASE_RAW &&
		case_state_allows(state, CASE_EVENT_INTERCEPT));
}

static int collect_case(void *ctx, const struct student_row *row,
			struct error *err)
{
	struct runner *r = ctx;

	(void)err;
	if (!row->photo_id || !compare_night_is_comparable(row->state))
		return 0;
	MEM_GROW(r->students, r->n, r->cap);
	r->students[r->n++] = row->student.id;
	return 0;
}

/* Take the verdict on the last added pair from the given results, if any. */
static int take_given(struct runner *r, struct night_case *it,
		      struct error *err)
{
	const struct compare_given *from = r->run->given;
	struct compare_submission_pair *p = &it->work.pairs[it->work.n - 1];
	struct compare_given_pair pair = {.a_face = it->work.photo->face,
					  .b_face = p->other->face};
	int got = 0;

	memcpy(pair.a, it->work.photo->sha256, SHA256_HEX);
	memcpy(pair.b, p->other->sha256, SHA256_HEX);
	if (from)
		got = from->pair(from->ctx, &pair, &p->verdict, err);
	p->given = got > 0;
	return got < 0 ? -1 : 0;
}

/* The student's own enrollment photos are compared whatever their hashes. */
static int add_enrollment(struct runner *r, struct night_case *it,
			  struct error *err)
{
	size_t i, n;
	const size_t *own = compare_set_enrollments(
		&r->set, it->work.photo->student_id, &n);
	int known;

	it->no_enrollment = n == 0;
	for (i = 0; i < n; i++) {
		const struct compare_set_photo *o = &r->set.list[own[i]];

		known = compare_store_known(r->session->store,
					    it->work.photo->id, o->id,
					    PHASH_VERSION, err);
		if (known < 0)
			return -1;
		if (known)
			continue;
		compare_submission_add(&it->work, o,
				       compare_set_code(it->work.photo, o));
		if (take_given(r, it, err) < 0)
			return -1;
	}
	return 0;
}

/* Take the query from the given results; it is stored like one made here. */
static int take_query(struct runner *r, struct compare_submission *w,
		      struct error *err)
{
	const struct compare_given *from = r->run->given;
	int got = 0;

	if (from)
		got = from->query(from->ctx, w->photo->sha256, &w->photo->face,
				  &w->query, err);
	w->query_made = got > 0;
	return got < 0 ? -1 : 0;
}

/*
 * Nothing is compared twice: each photo has a mark, which is the sequence
 * number up to which it was compared with others, and only photos with higher
 * numbers are new to it.  A photo whose student was changed is compared as if
 * it were new.
 */
static int plan_search(struct runner *r, struct compare_submission *w,
		       struct error *err)
{
	if (compare_store_marked(r->session->store, w->photo->id, PHASH_VERSION,
				 &w->up_to, err) < 0)
		return -1;
	if (w->photo->sequence > w->up_to)
		w->up_to = 0;
	if (compare_store_forget(r->session->store, w->photo->id, w->up_to,
				 err) < 0)
		return -1;
	if (w->every_pair || w->up_to >= compare_set_sequence(&r->set))
		return 0;
	if (compare_store_query(r->session->store, w->photo->id, PHASH_VERSION,
				&w->query, err) < 0)
		return -1;
	return w->query.size ? 0 : take_query(r, w, err);
}

static int plan_case(struct runner *r, struct night_case *it, struct error *err)
{
	struct student_row row;
	int asked;

	if (student_store_get(r->session->store, r->students[r->given++], &row,
			      err) < 0)
		return -1;
	it->work = (struct compare_submission){
		.set = &r->set,
		.store = r->session->store,
		.photo = compare_set_find(&r->set, row.photo_id),
		.limits = compare_night_limits(r->session->task),
		.judged = r->judged,
		.every_pair = r->run->every_pair,
	};
	asked = case_store_ask_compare(r->session, &row, &it->gate, err);
	student_store_release(&row);
	if (asked < 0)
		return -1;
	if (!it->work.photo)
		return error_set(err, ERROR_STORE,
				 _("a case names a photo that is gone"));
	if (!it->gate.allowed)
		return 0;
	if (plan_search(r, &it->work, err) < 0)
		return -1;
	return add_enrollment(r, it, err);
}

static int next_case(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;

	if (r->given == r->n)
		return 0;
	return plan_case(r, item, err) < 0 ? -1 : 1;
}

static void compare_case(void *item, void *scratch)
{
	struct night_case *it = item;

	(void)scratch;
	if (it->gate.allowed)
		compare_submission_judge(&it->work);
}

static int store_pair(struct runner *r, const struct compare_submission *w,
		      const struct compare_submission_pair *p,
		      struct error *err)
{
	struct compare_row row = {
		.photo_id = w->photo->id,
		.other_id = p->other->id,
		.role = p->code,
		.version = PHASH_VERSION,
		.measure = p->verdict.evidence.measure,
		.score = p->verdict.score,
		.verdict = align_verdict_name(p->verdict.verdict),
		.mirrored = p->verdict.evidence.mirrored,
		.face_width = p->verdict.evidence.native_width,
	};

	/* A pair that the search proposed but that differs is not stored. */
	if (p->verdict.verdict == ALIGN_DIFFERENT &&
	    strcmp(p->code, "SAM-ENROLL") != 0)
		return 0;
	return compare_store_put(r->session->store, &row, r->session->now, err);
}

static int store_pairs(struct runner *r, const struct compare_submission *w,
		       struct error *err)
{
	struct compare_mark mark = {w->photo->id, PHASH_VERSION,
				    compare_set_sequence(&r->set)};
	size_t i;

	for (i = 0; i < w->n; i++)
		if (store_pair(r, w, &w->pairs[i], err) < 0)
			return -1;
	if (w->query_made &&
	    compare_store_put_query(r->session->store, w->photo->id,
				    PHASH_VERSION, &w->query, err) < 0)
		return -1;
	/* There were no new photos since the last time: nothing to store. */
	if (!w->n && w->up_to >= mark.up_to)
		return 0;
	return compare_store_mark(r->session->store, &mark, r->session->now,
				  err);
}

_Static_assert((int)PAIR_FINDING_SURE_WIDTH == (int)ALIGN_SURE_WIDTH,
	       "one limit in two rooms");

static int add_verdict(void *ctx, const struct compare_row *row,
		       struct error *err)
{
	struct compare_night_result *result = ctx;
	struct pair_finding pair = {
		.role = row->role,
		.verdict = row->verdict,
		.score = row->score,
		.face_width = row->face_width,
		.other_case = row->other_student_id != row->student_id
				      ? row->other_student_id
				      : 0,
		.other_xh = row->other_xh,
		.other_file = row->other_file,
		.other_at = row->other_at,
	};

	(void)err;
	if (!*row->overruled)
		pair_finding_add(&pair, &result->findings);
	return 0;
}

/*
 * Scores and outcomes that came before the photo was made count now.  A later
 * one has already stopped the case when it came, and may since have been
 * overruled.
 */
static int add_evidence(struct runner *r, const struct student_row *row,
			struct compare_night_result *result, struct error *err)
{
	unsigned fails = 0;

	if (row->state == CASE_MADE &&
	    evidence_store_findings(r->session, row, &result->findings, &fails,
				    err) < 0)
		return -1;
	result->by |= fails;
	return 0;
}

/*
 * The worst of all verdicts in force decides, including those of earlier
 * nights: a photo that was suspect yesterday is not cleared because it differs
 * from the new photos of today.
 */
static int decide_case(struct runner *r, struct student_row *row,
		       struct compare_night_result *result, struct error *err)
{
	const struct case_store_step step = {.event = CASE_EVENT_SUBMIT};
	const struct compare_stop stop = {
		.by = result->by,
		.findings = &result->findings,
	};
	struct gate_answer answer;

	if (row->state == CASE_INTERCEPTED)
		return 0;
	if (findings_worst(&result->findings) == FINDING_ERROR)
		return compare_intercept_stop(r->session, row, &stop, err);
	if (row->state != CASE_MADE ||
	    case_store_move(r->session, row, &step, &answer, err) == 0)
		return 0;
	if (answer.allowed)
		return -1;
	/* Submitted too often: the case stays made, and the list says why. */
	err->kind = ERROR_NONE;
	gate_finding(&answer, &result->findings);
	return 0;
}

/* Each case is counted once, by its worst result. */
static void count_case(struct runner *r, const struct night_case *it,
		       const struct compare_night_result *result)
{
	struct compare_night_counts *c = r->counts;

	c->pairs += (long)it->work.n;
	c->no_enrollment += it->no_enrollment;
	if (result->refused)
		c->refused++;
	else if (result->error)
		c->failed++;
	else if (result->by & ~(unsigned)LEDGER_BY_SAME)
		c->below++;
	else if (findings_worst(&result->findings) == FINDING_ERROR)
		c->same++;
	else if (findings_has(&result->findings, "SAM-SUSPECT") ||
		 findings_has(&result->findings, "CMP-SUSPECT"))
		c->suspect++;
	else
		c->clear++;
}

static int settle_case(struct runner *r, struct night_case *it,
		       struct student_row *row,
		       struct compare_night_result *result, struct error *err)
{
	if (!it->gate.allowed) {
		result->refused = true;
		gate_finding(&it->gate, &result->findings);
		return 0;
	}
	if (it->work.error.kind != ERROR_NONE) {
		result->error = &it->work.error;
		return 0;
	}
	if (store_pairs(r, &it->work, err) < 0 ||
	    compare_store_each_of(r->session->store, it->work.photo->id,
				  add_verdict, result, err) < 0)
		return -1;
	if (findings_worst(&result->findings) == FINDING_ERROR)
		result->by = LEDGER_BY_SAME;
	if (add_evidence(r, row, result, err) < 0)
		return -1;
	if (it->no_enrollment)
		findings_add(&result->findings, "CMP-NO-ENROLL");
	return decide_case(r, row, result, err);
}

static int finish_case(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct night_case *it = item;
	struct compare_night_result result = {.compared = (long)it->work.n};
	struct student_row row;
	enum case_state before;
	bool old; /* stopped before, and nothing new to compare: not reported */
	int code;

	if (student_store_get(r->session->store, it->work.photo->student_id,
			      &row, err) < 0)
		return -1;
	result.row = &row;
	before = row.state;
	old = row.state == CASE_INTERCEPTED && it->work.n == 0;
	code = settle_case(r, it, &row, &result, err);
	result.moved = row.state != before;
	r->counts->total -= old;
	if (code == 0 && !old) {
		count_case(r, it, &result);
		code = r->run->show(r->run->ctx, &result, err);
	}
	findings_release(&result.findings);
	student_store_release(&row);
	r->delivered++;
	if (code == 0 && r->run->step)
		r->run->step(r->run->ctx, (long)r->delivered, (long)r->n);
	if (code == 0 && !r->session->dry_run && r->delivered % CHUNK == 0)
		code = store_checkpoint(r->session->store, err);
	return code;
}

static void discard_case(void *item)
{
	struct night_case *it = item;

	compare_submission_release(&it->work);
}

static int compare_cases(struct runner *r, struct error *err)
{
	static const struct batch shape = {
		.next = next_case,
		.work = compare_case,
		.done = finish_case,
		.discard = discard_case,
		.item_size = sizeof(struct night_case),
		.pictures = true,
	};
	const struct compare_night *run = r->run;
	struct compare_prepare prepare = {.session = run->session,
					  .models = run->models,
					  .given = run->given};
	struct compare_prepare_counts prepared;

	if (compare_prepare(&prepare, &prepared, err) < 0 ||
	    compare_set_load(run->session->store, run->session->task, &r->set,
			     err) < 0 ||
	    student_store_each(run->session, run->filter, collect_case, r,
			       err) < 0)
		return -1;
	r->counts->total = (long)r->n;
	if (!run->every_pair) /* else every pair is judged in both directions */
		r->judged = compare_judged_new(r->set.n);
	return r->n ? batch_run(&shape, r, run->session->jobs, err) : 0;
}

/* Run a night; the models are loaded. */
static int run_night(const struct compare_night *run,
		     struct compare_night_counts *counts, struct error *err)
{
	struct runner r = {
		.run = run, .session = run->session, .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	/*
	 * The transaction begins before the faces are found, so that a dry run
	 * also undoes what is written in preparation for the search.
	 */
	result = store_begin(run->session->store, err);
	if (result == 0)
		result = store_end_batch(run->session->store,
					 compare_cases(&r, err),
					 run->session->dry_run, err);
	compare_judged_free(r.judged);
	compare_set_release(&r.set);
	free(r.students);
	return result;
}

int compare_night(const struct compare_night *run,
		  struct compare_night_counts *counts, struct error *err)
{
	struct compare_night with = *run;
	struct face_models models;
	int result;

	if (run->models != NULL)
		return run_night(run, counts, err);
	if (cascade_models_load(&models, err) < 0)
		return -1;
	with.models = &models;
	result = run_night(&with, counts, err);
	cascade_models_release(&models);
	return result;
}

static int judge_case(struct runner *r, struct night_case *it,
		      struct compare_night_result *result, struct error *err)
{
	if (plan_case(r, it, err) < 0)
		return -1;
	compare_submission_judge(&it->work);
	if (it->work.error.kind != ERROR_NONE) {
		*err = it->work.error;
		return -1;
	}
	if (store_pairs(r, &it->work, err) < 0)
		return -1;
	return compare_store_each_of(r->session->store, it->work.photo->id,
				     add_verdict, result, err);
}

int compare_night_case(const struct compare_night *run, long long student_id,
		       struct findings *findings, struct error *err)
{
	struct runner r = {.run = run,
			   .session = run->session,
			   .students = &student_id,
			   .n = 1};
	struct compare_prepare prepare = {.session = run->session,
					  .models = run->models};
	struct compare_night_result result = {.compared = 0};
	struct compare_prepare_counts prepared;
	struct night_case it = {.no_enrollment = false};
	int code = compare_prepare(&prepare, &prepared, err);

	if (code == 0)
		code = compare_set_load(run->session->store, run->session->task,
					&r.set, err);
	if (code == 0)
		code = judge_case(&r, &it, &result, err);
	if (code == 0)
		findings_append(findings, &result.findings);
	findings_release(&result.findings);
	compare_submission_release(&it.work);
	compare_set_release(&r.set);
	return code;
}
