/* SPDX-License-Identifier: MIT */
#include "compare/compare_shard.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/mem.h"
#include "codec/archive/intake.h"

static int next(void *ctx, void *item, struct error *err)
{
	const struct compare_shard *shard = ctx;
	struct compare_shard_item *it = item;

	it->shard = shard;
	return shard->next(shard->ctx, it, err);
}

static void make_prints(struct compare_shard_item *it)
{
	struct intake_item file = {.path = mem_xstrdup(it->a.path)};

	memcpy(file.sha256, it->a.sha256, SHA256_HEX);
	intake_load(&file);
	if (file.error.kind != ERROR_NONE)
		it->error = file.error;
	else
		compare_prints_make(it->shard->models, buf_str(&file.bytes),
				    file.bytes.size, &it->prints);
	intake_item_release(&file);
}

static void make_query(struct compare_shard_item *it)
{
	struct compare_query query = {.n = 0};
	struct compare_face face = {NULL};

	if (compare_submission_open(&it->a, &face, &it->error) == 0 &&
	    compare_face_query(&face, &query, &it->error) == 0)
		compare_face_query_keep(&query, &it->query);
	compare_face_query_release(&query);
	compare_face_release(&face);
}

static void judge_pair(struct compare_shard_item *it)
{
	struct compare_face a = {NULL}, b = {NULL};

	if (compare_submission_is_same(it->a.sha256, it->b.sha256,
				       &it->verdict))
		return;
	if (compare_submission_open(&it->a, &a, &it->error) == 0 &&
	    compare_submission_open(&it->b, &b, &it->error) == 0)
		compare_pair(&a, &b, &it->shard->limits, &it->verdict);
	compare_face_release(&b);
	compare_face_release(&a);
}

static void work(void *item, void *scratch)
{
	struct compare_shard_item *it = item;

	(void)scratch;
	switch (it->want) {
	case COMPARE_SHARD_NOTHING:
		break;
	case COMPARE_SHARD_PRINTS:
		make_prints(it);
		break;
	case COMPARE_SHARD_QUERY:
		make_query(it);
		break;
	case COMPARE_SHARD_PAIR:
		judge_pair(it);
		break;
	}
}

static int done(void *ctx, void *item, struct error *err)
{
	const struct compare_shard *shard = ctx;

	return shard->done(shard->ctx, item, err);
}

static void discard(void *item)
{
	struct compare_shard_item *it = item;

	free(it->a.path);
	free(it->b.path);
	buf_release(&it->query);
}

int compare_shard_run(const struct compare_shard *shard, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct compare_shard_item),
		.pictures = true,
	};

	return batch_run(&shape, (void *)(size_t)shard, shard->jobs, err);
}
