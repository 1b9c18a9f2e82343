/* SPDX-License-Identifier: MIT */
#include "compare/compare_job.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/cascade.h"
#include "codec/intake.h"
#include "compare/compare_file.h"
#include "compare/compare_group.h"

/*
 * Prepared faces are kept for the verifying of pairs: about 250 KB each, so
 * a folder without a store is for thousands of pictures, not millions.
 */
enum { MOST_FILES = 50000 };

struct photo {
	char *name;
	struct compare_face face;
};

struct dup {
	struct compare_job_dup *job;
	struct intake *intake;
	const struct face_models *models;
	struct photo *photos;
	struct phash (*probes)[PHASH_PROBES];
	size_t n, photo_cap, probe_cap;
};

struct item {
	struct intake_item file;
	const struct face_models *models;
	struct compare_face face;
	struct phash probes[PHASH_PROBES];
	bool has_face;
	struct error error;
};

static int next(void *ctx, void *item, struct error *err)
{
	struct dup *d = ctx;
	struct item *it = item;

	it->models = d->models;
	return intake_next(d->intake, &it->file, err);
}

static void prepare(struct item *it, struct compare_file *file)
{
	struct compare_source source = {.grey = &file->grey,
					.face = file->face};

	it->has_face = file->face.width > 0;
	if (it->has_face &&
	    compare_face_probes(&source, it->probes, &it->error) == 0)
		compare_face_init(&it->face, &source, &it->error);
}

static void work(void *item, void *scratch)
{
	struct item *it = item;
	struct compare_file file = {.grey = IMAGE_INIT};

	(void)scratch;
	intake_load(&it->file);
	it->error = it->file.error;
	if (it->error.kind == ERROR_NONE &&
	    compare_file_open(it->models, buf_str(&it->file.bytes),
			      it->file.bytes.size, &file, &it->error) == 0)
		prepare(it, &file);
	compare_file_release(&file);
	buf_release(&it->file.bytes);
}

static int done(void *ctx, void *item, struct error *err)
{
	struct dup *d = ctx;
	struct item *it = item;

	d->job->files++;
	if (it->error.kind != ERROR_NONE) {
		d->job->unreadable++;
		return 0;
	}
	if (!it->has_face) {
		d->job->no_face++;
		return 0;
	}
	if (d->n == MOST_FILES)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d pictures; import them into a "
				   "store and use compare run"),
				 MOST_FILES);
	MEM_GROW(d->photos, d->n, d->photo_cap);
	MEM_GROW(d->probes, d->n, d->probe_cap);
	d->photos[d->n].name = mem_xstrdup(it->file.name);
	d->photos[d->n].face = it->face;
	memcpy(d->probes[d->n], it->probes, sizeof(it->probes));
	memset(&it->face, 0, sizeof(it->face));
	d->n++;
	return 0;
}

static void discard(void *item)
{
	struct item *it = item;

	compare_face_release(&it->face);
	intake_item_release(&it->file);
}

static int verify(void *ctx, size_t a, size_t b, struct compare_verdict *out,
		  struct error *err)
{
	struct dup *d = ctx;

	(void)err;
	compare_pair(&d->photos[a].face, &d->photos[b].face, NULL, out);
	return 0;
}

/* The weakest link that holds the group together. */
static void weakest(const struct compare_groups *groups, size_t group,
		    double *score, enum align_verdict *verdict)
{
	size_t i;

	*score = 100;
	*verdict = ALIGN_SAME;
	for (i = 0; i < groups->link_count; i++) {
		const struct compare_link *link = &groups->links[i];

		if (groups->group[link->a] != group)
			continue;
		if (link->score < *score)
			*score = link->score;
		if (link->verdict < *verdict)
			*verdict = link->verdict;
	}
}

static int tell_groups(struct dup *d, const struct compare_groups *groups,
		       struct error *err)
{
	const char **files = mem_xcalloc(d->n, sizeof(*files));
	enum align_verdict verdict;
	size_t g, i, count;
	double score;
	int result = 0;

	for (g = 0; g < d->n && result == 0; g++) {
		count = 0;
		for (i = g; groups->group[g] == g && i < d->n; i++)
			if (groups->group[i] == g)
				files[count++] = d->photos[i].name;
		if (count < 2)
			continue;
		weakest(groups, g, &score, &verdict);
		result = d->job->show(d->job->ctx, files, count, score,
				      verdict, err);
	}
	free(files);
	return result;
}

static int group(struct dup *d, struct error *err)
{
	struct compare_group_input input = {
		.probes = (const struct phash(*)[PHASH_PROBES])d->probes,
		.n = d->n,
		.cut = -1,
		.least = d->job->least,
		.verify = verify,
		.ctx = d,
		.jobs = d->job->jobs,
	};
	struct compare_groups groups;
	int result;

	if (d->n < 2)
		return 0;
	if (compare_group(&input, &groups, err) < 0)
		return -1;
	result = tell_groups(d, &groups, err);
	compare_group_release(&groups);
	return result;
}

static void release(struct dup *d)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		free(d->photos[i].name);
		compare_face_release(&d->photos[i].face);
	}
	free(d->photos);
	free(d->probes);
	intake_close(d->intake);
}

int compare_job_dup(struct compare_job_dup *dup, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct item),
	};
	struct dup d = {.job = dup};
	struct face_models models;
	int result = -1;

	if (cascade_models_load(&models, err) < 0)
		return -1;
	d.models = &models;
	d.intake = intake_open(dup->operands, dup->operand_count, err);
	if (d.intake)
		result = batch_run(&shape, &d, dup->jobs, err);
	if (result == 0)
		result = group(&d, err);
	release(&d);
	cascade_models_release(&models);
	return result;
}
