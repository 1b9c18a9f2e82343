/* SPDX-License-Identifier: MIT */
#include "compare/compare_prepare.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/mem.h"
#include "codec/archive/intake.h"
#include "store/file_store.h"
#include "store/photo_store.h"

/* Photos between two commits: a kilobyte and a few milliseconds each. */
enum { CHUNK = 200 };

struct todo {
	long long id;
	char sha256[SHA256_HEX];
};

struct item {
	const struct todo *todo;
	const struct face_models *models;
	struct intake_item file;
	struct compare_prints prints;
	bool given;
};

struct runner {
	const struct compare_prepare *prepare;
	const struct session *session; /* of prepare */
	struct compare_prepare_counts *counts;
	struct todo *list;
	size_t n, cap, given, delivered;
};

static int collect_photo(void *ctx, const struct photo_row *row,
			 struct error *err)
{
	struct runner *r = ctx;
	struct todo *t;

	(void)err;
	MEM_GROW(r->list, r->n, r->cap);
	t = &r->list[r->n++];
	t->id = row->id;
	memcpy(t->sha256, row->sha256, SHA256_HEX);
	return 0;
}

static int next_photo(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct item *it = item;
	const struct compare_given *from = r->prepare->given;
	int got = 0;

	if (r->given == r->n)
		return 0;
	it->todo = &r->list[r->given++];
	it->models = r->prepare->models;
	/*
	 * The original, not the made photo: making cuts it and paints over the
	 * wall.
	 */
	it->file.path = file_store_path(r->session->store, FILE_STORE_ORIGINAL,
					it->todo->sha256);
	memcpy(it->file.sha256, it->todo->sha256, SHA256_HEX);
	if (from)
		got = from->prints(from->ctx, it->todo->sha256, &it->prints,
				   err);
	it->given = got > 0;
	return got < 0 ? -1 : 1;
}

static void make_signatures(void *item, void *scratch)
{
	struct item *it = item;

	(void)scratch;
	if (it->given)
		return;
	intake_load(&it->file);
	if (it->file.error.kind != ERROR_NONE)
		it->prints.error = it->file.error;
	else
		compare_prints_make(it->models, buf_str(&it->file.bytes),
				    it->file.bytes.size, &it->prints);
	/* at once: a result may wait for its turn, bytes need not */
	buf_release(&it->file.bytes);
}

static int store_signatures(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct item *it = item;
	const struct compare_prints *prints = &it->prints;
	/* An empty one says: looked at, nothing to search with. */
	const struct photo_hash hash = {PHASH_VERSION, prints->list,
					(size_t)prints->n *
						sizeof(prints->list[0])};

	if (prints->error.kind != ERROR_NONE)
		r->counts->failed++;
	else if (!prints->has_face)
		r->counts->no_face++;
	else
		r->counts->hashed++;
	if (photo_store_put_hash(r->session->store, it->todo->id, &hash,
				 compare_prints_face(prints), err) < 0)
		return -1;
	r->delivered++;
	if (r->prepare->step)
		r->prepare->step(r->prepare->ctx, (long)r->delivered,
				 (long)r->n);
	if (r->session->dry_run || r->delivered % CHUNK)
		return 0;
	return store_checkpoint(r->session->store, err);
}

static void discard_photo(void *item)
{
	struct item *it = item;

	intake_item_release(&it->file);
}

struct walk {
	compare_prepare_fn fn;
	void *ctx;
};

/* What a killed run had prepared bears the version and is not done again. */
static int look_at_photo(void *ctx, const struct photo_row *row,
			 const struct photo_hash *hash, struct error *err)
{
	const struct walk *walk = ctx;

	if (hash->version == PHASH_VERSION)
		return 0;
	return walk->fn(walk->ctx, row, err);
}

int compare_prepare_each_waiting(const struct session *session,
				 compare_prepare_fn fn, void *ctx,
				 struct error *err)
{
	struct walk walk = {fn, ctx};

	return photo_store_each_hash(session->store, session->task,
				     look_at_photo, &walk, err);
}

int compare_prepare(const struct compare_prepare *prepare,
		    struct compare_prepare_counts *counts, struct error *err)
{
	static const struct batch shape = {
		.next = next_photo,
		.work = make_signatures,
		.done = store_signatures,
		.discard = discard_photo,
		.item_size = sizeof(struct item),
		.pictures = true,
	};
	struct runner r = {.prepare = prepare,
			   .session = prepare->session,
			   .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	result = compare_prepare_each_waiting(prepare->session, collect_photo,
					      &r, err);
	counts->total = (long)r.n;
	if (result == 0 && r.n)
		result = batch_run(&shape, &r, prepare->session->jobs, err);
	free(r.list);
	return result;
}
