/* SPDX-License-Identifier: MIT */
#include "photo/photo_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/sweep.h"
#include "photo/photo_names.h"

struct runner {
	const struct photo_files *job;
	struct photo_engine *engine;
	struct profile profile;
	struct intake *intake;
	long total; /* as told last */
	struct photo_names names;
	struct photo_files_counts *counts;
};

/* An archive's entries are known only once it is reached. */
static void tell_total(struct runner *r)
{
	long total = intake_total(r->intake);

	if (total > r->total)
		r->job->total(r->job->ctx, total);
	r->total = total;
}

static void tell_left_out(const struct runner *r)
{
	const char *names;
	long count = intake_left_out(r->intake, &names);

	r->job->left_out(r->job->ctx, count, names);
}

static int next_file(void *ctx, struct photo_batch_item *item,
		     struct error *err)
{
	struct runner *r = ctx;
	int got = intake_next(r->intake, &item->file, err);

	if (got > 0)
		tell_total(r);
	return got;
}

/* The path of an output that belongs to this item, never to another. */
static char *choose_path(struct runner *r, const char *name, const char *ending)
{
	char *stem = path_stem(name), *clean = path_clean_name(stem);
	char *file = photo_names_take(&r->names, clean, ending);
	char *path = path_join(r->job->folder, file);

	free(file);
	free(clean);
	free(stem);
	return path;
}

/* What was made of one item, on its way into the folder. */
struct output {
	const char *ending;
	const struct buf *bytes;
	struct findings *findings; /* of the item */
	char *path;		   /* owned; NULL = nothing was written */
};

/*
 * What is in the folder may be somebody's only copy: it is left alone, and the
 * finding says so.  The same bytes once more are no loss and no finding.
 */
static int write_out(struct runner *r, const char *name, struct output *out,
		     struct error *err)
{
	const struct buf *bytes = out->bytes;
	int other = 0;

	if (!r->job->folder)
		return 0;
	out->path = choose_path(r, name, out->ending);
	if (!r->job->replace)
		other = file_is_other(out->path, buf_str(bytes), bytes->size,
				      err);
	if (other < 0)
		return -1;
	if (other) {
		findings_add_detail(out->findings, "MAT-FILE-THERE",
				    path_name(out->path));
		free(out->path);
		out->path = NULL;
		return 0;
	}
	if (r->job->dry_run)
		return 0;
	return file_write(out->path, buf_str(bytes), bytes->size, 0600, err);
}

static void settle_check(struct photo_batch_item *item,
			 struct photo_files_result *result)
{
	if (item->error.kind != ERROR_NONE)
		item->check.verdict = PHOTO_ERROR;
	result->verdict = item->check.verdict;
}

static int settle_made(struct runner *r, struct photo_batch_item *item,
		       struct photo_files_result *result, struct error *err)
{
	struct photo_made *made = &item->made;
	struct output out = {".jpg", &made->jpeg, &made->findings, NULL};
	int code = 0;

	if (item->error.kind != ERROR_NONE)
		made->status = PHOTO_MAKE_ERROR;
	if (made->status == PHOTO_MADE) {
		code = write_out(r, item->file.name, &out, err);
		if (r->job->folder && !out.path)
			made->status = PHOTO_REFUSED;
	}
	result->path = out.path;
	if (made->status == PHOTO_MAKE_ERROR)
		result->verdict = PHOTO_ERROR;
	else if (made->status == PHOTO_REFUSED)
		result->verdict = PHOTO_FAIL;
	else if (made->source.verdict != PHOTO_PASS ||
		 made->result.verdict != PHOTO_PASS)
		result->verdict = PHOTO_WARN;
	return code;
}

/* A doubtful matte is written too: it is for a person to look at. */
static int settle_matte(struct runner *r, struct photo_batch_item *item,
			struct photo_files_result *result, struct error *err)
{
	struct photo_matte *matte = &item->matte;
	struct buf png = BUF_INIT;
	struct output out = {".png", &png, &matte->findings, NULL};
	int code;

	result->verdict =
		item->error.kind != ERROR_NONE ? PHOTO_ERROR : PHOTO_FAIL;
	if (!matte->alpha.data)
		return 0;
	code = photo_matte_png(matte, &png, err);
	if (code == 0)
		code = write_out(r, item->file.name, &out, err);
	result->path = out.path;
	result->verdict = findings_worst(&matte->findings) == FINDING_ERROR
				  ? PHOTO_FAIL
				  : PHOTO_PASS;
	buf_release(&png);
	return code;
}

static int settle(struct runner *r, struct photo_batch_item *item,
		  struct photo_files_result *result, struct error *err)
{
	switch (r->job->job) {
	case PHOTO_BATCH_MAKE:
		return settle_made(r, item, result, err);
	case PHOTO_BATCH_MATTE:
		return settle_matte(r, item, result, err);
	default:
		settle_check(item, result);
		return 0;
	}
}

static void count(struct photo_files_counts *counts, enum photo_verdict verdict)
{
	counts->pass += verdict == PHOTO_PASS;
	counts->warn += verdict == PHOTO_WARN;
	counts->fail += verdict == PHOTO_FAIL;
	counts->errors += verdict == PHOTO_ERROR;
}

static int done(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	struct photo_files_result result = {.item = item};
	int code = settle(r, item, &result, err);

	count(r->counts, result.verdict);
	if (code == 0)
		code = r->job->show(r->job->ctx, &result, err);
	free((char *)(uintptr_t)result.path);
	if (code == 0)
		code = photo_sheet_add(r->job->sheet, item, NULL, err);
	return code;
}

static int open_all(struct runner *r, struct error *err)
{
	const struct photo_files *job = r->job;

	if (photo_engine_open(&r->engine, err) < 0 ||
	    photo_engine_choose(r->engine, job->profile, &r->profile, err) <
		    0 ||
	    photo_make_check(&r->profile, job->options, err) < 0)
		return -1;
	r->intake = intake_open(job->operands, job->operand_count, err);
	return r->intake ? 0 : -1;
}

static int run_batch(struct runner *r, struct error *err)
{
	const struct photo_files *job = r->job;
	struct photo_batch batch = {
		.job = job->job,
		.engine = r->engine,
		.profile = &r->profile,
		.options = job->options,
		.iso = job->iso,
		.preview = photo_sheet_preview(job->sheet),
		.now = job->now,
		.jobs = job->jobs,
		.next = next_file,
		.done = done,
		.ctx = r,
	};

	/* Only once everything else that was asked for is there. */
	if (job->folder && !job->dry_run &&
	    file_mkdirs(job->folder, 0700, err) < 0)
		return -1;
	if (job->folder && !job->dry_run)
		sweep_folder(job->folder);
	if (photo_sheet_open(job->sheet, err) < 0)
		return -1;
	return photo_sheet_end(job->sheet, photo_batch_run(&batch, err), err);
}

int photo_files(const struct photo_files *job,
		struct photo_files_counts *counts, struct error *err)
{
	struct runner r = {
		.job = job, .names = PHOTO_NAMES_INIT, .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	result = open_all(&r, err);
	if (result == 0) {
		tell_total(&r);
		result = run_batch(&r, err);
		tell_left_out(&r);
	}
	if (result == 0)
		result = intake_need_some(r.intake, err);
	photo_names_release(&r.names);
	intake_close(r.intake);
	photo_engine_close(r.engine);
	return result;
}
