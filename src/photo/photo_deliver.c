/* SPDX-License-Identifier: MIT */
#include "photo/photo_deliver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "photo/photo_batch.h"
#include "photo/photo_keep.h"
#include "rules/task_profile.h"
#include "store/decision_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/photo_store.h"

enum { CHUNK = 32 };

/*
 * What is done for a photo:
 *
 *   kept and judged by today's profile ───────────────────────────► as it is
 *   the task's own, not judged so yet ──► judge the made, the original
 *   any other ──────────────────────────► make (which judges both)
 */
enum way { AS_IT_IS, JUDGE, MAKE };

struct wanted {
	struct delivery *to;
	enum way way;
	char original[SHA256_HEX];
	char *file;	     /* its name when it was imported */
	struct findings fit; /* gathered while judging */
};

struct runner {
	const struct photo_deliver *how;
	const struct session *session; /* of how */
	struct profile profile;
	char digest[SHA256_HEX]; /* of profile */
	bool own;		 /* the task's own profile */
	struct wanted *list;
	size_t n;
	/* of the present batch: its photos, and which of their files */
	enum photo_batch_job job;
	enum way way;
	size_t given, delivered;
	long done;
};

static int take_made(void *ctx, const struct photo_made_row *row,
		     struct error *err)
{
	struct wanted *w = ctx;

	(void)err;
	w->to->made_id = row->id;
	w->to->bytes = (long)row->bytes;
	memcpy(w->to->sha256, row->sha256, strlen(row->sha256) + 1);
	findings_from_text(row->fit, &w->fit);
	/* For plan_one(), which compares the digest and overwrites it. */
	memcpy(w->original, row->fit_by, strlen(row->fit_by) + 1);
	return 0;
}

static int take_original(void *ctx, const struct photo_row *row,
			 struct error *err)
{
	struct wanted *w = ctx;

	(void)err;
	memcpy(w->original, row->sha256, SHA256_HEX);
	w->file = mem_xstrdup(row->file);
	return 0;
}

static bool is_there(const struct runner *r, const struct delivery *to)
{
	char *path =
		file_store_path(r->session->store, FILE_STORE_MADE, to->sha256);
	bool there = file_exists(path);

	free(path);
	return there;
}

/* Deliver only the file that the reviewer saw, not one that was made later. */
static int check_approved(struct runner *r, struct wanted *w, struct error *err)
{
	char approved[SHA256_HEX];

	if (decision_store_approved(r->session->store, w->to->student_id,
				    w->to->photo_id, approved, err) < 0)
		return -1;
	if (!approved[0] || !w->to->sha256[0] ||
	    strcmp(approved, w->to->sha256) == 0)
		return 0;
	findings_add_detail(w->to->findings, "PKG-HASH", approved);
	w->way = AS_IT_IS;
	return 0;
}

static void forget(struct wanted *w)
{
	w->to->made_id = 0;
	w->to->bytes = 0;
	w->to->sha256[0] = '\0';
	findings_release(&w->fit);
}

/*
 * An earlier refusal counts like an earlier photo, because with the same
 * profile the same original would be refused again.
 */
static int plan_one(struct runner *r, struct wanted *w, struct error *err)
{
	const struct photo_made_key key = {w->to->photo_id, r->profile.name};
	int found = photo_store_get_made(r->session->store, &key, take_made, w,
					 err);
	bool judged = found > 0 && strcmp(w->original, r->digest) == 0;

	if (found < 0 || photo_store_get(r->session->store, w->to->photo_id,
					 take_original, w, err) < 0)
		return -1;
	if (r->own) {
		w->way = judged || !w->to->sha256[0] ? AS_IT_IS : JUDGE;
		if (w->way == JUDGE)
			findings_release(&w->fit);
		return check_approved(r, w, err);
	}
	w->way = judged && (!w->to->sha256[0] || is_there(r, w->to)) ? AS_IT_IS
								     : MAKE;
	if (w->way == MAKE)
		forget(w);
	return 0;
}

static int next(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	bool made = r->job == PHOTO_BATCH_CHECK;
	const struct wanted *w;
	const char *sha256;

	(void)err;
	while (r->given < r->n && r->list[r->given].way != r->way)
		r->given++;
	if (r->given == r->n)
		return 0;
	w = &r->list[r->given++];
	sha256 = made ? w->to->sha256 : w->original;
	item->photo_id = w->to->photo_id;
	item->file.name = mem_xstrdup(made ? "" : w->file);
	item->file.path = file_store_path(
		r->session->store, made ? FILE_STORE_MADE : FILE_STORE_ORIGINAL,
		sha256);
	memcpy(item->file.sha256, sha256, SHA256_HEX);
	return 1;
}

/* Log from which photo it was made and the result; hashes and no names. */
static int note_made(const struct runner *r, const struct wanted *w,
		     struct error *err)
{
	char detail[240];

	snprintf(detail, sizeof(detail), "%s made=%s photo=%s", r->profile.name,
		 w->to->sha256[0] ? w->to->sha256 : "refused", w->original);
	return log_store_note(r->session, w->to->student_id, "made-for", detail,
			      err);
}

static int take_id(void *ctx, const struct photo_made_row *row,
		   struct error *err)
{
	struct delivery *to = ctx;

	(void)err;
	to->made_id = row->id;
	return 0;
}

static int keep_made(struct runner *r, struct wanted *w,
		     const struct photo_made *made, struct error *err)
{
	const struct photo_keep keep = {r->session, w->to->photo_id,
					r->profile.name, r->digest};
	const struct photo_made_key key = {w->to->photo_id, r->profile.name};

	w->to->unkept = r->session->dry_run;
	if (r->session->dry_run)
		return 0;
	if (photo_keep_made(&keep, made, err) < 0 ||
	    photo_store_get_made(r->session->store, &key, take_id, w->to, err) <
		    0)
		return -1;
	return note_made(r, w, err);
}

/* Not the photo's fault: it is reported, and tried again next time. */
static void add_trouble(struct wanted *w, const struct error *why)
{
	findings_add_detail(w->to->findings, "PKG-MISSING-FILE", why->text);
}

static int done_make(struct runner *r, struct wanted *w,
		     const struct photo_batch_item *item, struct error *err)
{
	const struct photo_made *made = &item->made;

	if (item->error.kind != ERROR_NONE ||
	    made->status == PHOTO_MAKE_ERROR) {
		add_trouble(w, item->error.kind != ERROR_NONE ? &item->error
							      : &made->error);
		return 0;
	}
	photo_make_tell(made, &w->fit);
	if (made->status == PHOTO_MADE) {
		w->to->bytes = (long)made->jpeg.size;
		sha256_hex(buf_str(&made->jpeg), made->jpeg.size,
			   w->to->sha256);
	}
	return keep_made(r, w, made, err);
}

static int done_judge(struct runner *r, struct wanted *w,
		      const struct photo_batch_item *item, struct error *err)
{
	struct photo_made_row row = {.id = w->to->made_id, .fit_by = r->digest};
	char *text;
	int result;

	if (item->error.kind != ERROR_NONE ||
	    item->check.verdict == PHOTO_ERROR) {
		add_trouble(w, item->error.kind != ERROR_NONE
				       ? &item->error
				       : &item->check.error);
		w->way = AS_IT_IS;
		return 0;
	}
	findings_append_new(&w->fit, &item->check.findings);
	/* The original is judged last; only then is the result complete. */
	if (r->job != PHOTO_BATCH_CHECK_SOURCE || r->session->dry_run)
		return 0;
	row.fit = text = findings_json_text(&w->fit);
	result = photo_store_set_fit(r->session->store, &row, err);
	free(text);
	return result;
}

static int done(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	struct wanted *w;
	int result;

	while (r->list[r->delivered].way != r->way)
		r->delivered++;
	w = &r->list[r->delivered++];
	result = r->way == MAKE ? done_make(r, w, item, err)
				: done_judge(r, w, item, err);
	if (r->how->step && r->job != PHOTO_BATCH_CHECK)
		r->how->step(r->how->ctx);
	if (result == 0 && ++r->done % CHUNK == 0 && !r->session->dry_run)
		result = store_checkpoint(r->session->store, err);
	return result;
}

static int run_batch(struct runner *r, enum way way, enum photo_batch_job job,
		     struct error *err)
{
	const struct photo_batch batch = {
		.job = job,
		.engine = r->how->engine,
		.profile = &r->profile,
		.now = r->session->now,
		.jobs = r->session->jobs,
		.next = next,
		.done = done,
		.ctx = r,
	};

	r->way = way;
	r->job = job;
	r->given = r->delivered = 0;
	return photo_batch_run(&batch, err);
}

static int run_all(struct runner *r, struct error *err)
{
	int result = 0;

	if (r->own)
		result = run_batch(r, JUDGE, PHOTO_BATCH_CHECK, err);
	if (result == 0 && r->own)
		result = run_batch(r, JUDGE, PHOTO_BATCH_CHECK_SOURCE, err);
	if (result == 0 && !r->own)
		result = run_batch(r, MAKE, PHOTO_BATCH_MAKE, err);
	return result;
}

static int work(struct runner *r, struct error *err)
{
	struct store *store = r->session->store;
	long todo = 0;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (plan_one(r, &r->list[i], err) < 0)
			return -1;
		todo += r->list[i].way != AS_IT_IS;
	}
	if (!todo)
		return 0;
	if (r->how->total)
		r->how->total(r->how->ctx, todo);
	if (r->session->dry_run)
		return run_all(r, err);
	if (store_begin(store, err) < 0)
		return -1;
	return store_end_batch(store, run_all(r, err), false, err);
}

static void tell_all(struct runner *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		findings_append_new(r->list[i].to->findings, &r->list[i].fit);
}

int photo_deliver(const struct photo_deliver *how, struct delivery *list,
		  size_t n, struct error *err)
{
	const struct task *task = how->session->task;
	struct runner r = {.how = how, .session = how->session, .n = n};
	int result;
	size_t i;

	if (photo_engine_choose(how->engine, how->profile, &r.profile, err) < 0)
		return -1;
	task_profile_apply(task, &r.profile);
	profile_digest(&r.profile, r.digest);
	r.own = strcmp(r.profile.name, task->output_profile) == 0;
	r.list = mem_xcalloc(n + 1, sizeof(*r.list));
	for (i = 0; i < n; i++)
		r.list[i].to = &list[i];
	result = work(&r, err);
	if (result == 0)
		tell_all(&r);
	for (i = 0; i < n; i++) {
		findings_release(&r.list[i].fit);
		free(r.list[i].file);
	}
	free(r.list);
	return result;
}
