/* SPDX-License-Identifier: MIT */
#include "photo/photo_run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "photo/photo_check_file.h"
#include "photo/photo_keep.h"
#include "rules/task_profile.h"
#include "store/case_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/photo_store.h"

enum { CHUNK = 32 };

/*
 * All photos to work on are listed first, so that the query does not meet the
 * rows that the batch writes, and the total is known for the progress.
 */
struct candidate {
	long long student_id, photo_id;
	char sha256[SHA256_HEX];
	char *file;
	struct gate_answer answer; /* of the gate; only for a make */
};

struct runner {
	const struct photo_run *run;
	const struct session *session; /* of run */
	const char *asked;	       /* the profile's name */
	struct profile profile;
	char digest[SHA256_HEX]; /* of profile */
	struct candidate *list;
	size_t n, cap, given, delivered;
	struct photo_run_counts *counts;
	bool accepts; /* profile is the accept profile, and not "source" */
	bool own;     /* makes the task's own photo: counts as a make */
	struct student_row row; /* while collecting */
	bool withdrawn;		/* likewise; the case was taken back */
};

static int is_made(void *ctx, const struct photo_made_row *row,
		   struct error *err)
{
	bool *made = ctx;

	(void)err;
	*made = strcmp(row->status, "made") == 0;
	return 0;
}

/*
 * A photo that was made and then submitted again, so that its case is raw, is
 * made once more.  A photo that was refused is tried again only with
 * run->again.
 */
static int is_done(struct runner *r, const struct photo_row *photo,
		   struct error *err)
{
	bool made = false;
	int found;

	/* Stored results tell what is done, also after a run was killed. */
	if (r->run->again)
		return 0;
	if (r->run->job != PHOTO_BATCH_MAKE)
		return photo->verdict[0] &&
		       strcmp(photo->profile, r->profile.name) == 0;
	found = photo_store_get_made(
		r->session->store,
		&(struct photo_made_key){photo->id, r->profile.name}, is_made,
		&made, err);
	if (found <= 0)
		return found;
	return !made || !r->own || r->row.state != CASE_RAW || r->withdrawn;
}

static bool is_elsewhere(const struct runner *r, const struct photo_row *photo)
{
	const struct photo_given *given = r->run->given;

	return given && !given->has(given->ctx, photo->sha256);
}

static int collect_photo(void *ctx, const struct photo_row *photo,
			 struct error *err)
{
	const struct case_store_step step = {.event = CASE_EVENT_MAKE};
	struct runner *r = ctx;
	struct candidate *c;
	int done = is_done(r, photo, err);

	if (done != 0)
		return done < 0 ? -1 : 0;
	if (is_elsewhere(r, photo)) {
		r->counts->not_here++;
		return 0;
	}
	MEM_GROW(r->list, r->n, r->cap);
	c = &r->list[r->n++];
	memset(c, 0, sizeof(*c));
	c->student_id = r->row.student.id;
	c->photo_id = photo->id;
	memcpy(c->sha256, photo->sha256, SHA256_HEX);
	c->file = mem_xstrdup(photo->file);
	c->answer.allowed = true;
	if (!r->own)
		return 0;
	return case_store_ask(r->session, &r->row, &step, &c->answer, err);
}

static int collect_student(void *ctx, const struct student_row *row,
			   struct error *err)
{
	struct runner *r = ctx;
	struct ledger ledger;

	if (!row->photo_id)
		return 0;
	if (r->run->job == PHOTO_BATCH_MAKE &&
	    !case_state_allows(row->state, CASE_EVENT_MAKE))
		return 0;
	if (ledger_store_read(r->session, row->student.id, LEDGER_STORE_NOW,
			      &ledger, err) < 0)
		return -1;
	r->row = *row;
	r->withdrawn = ledger.withdrawn;
	return photo_store_get(r->session->store, row->photo_id, collect_photo,
			       r, err);
}

/* When the gate refuses a make, the picture is not even decoded. */
static void settle_refused(struct photo_batch_item *item,
			   const struct gate_answer *answer)
{
	item->settled = true;
	item->made.status = PHOTO_REFUSED;
	gate_finding(answer, &item->made.findings);
}

static int next(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	const struct photo_given *from = r->run->given;
	const struct candidate *c;

	if (r->given == r->n)
		return 0;
	c = &r->list[r->given++];
	item->photo_id = c->photo_id;
	item->file.name = mem_xstrdup(c->file);
	item->file.path = file_store_path(r->session->store,
					  FILE_STORE_ORIGINAL, c->sha256);
	memcpy(item->file.sha256, c->sha256, SHA256_HEX);
	if (!c->answer.allowed)
		settle_refused(item, &c->answer);
	else if (from) {
		item->settled = true;
		if (from->get(from->ctx, c->sha256, &item->made, err) < 0)
			return -1;
	}
	return 1;
}

/*
 * Record a refusal: the state of the case stays, its note says why the photo
 * was refused, and the log says that it was tried.
 */
static int note_refusal(struct runner *r, const struct student_row *row,
			const struct photo_made *made, struct error *err)
{
	char *note = photo_keep_findings(made);
	struct student_state state = {row->state, note, r->session->now};
	struct case_detail detail = {.note = note};
	struct buf text = BUF_INIT;
	int result = student_store_set_state(r->session->store, row->student.id,
					     &state, err);

	case_detail_put(detail.what, sizeof(detail.what), r->profile.name);
	case_detail_write(&detail, &text);
	if (result == 0)
		result = log_store_note(r->session, row->student.id,
					"make-refused", buf_str(&text), err);
	buf_release(&text);
	free(note);
	return result;
}

static int move_case(struct runner *r, struct student_row *row,
		     const struct photo_batch_item *item, struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_MAKE};

	if (item->made.status != PHOTO_MADE)
		return note_refusal(r, row, &item->made, err);
	if (!r->own)
		return log_store_note(r->session, row->student.id, "made-for",
				      r->profile.name, err);
	case_detail_put(step.detail.what, sizeof(step.detail.what),
			r->profile.name);
	return case_store_move(r->session, row, &step, NULL, err);
}

static int store_result(struct runner *r, struct student_row *row,
			const struct photo_batch_item *item,
			const struct photo_run_result *result,
			struct error *err)
{
	const struct photo_keep keep = {r->session, item->photo_id,
					r->profile.name, r->digest};

	if (result->failed || result->by_gate || r->session->dry_run)
		return 0;
	if (r->run->job != PHOTO_BATCH_MAKE)
		return photo_keep_check(&keep, &item->check, err);
	if (photo_keep_check(&keep, &item->made.source, err) < 0)
		return -1;
	if (photo_keep_made(&keep, &item->made, err) < 0)
		return -1;
	return move_case(r, row, item, err);
}

/* The accept profile also has rules for the file as it was sent. */
static void judge_as_sent(const struct runner *r, struct photo_batch_item *item)
{
	struct photo_input input = {.name = item->file.name,
				    .n = item->check.bytes,
				    .now = r->session->now};
	const struct photo_check_file file = {&r->profile, &item->check.source,
					      &input, false};

	if (r->run->job == PHOTO_BATCH_MAKE || !r->accepts ||
	    item->error.kind != ERROR_NONE ||
	    item->check.verdict == PHOTO_ERROR || !item->check.width)
		return;
	photo_check_file_as_sent(&file, &item->check.findings);
	if (findings_worst(&item->check.findings) == FINDING_ERROR)
		item->check.verdict = PHOTO_FAIL;
}

static void classify(const struct runner *r, const struct candidate *c,
		     const struct photo_batch_item *item,
		     struct photo_run_result *result)
{
	if (item->error.kind != ERROR_NONE) {
		result->failed = true;
	} else if (r->run->job == PHOTO_BATCH_MAKE) {
		result->by_gate = !c->answer.allowed;
		result->made = item->made.status == PHOTO_MADE;
		result->refused = item->made.status == PHOTO_REFUSED;
		result->failed = item->made.status == PHOTO_MAKE_ERROR;
	} else {
		result->failed = item->check.verdict == PHOTO_ERROR;
		result->refused = item->check.verdict == PHOTO_FAIL;
		result->made = !result->failed && !result->refused;
	}
}

static int done(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	const struct candidate *c = &r->list[r->delivered++];
	struct photo_run_result result = {.item = item, .profile = r->asked};
	struct student_row row;
	int code;

	judge_as_sent(r, item);
	classify(r, c, item, &result);
	/* The list only has ids; the row is read when the photo is done. */
	if (student_store_get(r->session->store, c->student_id, &row, err) < 0)
		return -1;
	result.student = &row.student;
	code = store_result(r, &row, item, &result, err);
	r->counts->done += result.made;
	r->counts->refused += result.refused;
	r->counts->by_gate += result.by_gate;
	r->counts->failed += result.failed;
	if (code == 0)
		code = r->run->show(r->run->ctx, &result, err);
	if (code == 0)
		code = photo_sheet_add(r->run->sheet, item, result.student,
				       err);
	student_store_release(&row);
	if (code == 0 && r->delivered % CHUNK == 0 && !r->session->dry_run)
		code = store_checkpoint(r->session->store, err);
	return code;
}

static int run_batch(struct runner *r, struct error *err)
{
	const struct photo_run *run = r->run;
	struct photo_batch batch = {
		.job = run->job,
		.engine = run->engine,
		.profile = &r->profile,
		.options = run->options,
		.iso = run->iso,
		.preview = photo_sheet_preview(run->sheet),
		.now = run->session->now,
		.jobs = run->session->jobs,
		.next = next,
		.done = done,
		.ctx = r,
	};
	int result;

	if (run->session->dry_run)
		return photo_batch_run(&batch, err);
	if (store_begin(run->session->store, err) < 0)
		return -1;
	result = photo_batch_run(&batch, err);
	return store_end_batch(run->session->store, result, false, err);
}

/* The profile given for the run, or else the task's for this job. */
static const char *profile_name(const struct photo_run *run)
{
	if (run->profile)
		return run->profile;
	return run->job == PHOTO_BATCH_MAKE
		       ? run->session->task->output_profile
		       : run->session->task->accept_profile;
}

/* Log the run with its counts; no names. */
static int log_run(const struct runner *r, struct error *err)
{
	bool make = r->run->job == PHOTO_BATCH_MAKE;
	char detail[160];

	if (!r->run->noted || r->session->dry_run || !r->counts->total)
		return 0;
	snprintf(detail, sizeof(detail),
		 "profile=%.60s done=%ld refused=%ld failed=%ld", r->asked,
		 r->counts->done, r->counts->refused, r->counts->failed);
	return log_store_run(r->session, make ? "photo-make" : "photo-check",
			     detail, err);
}

/* Choose the profile and list the photos to work on. */
static int collect_all(struct runner *r, struct error *err)
{
	const struct photo_run *run = r->run;

	if (photo_engine_choose(run->engine, r->asked, &r->profile, err) < 0 ||
	    photo_make_check(&r->profile, run->options, err) < 0)
		return -1;
	task_profile_apply(r->session->task, &r->profile);
	profile_digest(&r->profile, r->digest);
	r->accepts = strcmp(r->asked, r->session->task->accept_profile) == 0 &&
		     strcmp(r->asked, "source") != 0;
	r->own = run->job == PHOTO_BATCH_MAKE &&
		 strcmp(r->profile.name, r->session->task->output_profile) == 0;
	return student_store_each(r->session, run->filter, collect_student, r,
				  err);
}

static int run_all(struct runner *r, struct error *err)
{
	const struct photo_run *run = r->run;

	if (collect_all(r, err) < 0)
		return -1;
	r->counts->total = (long)r->n;
	if (run->total)
		run->total(run->ctx, r->counts->total);
	if (r->n && run_batch(r, err) < 0)
		return -1;
	return log_run(r, err);
}

static void release(struct runner *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		free(r->list[i].file);
	free(r->list);
}

int photo_run(const struct photo_run *run, struct photo_run_counts *counts,
	      struct error *err)
{
	struct runner r = {.run = run,
			   .session = run->session,
			   .asked = profile_name(run),
			   .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	if (photo_sheet_open(run->sheet, err) < 0)
		return -1;
	result = photo_sheet_end(run->sheet, run_all(&r, err), err);
	release(&r);
	return result;
}

int photo_run_each_waiting(const struct photo_run *run,
			   struct photo_run_walk *walk, struct error *err)
{
	struct photo_run_counts counts = {0};
	struct runner r = {.run = run,
			   .session = run->session,
			   .asked = profile_name(run),
			   .counts = &counts};
	int result = collect_all(&r, err);
	size_t i;

	for (i = 0; result == 0 && i < r.n; i++) {
		const struct candidate *c = &r.list[i];
		const struct photo_run_waiting w = {c->student_id, c->photo_id,
						    c->sha256, c->file,
						    c->answer.allowed};

		result = walk->fn(walk->ctx, &w, err);
	}
	memcpy(walk->digest, r.digest, SHA256_HEX);
	release(&r);
	return result;
}
