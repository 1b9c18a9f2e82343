/* SPDX-License-Identifier: MIT */
#include "compare/compare_dup.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/config/cascade.h"
#include "codec/archive/intake.h"
#include "compare/compare_dup_sheet.h"
#include "compare/compare_file.h"
#include "compare/compare_group.h"
#include "compare/compare_spool.h"

/*
 * A kilobyte and a half is kept of each picture, so a million take 1.5 GB;
 * what is to be judged is read again, for grey pixels would take 300 times as
 * much and few pictures are ever judged.  Of the first QUERIES what the search
 * asks with is kept, too, at 15 KB each: reading them again would be a third
 * of all work.
 */
enum { MOST_FILES = 1000000, QUERIES = 16384 };

struct photo {
	char *name;
	struct image_box face;		 /* in a decoded picture of width */
	struct align_search_kept *query; /* NULL: not kept */
	struct compare_spool_place place;
};

/*
 * Two passes over the same pictures:
 *
 *    operands ─▶ open, face, signature, query ─▶ photos | search | spool
 *                                                            │
 *    groups  ◀─ join what is alike ◀─ judge pairs ◀─ find, for each photo
 *
 * The first keeps signatures, queries and where the bytes are; the second reads
 * again what the search proposes.
 */
struct pile {
	struct compare_dup *job;
	struct intake *intake;
	const struct face_models *models;
	struct compare_spool *spool; /* bytes that no path leads to */
	struct compare_search *search;
	struct photo *photos;
	size_t n, cap;
	struct contact_sheet *sheet; /* NULL = none */
	size_t given;		     /* pictures that were begun */
};

struct item {
	struct intake_item file;
	const struct face_models *models;
	struct image_box face;
	struct align_signature signature;
	struct align_search_kept *query;
	bool keep_query;
	struct error error;
};

static int next_picture(void *ctx, void *item, struct error *err)
{
	struct pile *d = ctx;
	struct item *it = item;

	it->models = d->models;
	it->keep_query = d->given++ < QUERIES;
	return intake_next(d->intake, &it->file, err);
}

/* What is kept of a picture's face. */
static void look_at_face(struct item *it, const struct compare_file *file)
{
	struct align_search_query query;

	it->face = file->face;
	if (file->face.width == 0)
		return;
	align_signature_make(&file->grey, file->face, &it->signature);
	if (!it->keep_query)
		return;
	if (align_search_query_init(&query, &file->grey, file->face,
				    &it->error) < 0)
		return;
	it->query = mem_xmalloc(sizeof(*it->query));
	*it->query = query.kept;
	align_search_query_release(&query);
}

static void open_picture(void *item, void *scratch)
{
	struct item *it = item;
	struct compare_file file = {.grey = IMAGE_INIT};

	(void)scratch;
	intake_load(&it->file);
	it->error = it->file.error;
	if (it->error.kind == ERROR_NONE &&
	    compare_file_open(it->models, buf_str(&it->file.bytes),
			      it->file.bytes.size, &file, &it->error) == 0)
		look_at_face(it, &file);
	compare_file_release(&file);
	/* an archive's entry is still to be spooled, a file is read again */
	if (it->file.path)
		buf_release(&it->file.bytes);
}

static int keep_picture(struct pile *d, struct item *it, struct error *err)
{
	struct photo *p;

	MEM_GROW(d->photos, d->n, d->cap);
	p = &d->photos[d->n];
	*p = (struct photo){.face = it->face};
	if (compare_spool_keep(d->spool, &it->file, &p->place, err) < 0 ||
	    compare_search_add(d->search, &it->signature, 1, err) < 0)
		return -1;
	p->name = mem_xstrdup(it->file.name);
	p->query = it->query;
	it->query = NULL;
	d->n++;
	return 0;
}

/*
 * A picture that cannot be read or shows no face is counted and left out: a
 * folder of years holds some, and the rest is what was asked for.
 */
static int count_picture(void *ctx, void *item, struct error *err)
{
	struct pile *d = ctx;
	struct item *it = item;

	d->job->files++;
	if (it->error.kind != ERROR_NONE) {
		d->job->unreadable++;
		d->job->failed(d->job->ctx, it->file.name, &it->error);
		return 0;
	}
	if (it->face.width == 0) {
		d->job->no_face++;
		return 0;
	}
	if (d->n == MOST_FILES)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d pictures; import them into a "
				   "store and use compare run"),
				 MOST_FILES);
	return keep_picture(d, it, err);
}

static void discard_picture(void *item)
{
	struct item *it = item;

	free(it->query);
	intake_item_release(&it->file);
}

/* A picture read before, as it was then. */
static int read_picture(const struct pile *d, size_t i,
			struct compare_file *file, struct error *err)
{
	struct buf bytes = BUF_INIT;
	int status =
		compare_spool_read(d->spool, &d->photos[i].place, &bytes, err);

	if (status == 0)
		status = compare_file_read(buf_str(&bytes), bytes.size, file,
					   err);
	file->face = d->photos[i].face;
	buf_release(&bytes);
	return status;
}

/* Its face, with the pixels. */
static int open_again(const struct pile *d, size_t i, struct compare_face *face,
		      struct error *err)
{
	struct compare_file file = {.grey = IMAGE_INIT};
	struct compare_source source = {.grey = &file.grey,
					.face = d->photos[i].face};
	int status = read_picture(d, i, &file, err);

	if (status == 0)
		status = compare_face_open(face, &source, err);
	compare_file_release(&file);
	return status;
}

/* What the search asks with: of a picture that has none kept it is made anew.
 */
static int query_of(const struct pile *d, size_t i,
		    struct align_search_query *query, struct error *err)
{
	const struct align_search_kept *kept = d->photos[i].query;
	struct compare_file file = {.grey = IMAGE_INIT};
	int status;

	if (kept) {
		query->kept = *kept;
		align_search_query_open(query);
		return 0;
	}
	status = read_picture(d, i, &file, err);
	if (status == 0)
		status = align_search_query_init(query, &file.grey, file.face,
						 err);
	compare_file_release(&file);
	return status;
}

static int find_alike(void *ctx, size_t i, struct compare_candidates *out,
		      struct error *err)
{
	struct pile *d = ctx;
	struct align_search_query query;
	int status;

	*out = (struct compare_candidates){NULL, 0};
	if (query_of(d, i, &query, err) < 0)
		return -1;
	/* Every photo is asked for once: what was kept may go. */
	free(d->photos[i].query);
	d->photos[i].query = NULL;
	status = compare_search_find_box(d->search, &query, 0, out, err);
	align_search_query_release(&query);
	return status;
}

/* Without a task there are no policies: the default limits judge. */
static int judge_pair(void *ctx, size_t a, size_t b,
		      struct compare_verdict *out, struct error *err)
{
	struct pile *d = ctx;
	struct compare_face first = {NULL}, second = {NULL};
	int status = open_again(d, a, &first, err);

	if (status == 0)
		status = open_again(d, b, &second, err);
	if (status == 0)
		compare_pair(&first, &second, NULL, out);
	compare_face_release(&second);
	compare_face_release(&first);
	return status;
}

/* The weakest link that holds the group together. */
static void weakest_link(const struct compare_groups *groups, size_t group,
			 struct compare_dup_group *told)
{
	size_t i;

	told->score = 100;
	told->verdict = ALIGN_SAME;
	for (i = 0; i < groups->link_count; i++) {
		const struct compare_link *link = &groups->links[i];

		/*
		 * The group is told by its weakest pair: a person who looks at
		 * that one alone knows whether it should have been a group.
		 */
		if (groups->group[link->a] != group)
			continue;
		if (link->score < told->score)
			told->score = link->score;
		if (link->verdict < told->verdict)
			told->verdict = link->verdict;
	}
}

static int read_again(const struct compare_dup_group *group, size_t i,
		      struct buf *out, struct error *err)
{
	const struct pile *d = group->pile;

	return compare_spool_read(d->spool, &d->photos[group->places[i]].place,
				  out, err);
}

/*
 * A group bears the number of its smallest member, so groups come in the order
 * in which the files were given.
 */
static int show_groups(struct pile *d, const struct compare_groups *groups,
		       struct error *err)
{
	const char **files = mem_xcalloc(d->n, sizeof(*files));
	size_t *places = mem_xcalloc(d->n, sizeof(*places));
	struct compare_dup_group told = {.files = files,
					 .read = read_again,
					 .pile = d,
					 .places = places};
	int result = 0;
	size_t g, i;

	for (g = 0; g < d->n && result == 0; g++) {
		told.n = 0;
		for (i = g; groups->group[g] == g && i < d->n; i++)
			if (groups->group[i] == g) {
				places[told.n] = i;
				files[told.n++] = d->photos[i].name;
			}
		if (told.n < 2)
			continue;
		told.number++;
		weakest_link(groups, g, &told);
		result = d->job->show(d->job->ctx, &told, err);
		if (result == 0 && d->sheet)
			result = compare_dup_sheet_add(d->sheet, &told, err);
	}
	free(places);
	free(files);
	return result;
}

/* The page appears whole or not at all. */
static int show_page(struct pile *d, const struct compare_groups *groups,
		     struct error *err)
{
	const struct list_file_options about = {
		.title = _("same photo"), .at = d->job->at, .who = d->job->who};

	if (d->job->sheet) {
		d->sheet = contact_sheet_open(d->job->sheet, &about,
					      CONTACT_GROUPS, err);
		if (!d->sheet)
			return -1;
	}
	if (groups && show_groups(d, groups, err) < 0) {
		contact_sheet_abandon(d->sheet);
		return -1;
	}
	return d->sheet ? contact_sheet_close(d->sheet, err) : 0;
}

static int group_pictures(struct pile *d, struct error *err)
{
	struct compare_group_input input = {
		.n = d->n,
		.least = d->job->least,
		.find = find_alike,
		.verify = judge_pair,
		.ctx = d,
		.jobs = d->job->jobs,
	};
	struct compare_groups groups;
	int result;

	if (d->n < 2)
		return show_page(d, NULL, err);
	if (compare_group(&input, &groups, err) < 0)
		return -1;
	result = show_page(d, &groups, err);
	compare_group_release(&groups);
	return result;
}

static void release_pile(struct pile *d)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		free(d->photos[i].name);
		free(d->photos[i].query);
		compare_spool_place_release(&d->photos[i].place);
	}
	free(d->photos);
	compare_search_free(d->search);
	compare_spool_close(d->spool);
	intake_close(d->intake);
}

static void tell_left_out(const struct pile *d)
{
	const char *names;
	long count = intake_left_out(d->intake, &names);

	d->job->left_out(d->job->ctx, count, names);
}

int compare_dup(struct compare_dup *dup, struct error *err)
{
	static const struct batch shape = {
		.next = next_picture,
		.work = open_picture,
		.done = count_picture,
		.discard = discard_picture,
		.item_size = sizeof(struct item),
		.pictures = true,
	};
	struct pile d = {.job = dup};
	struct face_models models;
	int result = -1;

	if (cascade_models_load(&models, err) < 0)
		return -1;
	d.models = &models;
	d.search = compare_search_new();
	d.spool = compare_spool_open();
	d.intake = intake_open(dup->operands, dup->operand_count, err);
	if (d.intake)
		result = batch_run(&shape, &d, dup->jobs, err);
	if (d.intake)
		tell_left_out(&d);
	if (result == 0)
		result = intake_need_some(d.intake, err);
	if (result == 0)
		result = group_pictures(&d, err);
	release_pile(&d);
	cascade_models_release(&models);
	return result;
}
