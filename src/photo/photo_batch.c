/* SPDX-License-Identifier: MIT */
#include "photo/photo_batch.h"

#include "base/batch.h"
#include "base/mem.h"

static int next(void *ctx, void *item, struct error *err)
{
	const struct photo_batch *batch = ctx;
	struct photo_batch_item *it = item;

	it->batch = batch;
	return batch->next(batch->ctx, it, err);
}

static void work_on(struct photo_batch_item *it)
{
	const struct photo_batch *b = it->batch;
	const char *bytes = buf_str(&it->file.bytes);
	size_t n = it->file.bytes.size;

	switch (b->job) {
	case PHOTO_BATCH_CHECK:
		photo_check(b->engine, b->profile, bytes, n, it->file.name,
			    b->now, &it->check);
		break;
	case PHOTO_BATCH_CHECK_SOURCE:
		photo_check_source(b->engine, b->profile, bytes, n,
				   it->file.name, b->now, &it->check);
		break;
	case PHOTO_BATCH_MAKE:
		photo_make(b->engine, b->profile, b->options, bytes, n,
			   it->file.name, b->now, &it->made);
		break;
	case PHOTO_BATCH_MATTE:
		photo_matte(b->engine, bytes, n, &it->matte, &it->error);
		break;
	}
}

static void work(void *item, void *scratch)
{
	struct photo_batch_item *it = item;

	(void)scratch;
	intake_load(&it->file);
	if (it->file.error.kind != ERROR_NONE)
		it->error = it->file.error;
	else
		work_on(it);
}

static int done(void *ctx, void *item, struct error *err)
{
	const struct photo_batch *batch = ctx;

	return batch->done(batch->ctx, item, err);
}

static void discard(void *item)
{
	struct photo_batch_item *it = item;

	intake_item_release(&it->file);
	photo_check_release(&it->check);
	photo_make_release(&it->made);
	photo_matte_release(&it->matte);
}

int photo_batch_run(const struct photo_batch *batch, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct photo_batch_item),
	};

	mem_keep();
	return batch_run(&shape, (void *)(size_t)batch, batch->jobs, err);
}
