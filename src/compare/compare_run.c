/* SPDX-License-Identifier: MIT */
#include "compare/compare_run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/intake.h"
#include "codec/photo_decode.h"
#include "compare/compare_pair.h"
#include "compare/compare_set.h"
#include "store/case_store.h"
#include "store/compare_store.h"
#include "store/file_store.h"

enum { CHUNK = 32 };

struct pair {
	const struct compare_set_photo *other;
	const char *code;
	struct compare_verdict verdict;
	bool identical; /* the same bytes */
	char *path;
};

struct item {
	const struct compare_set_photo *photo;
	struct align_limits limits;
	char *path;
	struct pair *pairs;
	size_t n, cap;
	bool no_enrollment;
	struct error error;
};

struct runner {
	const struct compare_run *run;
	struct compare_run_counts *counts;
	struct compare_set set;
	long long *students;
	size_t n, cap, given, delivered;
};

struct align_limits compare_run_limits(const struct task *task)
{
	struct align_limits limits = align_limits_default;
	long same = task_policy_number(task, "same_min");
	long suspect = task_policy_number(task, "suspect_min");

	if (same)
		limits.same = (double)same / 1000;
	if (suspect)
		limits.suspect = (double)suspect / 1000;
	return limits;
}

static int collect(void *ctx, const struct student_row *row, struct error *err)
{
	struct runner *r = ctx;

	(void)err;
	if (!row->photo_id ||
	    !case_state_allows(row->state, CASE_EVENT_INTERCEPT) ||
	    row->state == CASE_RAW)
		return 0;
	MEM_GROW(r->students, r->n, r->cap);
	r->students[r->n++] = row->student.id;
	return 0;
}

static void add_pair(struct runner *r, struct item *it,
		     const struct compare_set_photo *other, const char *code)
{
	struct pair *p;

	MEM_GROW(it->pairs, it->n, it->cap);
	p = &it->pairs[it->n++];
	memset(p, 0, sizeof(*p));
	p->other = other;
	p->code = code;
	p->identical = strcmp(it->photo->sha256, other->sha256) == 0;
	p->path = file_store_path(r->run->store, FILE_STORE_ORIGINAL,
				  other->sha256);
}

/* The student's own enrollment photos are verified whatever the hash says. */
static int add_own(struct runner *r, struct item *it, struct error *err)
{
	size_t i;
	int known;

	it->no_enrollment = true;
	for (i = 0; i < r->set.n; i++) {
		const struct compare_set_photo *o = &r->set.list[i];

		if (o->kind != COMPARE_SET_ENROLLMENT ||
		    o->student_id != it->photo->student_id)
			continue;
		it->no_enrollment = false;
		known = compare_store_known(r->run->store, it->photo->id,
					    o->id, PHASH_VERSION, err);
		if (known < 0)
			return -1;
		if (!known)
			add_pair(r, it, o, "SAM-ENROLL");
	}
	return 0;
}

static bool has_pair(const struct item *it,
		     const struct compare_set_photo *other)
{
	size_t i;

	for (i = 0; i < it->n; i++)
		if (it->pairs[i].other == other)
			return true;
	return false;
}

static int add_found(struct runner *r, struct item *it, long long up_to,
		     struct error *err)
{
	struct compare_candidates found = {NULL, 0};
	const struct phash *probes = r->set.probes + it->photo->probes;
	size_t i;

	if (!it->photo->has_hash)
		return 0;
	if (compare_search_find(r->set.search, probes, -1, &found, err) < 0)
		return -1;
	for (i = 0; i < found.n; i++) {
		const struct compare_set_photo *o =
			&r->set.list[r->set.with_hash[found.list[i].number]];
		const char *code = compare_set_code(it->photo, o);

		if (o != it->photo && o->id > up_to && code && !has_pair(it, o))
			add_pair(r, it, o, code);
	}
	free(found.list);
	return 0;
}

static int plan(struct runner *r, struct item *it, struct error *err)
{
	struct student_row row;
	long long up_to;

	if (student_store_get(r->run->store, r->students[r->given++], &row,
			      err) < 0)
		return -1;
	it->photo = compare_set_find(&r->set, row.photo_id);
	student_store_release(&row);
	if (!it->photo)
		return error_set(err, ERROR_STORE,
				 _("a case names a photo that is gone"));
	it->limits = compare_run_limits(r->run->task);
	it->path = file_store_path(r->run->store, FILE_STORE_ORIGINAL,
				   it->photo->sha256);
	if (compare_store_marked(r->run->store, it->photo->id, PHASH_VERSION,
				 &up_to, err) < 0)
		return -1;
	if (add_own(r, it, err) < 0)
		return -1;
	return add_found(r, it, up_to, err);
}

static int next(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;

	if (r->given == r->n)
		return 0;
	return plan(r, item, err) < 0 ? -1 : 1;
}

static int open_face(const struct compare_set_photo *photo, const char *path,
		     struct compare_face *face, struct error *err)
{
	struct intake_item file = {.path = mem_xstrdup(path)};
	struct compare_source source = {.face = photo->face};
	struct photo_source info;
	int result = -1;

	intake_load(&file);
	if (file.error.kind != ERROR_NONE) {
		*err = file.error;
	} else {
		source.bytes = buf_str(&file.bytes);
		source.size = file.bytes.size;
		result = photo_decode_peek(source.bytes, source.size, &info,
					   err);
		source.orientation = info.exif.orientation;
		if (result == 0)
			result = compare_face_open(face, &source, err);
	}
	intake_item_release(&file);
	return result;
}

static void judge(struct item *it, const struct compare_face *face,
		  struct pair *p)
{
	struct compare_face other = {NULL};

	if (p->identical) {
		p->verdict.verdict = ALIGN_SAME;
		p->verdict.score = 100;
		p->verdict.evidence.measure = 1;
		return;
	}
	if (open_face(p->other, p->path, &other, &it->error) == 0)
		compare_pair(face, &other, &it->limits, &p->verdict);
	compare_face_release(&other);
}

static void work(void *item, void *scratch)
{
	struct item *it = item;
	struct compare_face face = {NULL};
	size_t i;

	(void)scratch;
	if (!it->n)
		return;
	if (open_face(it->photo, it->path, &face, &it->error) == 0)
		for (i = 0; i < it->n; i++)
			judge(it, &face, &it->pairs[i]);
	compare_face_release(&face);
}

static int store_pairs(struct runner *r, const struct item *it,
		       struct error *err)
{
	size_t i;

	for (i = 0; i < it->n; i++) {
		const struct pair *p = &it->pairs[i];
		struct compare_row row = {
			.photo_id = it->photo->id,
			.other_id = p->other->id,
			.role = p->code,
			.version = PHASH_VERSION,
			.measure = p->verdict.evidence.measure,
			.score = p->verdict.score,
			.verdict = align_verdict_name(p->verdict.verdict),
			.mirrored = p->verdict.evidence.mirrored,
		};

		/* Strangers that the hash proposed are not worth a row. */
		if (p->verdict.verdict == ALIGN_DIFFERENT &&
		    strcmp(p->code, "SAM-ENROLL") != 0)
			continue;
		if (compare_store_put(r->run->store, &row, r->run->now, err) <
		    0)
			return -1;
	}
	if (!r->set.n)
		return 0;
	return compare_store_mark(r->run->store, it->photo->id, PHASH_VERSION,
				  r->set.list[r->set.n - 1].id, r->run->now,
				  err);
}

static int add_verdict(void *ctx, const struct compare_row *row,
		       struct error *err)
{
	struct compare_run_result *result = ctx;
	bool same = strcmp(row->verdict, "same") == 0;
	struct finding *f;

	(void)err;
	if (strcmp(row->verdict, "different") == 0 || *row->overruled)
		return 0;
	f = findings_add_value(&result->findings,
			       same ? row->role : "SAM-SUSPECT", row->score,
			       NAN, NAN, "");
	snprintf(f->detail, sizeof(f->detail), "%s",
		 same ? "" : row->role);
	return 0;
}

/* The worst of all verdicts in force, also those of earlier nights. */
static int decide(struct runner *r, struct student_row *row,
		  struct compare_run_result *result, struct error *err)
{
	struct buf note = BUF_INIT;
	bool stop = findings_worst(&result->findings) == FINDING_ERROR;
	struct case_store_step step = {
		.event = stop ? CASE_EVENT_INTERCEPT : CASE_EVENT_SUBMIT,
		.who = r->run->who,
		.at = r->run->now,
	};
	int code = 0;

	if (stop) {
		finding_text(&result->findings.list[0], i18n_lang(), &note);
		step.note = buf_str(&note);
		step.detail = result->findings.list[0].code;
	}
	if (stop || row->state == CASE_MADE)
		code = case_store_move(r->run->store, r->run->task, row, &step,
				       err);
	buf_release(&note);
	return code;
}

static void count(struct runner *r, const struct item *it,
		  const struct compare_run_result *result)
{
	struct compare_run_counts *c = r->counts;

	c->pairs += (long)it->n;
	c->no_enrollment += it->no_enrollment;
	if (result->error)
		c->failed++;
	else if (findings_worst(&result->findings) == FINDING_ERROR)
		c->same++;
	else if (findings_has(&result->findings, "SAM-SUSPECT"))
		c->suspect++;
	else
		c->clear++;
}

static int settle(struct runner *r, struct item *it, struct student_row *row,
		  struct compare_run_result *result, struct error *err)
{
	if (it->error.kind != ERROR_NONE) {
		result->error = &it->error;
		return 0;
	}
	if (store_pairs(r, it, err) < 0 ||
	    compare_store_each_of(r->run->store, it->photo->id, add_verdict,
				  result, err) < 0)
		return -1;
	if (it->no_enrollment)
		findings_add(&result->findings, "CMP-NO-ENROLL");
	return decide(r, row, result, err);
}

static int done(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct item *it = item;
	struct compare_run_result result = {.compared = (long)it->n};
	struct student_row row;
	int code;

	if (student_store_get(r->run->store, it->photo->student_id, &row,
			      err) < 0)
		return -1;
	result.row = &row;
	code = settle(r, it, &row, &result, err);
	if (code == 0) {
		count(r, it, &result);
		code = r->run->show(r->run->ctx, &result, err);
	}
	findings_release(&result.findings);
	student_store_release(&row);
	r->delivered++;
	if (code == 0 && r->run->step)
		r->run->step(r->run->ctx, (long)r->delivered, (long)r->n);
	if (code == 0 && !r->run->dry_run && r->delivered % CHUNK == 0)
		code = store_checkpoint(r->run->store, err);
	return code;
}

static void discard(void *item)
{
	struct item *it = item;
	size_t i;

	for (i = 0; i < it->n; i++)
		free(it->pairs[i].path);
	free(it->pairs);
	free(it->path);
}

static int run_all(struct runner *r, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct item),
	};
	int result = store_begin(r->run->store, err);

	if (result < 0)
		return -1;
	result = batch_run(&shape, r, r->run->jobs, err);
	if (r->run->dry_run ||
	    (result < 0 && err->kind != ERROR_INTERRUPTED)) {
		store_rollback(r->run->store);
		return result;
	}
	return store_commit(r->run->store, result < 0 ? NULL : err) < 0
		       ? -1
		       : result;
}

int compare_run(const struct compare_run *run,
		struct compare_run_counts *counts, struct error *err)
{
	struct runner r = {.run = run, .counts = counts};
	struct compare_prepare prepare = {
		.store = run->store,
		.task = run->task,
		.models = run->models,
		.now = run->now,
		.jobs = run->jobs,
	};
	struct compare_prepare_counts prepared;
	int result;

	memset(counts, 0, sizeof(*counts));
	result = compare_prepare(&prepare, &prepared, err);
	if (result == 0)
		result = compare_set_load(run->store, run->task, &r.set, err);
	if (result == 0)
		result = student_store_each(run->store, run->task, run->filter,
					    collect, &r, err);
	counts->total = (long)r.n;
	if (result == 0 && r.n)
		result = run_all(&r, err);
	compare_set_release(&r.set);
	free(r.students);
	return result;
}
