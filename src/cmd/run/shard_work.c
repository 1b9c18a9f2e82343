/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cmd/run/shard_result.h"
#include "compare/compare_night.h"
#include "compare/compare_shard.h"
#include "photo/photo_batch.h"
#include "rules/task_profile.h"
#include "store/file_store.h"

/* Where the store will have a photo's face when its pairs are judged. */
struct box {
	char sha256[SHA256_HEX];
	struct photo_face face; /* width NAN = none */
	bool fresh;		/* has prints of this shard: no others before */
	bool refused;		/* was not made: its case is not compared */
};

struct worker {
	struct shard_work *work;
	struct photo_engine *engine;
	struct profile profile;
	struct align_limits limits;
	struct shard_jobs jobs;
	struct shard_writer *writer;
	size_t given, done; /* of jobs */
	struct box *boxes;  /* one a photo, by sha256 */
	size_t box_n;
};

static int by_hash(const void *a, const void *b)
{
	const struct box *x = a, *y = b;

	return strcmp(x->sha256, y->sha256);
}

static struct box *find_box(const struct worker *w, const char *sha256)
{
	struct box key;

	memcpy(key.sha256, sha256, SHA256_HEX);
	return bsearch(&key, w->boxes, w->box_n, sizeof(key), by_hash);
}

static void know_box(struct worker *w, const char *sha256,
		     const struct photo_face *face)
{
	struct box *b = &w->boxes[w->box_n++];

	memcpy(b->sha256, sha256, SHA256_HEX);
	b->face = *face;
}

/* One box a photo, in the order of hashes. */
static void sort_boxes(struct worker *w)
{
	size_t i, n = 0;

	if (w->box_n)
		qsort(w->boxes, w->box_n, sizeof(*w->boxes), by_hash);
	for (i = 0; i < w->box_n; i++)
		if (!n || by_hash(&w->boxes[n - 1], &w->boxes[i]) != 0)
			w->boxes[n++] = w->boxes[i];
	w->box_n = n;
}

/*
 * Photos begin with what the store had of them when it was planned.  Of a
 * photo with new prints the box changes twice, as in the store: the check's,
 * then the one the prints were made from.
 */
static void collect_boxes(struct worker *w)
{
	struct box *b;
	size_t i;

	w->boxes = mem_xcalloc(w->jobs.n * 2 + 1, sizeof(*w->boxes));
	for (i = 0; i < w->jobs.n; i++) {
		const struct shard_job *j = &w->jobs.list[i];

		if (j->kind == SHARD_QUERY || j->kind == SHARD_PAIR)
			know_box(w, j->photo, &j->face);
		if (j->kind == SHARD_PAIR)
			know_box(w, j->other, &j->other_face);
	}
	sort_boxes(w);
	for (i = 0; i < w->jobs.n; i++)
		if (w->jobs.list[i].kind == SHARD_PRINTS) {
			b = find_box(w, w->jobs.list[i].photo);
			if (b)
				b->fresh = true;
		}
}

/* The next job, when it is of that kind. */
static const struct shard_job *next_job(struct worker *w, enum shard_kind kind)
{
	if (w->given == w->jobs.n || w->jobs.list[w->given].kind != kind)
		return NULL;
	return &w->jobs.list[w->given++];
}

static char *original(const struct worker *w, const char *sha256)
{
	return file_store_path_in(w->work->dir, FILE_STORE_ORIGINAL, sha256);
}

static int refuse_link(const struct worker *w, const char *sha256,
		       struct error *err)
{
	char *path = original(w, sha256);
	int result = file_refuse_link(path, err);

	free(path);
	return result;
}

/* Before the first is read: threads open them later, and name no folder. */
static int refuse_links(const struct worker *w, struct error *err)
{
	size_t i;

	for (i = 0; i < w->jobs.n; i++) {
		const struct shard_job *job = &w->jobs.list[i];

		if (refuse_link(w, job->photo, err) < 0 ||
		    (job->kind == SHARD_PAIR &&
		     refuse_link(w, job->other, err) < 0))
			return -1;
	}
	return 0;
}

static int next_photo(void *ctx, struct photo_batch_item *item,
		      struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = next_job(w, SHARD_MAKE);

	(void)err;
	if (!job)
		return 0;
	item->photo_id = job->id;
	item->file.name = mem_xstrdup(job->name);
	item->file.path = original(w, job->photo);
	memcpy(item->file.sha256, job->photo, SHA256_HEX);
	return 1;
}

static int save_jpeg(const struct worker *w, const struct buf *jpeg,
		     struct error *err)
{
	char sha256[SHA256_HEX], *path, *folder;
	struct error ignored = ERROR_INIT;
	int result;

	sha256_hex(buf_str(jpeg), jpeg->size, sha256);
	path = file_store_path_in(w->work->dir, FILE_STORE_MADE, sha256);
	folder = path_folder(path);
	result = file_refuse_link(path, err);
	if (result == 0)
		result = file_mkdirs(folder, 0700, err);
	/* What cannot be read there is written anew. */
	if (result == 0 &&
	    (!file_exists(path) ||
	     file_is_other(path, buf_str(jpeg), jpeg->size, &ignored)))
		result = file_write(path, buf_str(jpeg), jpeg->size, 0600, err);
	free(folder);
	free(path);
	return result;
}

static void count_photo(struct shard_work *work, const struct photo_made *made)
{
	work->photos++;
	work->refused += made->status == PHOTO_REFUSED;
	work->failed += made->status == PHOTO_MAKE_ERROR;
}

/* An original that is not whole is the folder's fault, and no result. */
static int refuse_original(const struct shard_job *job, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("the plan's original %s is missing or damaged; plan "
			   "anew into another folder"),
			 job->photo);
}

static int photo_done(void *ctx, struct photo_batch_item *item,
		      struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = &w->jobs.list[w->done++];
	const struct photo_made *made = &item->made;
	const struct photo_check *c = &made->source;
	struct box *box = find_box(w, job->photo);

	if (item->error.kind != ERROR_NONE)
		return refuse_original(job, err);
	if (box)
		box->refused = made->status != PHOTO_MADE;
	if (box && box->fresh && made->status != PHOTO_MAKE_ERROR)
		box->face = (struct photo_face){
			c->face.x, c->face.y, c->has_face ? c->face.width : NAN,
			c->face.height};
	if (made->status == PHOTO_MADE && save_jpeg(w, &made->jpeg, err) < 0)
		return -1;
	count_photo(w->work, made);
	w->work->made(w->work->ctx, job->photo, made);
	return shard_result_add(w->writer, job, photo_given_json(made), err);
}

static int make_photos(struct worker *w, struct error *err)
{
	const struct photo_batch batch = {
		.job = PHOTO_BATCH_MAKE,
		.engine = w->engine,
		.profile = &w->profile,
		.now = w->work->plan->now,
		.jobs = w->work->jobs,
		.next = next_photo,
		.done = photo_done,
		.ctx = w,
	};

	return photo_batch_run(&batch, err);
}

static int next_prints(void *ctx, struct compare_shard_item *item,
		       struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = next_job(w, SHARD_PRINTS);

	(void)err;
	if (!job)
		return 0;
	item->want = COMPARE_SHARD_PRINTS;
	item->a.path = original(w, job->photo);
	memcpy(item->a.sha256, job->photo, SHA256_HEX);
	return 1;
}

static int prints_done(void *ctx, struct compare_shard_item *item,
		       struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = &w->jobs.list[w->done++];
	const struct photo_face *face = compare_prints_face(&item->prints);
	struct box *box = find_box(w, job->photo);

	if (item->error.kind != ERROR_NONE)
		return refuse_original(job, err);
	if (box && face)
		box->face = *face;
	w->work->prints++;
	w->work->tick(w->work->ctx);
	return shard_result_add(w->writer, job,
				compare_prints_json(&item->prints), err);
}

static void set_side(const struct worker *w, const char *sha256,
		     struct compare_submission_face *side)
{
	const struct photo_face *f = &find_box(w, sha256)->face;

	side->path = original(w, sha256);
	memcpy(side->sha256, sha256, SHA256_HEX);
	if (!isnan(f->width))
		side->face = image_box_round(f->x, f->y, f->width, f->height);
}

static int next_query(void *ctx, struct compare_shard_item *item,
		      struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = next_job(w, SHARD_QUERY);

	(void)err;
	if (!job)
		return 0;
	if (!find_box(w, job->photo)->refused)
		item->want = COMPARE_SHARD_QUERY;
	set_side(w, job->photo, &item->a);
	return 1;
}

static int next_pair(void *ctx, struct compare_shard_item *item,
		     struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = next_job(w, SHARD_PAIR);

	(void)err;
	if (!job)
		return 0;
	if (!find_box(w, job->photo)->refused)
		item->want = COMPARE_SHARD_PAIR;
	set_side(w, job->photo, &item->a);
	set_side(w, job->other, &item->b);
	return 1;
}

/* What cannot be done here is left to the merge, which says why. */
static struct json *write_compared(const struct compare_shard_item *item)
{
	const struct compare_given_pair pair = {.a_face = item->a.face,
						.b_face = item->b.face};

	if (item->error.kind != ERROR_NONE ||
	    item->want == COMPARE_SHARD_NOTHING)
		return json_new_object();
	if (item->want == COMPARE_SHARD_QUERY)
		return compare_given_query_json(&item->a.face, &item->query);
	return compare_given_json(&pair, &item->verdict);
}

static int compared_done(void *ctx, struct compare_shard_item *item,
			 struct error *err)
{
	struct worker *w = ctx;
	const struct shard_job *job = &w->jobs.list[w->done++];

	if (item->error.kind == ERROR_STORE)
		return refuse_original(job, err);
	w->work->pairs += job->kind == SHARD_PAIR;
	w->work->tick(w->work->ctx);
	return shard_result_add(w->writer, job, write_compared(item), err);
}

static int compare(struct worker *w, struct error *err)
{
	struct compare_shard shard = {
		.models = &w->engine->models,
		.limits = w->limits,
		.jobs = w->work->jobs,
		.next = next_prints,
		.done = prints_done,
		.ctx = w,
	};

	if (compare_shard_run(&shard, err) < 0)
		return -1;
	shard.done = compared_done;
	shard.next = next_query;
	if (compare_shard_run(&shard, err) < 0)
		return -1;
	shard.next = next_pair;
	return compare_shard_run(&shard, err);
}

/* The same program with the same profile, or results would not be the same. */
static int open_engine(struct worker *w, struct error *err)
{
	const struct shard_plan *plan = w->work->plan;
	char digest[SHA256_HEX];
	int landmarks;

	if (photo_engine_open(&w->engine, err) < 0 ||
	    photo_engine_choose(w->engine, plan->task.output_profile,
				&w->profile, err) < 0)
		return -1;
	landmarks = photo_engine_landmarks(err);
	if (landmarks < 0)
		return -1;
	task_profile_apply(&plan->task, &w->profile);
	profile_digest(&w->profile, digest);
	w->limits = compare_night_limits(&plan->task);
	if (strcmp(digest, plan->profile) != 0)
		return error_set(err, ERROR_INPUT,
				 _("the profile %s here is not the one of the "
				   "plan"),
				 plan->task.output_profile);
	if (landmarks != plan->landmarks)
		return error_set(err, ERROR_INPUT,
				 _("the model of landmarks is on one of the "
				   "two machines only, the plan's or this"));
	return 0;
}

static int run_jobs(struct worker *w, struct error *err)
{
	struct shard_work *work = w->work;

	if (refuse_links(w, err) < 0 || open_engine(w, err) < 0)
		return -1;
	w->writer = shard_result_begin(work->dir, work->plan, work->k, err);
	if (!w->writer)
		return -1;
	collect_boxes(w);
	work->start(work->ctx, _("jobs"), (long)w->jobs.n);
	if (make_photos(w, err) < 0 || compare(w, err) < 0) {
		shard_result_abandon(w->writer);
		return -1;
	}
	if (w->done != w->jobs.n) {
		shard_result_abandon(w->writer);
		return error_set(err, ERROR_INPUT,
				 _("the shard's jobs are out of order"));
	}
	return shard_result_end(w->writer, err);
}

static int count_before(void *ctx, const struct shard_line *line,
			struct error *err)
{
	struct shard_work *work = ctx;
	const char *status = json_get_str(line->is, "status");

	(void)err;
	work->photos += line->job->kind == SHARD_MAKE;
	work->prints += line->job->kind == SHARD_PRINTS;
	work->pairs += line->job->kind == SHARD_PAIR;
	if (line->job->kind == SHARD_MAKE && status) {
		work->refused += strcmp(status, "refused") == 0;
		work->failed += strcmp(status, "error") == 0;
	}
	return 0;
}

/* Damaged results are done anew; what failed by error is tried again. */
static bool is_done(struct shard_work *work)
{
	struct error ignored = ERROR_INIT;
	const struct shard_results of = {work->dir, work->plan, work->k};
	int found = shard_result_each(&of, count_before, work, &ignored);

	if (found == 1 && !work->failed)
		return true;
	work->photos = work->prints = work->pairs = 0;
	work->refused = work->failed = 0;
	return false;
}

int shard_work(struct shard_work *work, struct error *err)
{
	struct worker w = {.work = work};
	int result =
		shard_plan_jobs(work->dir, work->plan, work->k, &w.jobs, err);

	if (result == 0) {
		work->done_before = is_done(work);
		if (!work->done_before && !work->dry_run)
			result = run_jobs(&w, err);
	}
	photo_engine_close(w.engine);
	free(w.boxes);
	free(w.jobs.list);
	return result;
}
