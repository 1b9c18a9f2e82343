/* SPDX-License-Identifier: MIT */
#include "photo/photo_batch.h"

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sha256.h"
#include "codec/picture/thumb.h"
#include "photo/photo_judge.h"
#include "photo/photo_twins.h"

struct runner {
	const struct photo_batch *batch;
	struct photo_twins twins;
};

static int next(void *ctx, void *item, struct error *err)
{
	const struct runner *r = ctx;
	struct photo_batch_item *it = item;

	it->batch = r->batch;
	return r->batch->next(r->batch->ctx, it, err);
}

static void check(const struct photo_batch *b, const struct photo_input *input,
		  struct photo_check *out)
{
	const struct photo_judge judge = {
		.profile = b->profile,
		.input = input,
		.as_source = b->job == PHOTO_BATCH_CHECK_SOURCE,
		.iso = b->iso,
	};

	photo_check_judge(b->engine, &judge, out);
}

static void work_on(struct photo_batch_item *it)
{
	const struct photo_batch *b = it->batch;
	const struct photo_input input = {
		.bytes = buf_str(&it->file.bytes),
		.n = it->file.bytes.size,
		.name = it->file.name,
		.now = b->now,
	};

	switch (b->job) {
	case PHOTO_BATCH_CHECK:
	case PHOTO_BATCH_CHECK_SOURCE:
		check(b, &input, &it->check);
		break;
	case PHOTO_BATCH_MAKE:
		photo_make(b->engine, b->profile, b->options, &input,
			   &it->made);
		break;
	case PHOTO_BATCH_MATTE:
		photo_matte(b->engine, input.bytes, input.n, &it->matte,
			    &it->error);
		break;
	}
}

/* The findings of the job that ran; NULL for a matte. */
static struct photo_check *check_of(struct photo_batch_item *it)
{
	if (it->batch->job == PHOTO_BATCH_MATTE)
		return NULL;
	return it->batch->job == PHOTO_BATCH_MAKE ? &it->made.source
						  : &it->check;
}

/* An archive that could not be opened is a single item. */
static void tell_archive(struct photo_batch_item *it)
{
	struct photo_check *check = check_of(it);

	if (it->file.finding)
		findings_add_detail(check ? &check->findings
					  : &it->matte.findings,
				    it->file.finding, path_name(it->file.name));
}

static void tell_name(struct photo_batch_item *it)
{
	struct photo_check *check = check_of(it);

	if (check && it->file.gbk_name)
		findings_add_detail(&check->findings, "FIL-ZIP-NAME-ENC",
				    it->file.name);
}

static void preview(struct photo_batch_item *it)
{
	const struct buf *bytes = &it->file.bytes;
	struct error ignored = ERROR_INIT;

	/* A file that cannot be decoded has a finding already. */
	if (it->batch->preview && bytes->size)
		thumb_make(buf_str(bytes), bytes->size, it->batch->preview,
			   &it->preview, &ignored);
}

/* Refused photos get a preview as well, because sheets show them. */
static void work(void *item, void *scratch)
{
	struct photo_batch_item *it = item;

	(void)scratch;
	if (it->settled)
		return;
	intake_load(&it->file);
	/* Read in the worker, so that others can compute in the meantime. */
	if (it->file.error.kind != ERROR_NONE)
		it->error = it->file.error;
	else
		work_on(it);
	if (it->error.kind == ERROR_NONE)
		tell_name(it);
	else
		tell_archive(it);
	preview(it);
}

/* Photos in the store were compared with each other when they were imported. */
static void tell_twin(struct runner *r, struct photo_batch_item *it)
{
	struct photo_check *check = check_of(it);
	const char *first;

	if (!check || it->photo_id || !check->sha256[0])
		return;
	first = photo_twins_find(&r->twins, check->sha256, it->file.name);
	if (!first)
		return;
	findings_add_detail(&check->findings, "FIL-SAME-TWICE",
			    path_name(first));
	if (check->verdict == PHOTO_PASS)
		check->verdict = PHOTO_WARN;
}

static int done(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;

	/*
	 * Not in work(), because the order of the input says which file is the
	 * first.
	 */
	tell_twin(r, item);
	return r->batch->done(r->batch->ctx, item, err);
}

static void discard(void *item)
{
	struct photo_batch_item *it = item;

	intake_item_release(&it->file);
	photo_check_release(&it->check);
	photo_make_release(&it->made);
	photo_matte_release(&it->matte);
	buf_release(&it->preview);
}

int photo_batch_run(const struct photo_batch *batch, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct photo_batch_item),
		.pictures = true,
	};
	struct runner r = {batch, PHOTO_TWINS_INIT};
	int result;

	result = batch_run(&shape, &r, batch->jobs, err);
	photo_twins_release(&r.twins);
	return result;
}
