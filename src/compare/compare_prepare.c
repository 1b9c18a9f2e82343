/* SPDX-License-Identifier: MIT */
#include "compare/compare_prepare.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/mem.h"
#include "codec/archive/intake.h"
#include "compare/compare_file.h"
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
	struct compare_file opened;
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	int n;
	struct error error;
};

struct runner {
	const struct compare_prepare *prepare;
	const struct session *session; /* of prepare */
	struct compare_prepare_counts *counts;
	struct todo *list;
	size_t n, cap, given, delivered;
};

/* What a killed run had prepared bears the version and is not done again. */
static int collect_photo(void *ctx, const struct photo_row *row,
			 const struct photo_hash *hash, struct error *err)
{
	struct runner *r = ctx;
	struct todo *t;

	(void)err;
	if (hash->version == PHASH_VERSION)
		return 0;
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

	(void)err;
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
	return 1;
}

static void make_signatures(void *item, void *scratch)
{
	struct item *it = item;
	struct compare_source source = {.grey = &it->opened.grey};

	(void)scratch;
	intake_load(&it->file);
	it->error = it->file.error;
	if (it->error.kind != ERROR_NONE ||
	    compare_file_open(it->models, buf_str(&it->file.bytes),
			      it->file.bytes.size, &it->opened, &it->error) < 0)
		return;
	source.face = it->opened.face;
	it->n = compare_face_signatures(&source, it->signatures, &it->error);
	/* at once: a result may wait for its turn, pixels need not */
	image_release(&it->opened.grey);
}

/* The face in pixels of the file; NULL when there are no prints of one. */
static const struct photo_face *face_of(const struct item *it,
					struct photo_face *room)
{
	const struct image_box *face = &it->opened.face;
	double scale = it->opened.scale;

	if (it->n <= 0 || face->width <= 0)
		return NULL;
	*room = (struct photo_face){face->x * scale, face->y * scale,
				    face->width * scale, face->height * scale};
	return room;
}

static int store_signatures(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct item *it = item;
	struct photo_hash hash = {PHASH_VERSION, it->signatures, 0};
	struct photo_face face;

	if (it->error.kind != ERROR_NONE)
		r->counts->failed++;
	else if (it->opened.face.width == 0)
		r->counts->no_face++;
	else
		r->counts->hashed++;
	/* An empty one says: looked at, nothing to search with. */
	if (it->n > 0)
		hash.size = (size_t)it->n * sizeof(it->signatures[0]);
	if (photo_store_put_hash(r->session->store, it->todo->id, &hash,
				 face_of(it, &face), err) < 0)
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
	compare_file_release(&it->opened);
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
	};
	struct runner r = {.prepare = prepare,
			   .session = prepare->session,
			   .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	result = photo_store_each_hash(prepare->session->store,
				       prepare->session->task, collect_photo,
				       &r, err);
	counts->total = (long)r.n;
	if (result == 0 && r.n)
		result = batch_run(&shape, &r, prepare->session->jobs, err);
	free(r.list);
	return result;
}
