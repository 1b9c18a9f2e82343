/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_make.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "compare/compare_prepare.h"
#include "compare/compare_waiting.h"
#include "photo/photo_run.h"
#include "store/file_store.h"

/*
 * How long jobs take, measured against each other (qctool-scale(7)): shards
 * are to end together, not to be equally long lists.
 */
static const int weight[SHARD_KINDS] = {12, 2, 1, 2};

/* Photos that nobody has yet stand alone; ids of students are positive. */
struct planned {
	struct shard_job job;
	long long owner;
	size_t at; /* in the order of one machine */
	int shard;
	bool left_out; /* its original cannot be had */
};

struct owner {
	long long id;
	size_t first; /* of list: owners go in the order of their first job */
	long weight;
	int shard;
};

struct maker {
	struct shard_make *make;
	struct shard_plan *plan;
	struct planned *list;
	size_t n, cap;
	long long *makes; /* ids of photos, ascending */
	size_t make_n;
	struct owner *owners;
	size_t owner_n, owner_cap;
};

static struct shard_job *add_job(struct maker *m, enum shard_kind kind,
				 long long owner)
{
	struct planned *p;

	MEM_GROW(m->list, m->n, m->cap);
	p = &m->list[m->n++];
	memset(p, 0, sizeof(*p));
	p->owner = owner;
	p->at = m->n;
	p->job.kind = kind;
	return &p->job;
}

static int add_making(void *ctx, const struct photo_run_waiting *photo,
		      struct error *err)
{
	struct maker *m = ctx;
	struct shard_job *job;

	(void)err;
	if (!photo->allowed) {
		m->make->refused++;
		return 0;
	}
	job = add_job(m, SHARD_MAKE, photo->student_id);
	job->id = photo->photo_id;
	memcpy(job->photo, photo->sha256, SHA256_HEX);
	photo_given_name(photo->file, job->name);
	return 0;
}

static int add_prints(void *ctx, const struct photo_row *photo,
		      struct error *err)
{
	struct maker *m = ctx;
	struct shard_job *job =
		add_job(m, SHARD_PRINTS,
			photo->student_id ? photo->student_id : -photo->id);

	(void)err;
	job->id = photo->id;
	memcpy(job->photo, photo->sha256, SHA256_HEX);
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const long long *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void know_makes(struct maker *m)
{
	size_t i;

	m->makes = mem_xcalloc(m->n + 1, sizeof(*m->makes));
	m->make_n = m->n;
	for (i = 0; i < m->n; i++)
		m->makes[i] = m->list[i].job.id;
	qsort(m->makes, m->make_n, sizeof(*m->makes), by_number);
}

static bool is_made_first(const struct maker *m, long long id)
{
	return bsearch(&id, m->makes, m->make_n, sizeof(id), by_number) != NULL;
}

static int add_pair(void *ctx, const struct compare_waiting_photo *photo,
		    const struct compare_waiting_photo *enrollment,
		    struct error *err)
{
	struct maker *m = ctx;
	struct shard_job *job;

	(void)err;
	/* One that was refused before is not made again, nor compared. */
	if (photo->raw && !is_made_first(m, photo->id))
		return 0;
	job = add_job(m, enrollment ? SHARD_PAIR : SHARD_QUERY,
		      photo->student_id);
	memcpy(job->photo, photo->sha256, SHA256_HEX);
	job->face = photo->face;
	if (!enrollment)
		return 0;
	memcpy(job->other, enrollment->sha256, SHA256_HEX);
	job->other_face = enrollment->face;
	return 0;
}

static int collect(struct maker *m, struct error *err)
{
	const struct session *session = m->make->session;
	const struct photo_run run = {.session = session,
				      .engine = m->make->engine,
				      .job = PHOTO_BATCH_MAKE};
	struct photo_run_walk walk = {.fn = add_making, .ctx = m};
	int landmarks = photo_engine_landmarks(err);

	if (landmarks < 0 || photo_run_each_waiting(&run, &walk, err) < 0)
		return -1;
	know_makes(m);
	if (compare_prepare_each_waiting(session, add_prints, m, err) < 0 ||
	    compare_waiting_each(session, add_pair, m, err) < 0)
		return -1;
	m->plan->now = session->now;
	m->plan->task = *session->task;
	m->plan->landmarks = landmarks;
	memcpy(m->plan->profile, walk.digest, SHA256_HEX);
	return log_store_anchor(session->store, m->plan->anchor, err);
}

static int by_id(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static int by_first(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* One row an owner, with all it is asked for. */
static void find_owners(struct maker *m)
{
	size_t i, n = 0;

	m->owners = mem_xcalloc(m->n + 1, sizeof(*m->owners));
	for (i = 0; i < m->n; i++)
		m->owners[i] = (struct owner){m->list[i].owner, i,
					      weight[m->list[i].job.kind], 0};
	qsort(m->owners, m->n, sizeof(*m->owners), by_id);
	for (i = 0; i < m->n; i++)
		if (n && m->owners[n - 1].id == m->owners[i].id)
			m->owners[n - 1].weight += m->owners[i].weight;
		else
			m->owners[n++] = m->owners[i];
	m->owner_n = n;
}

static int by_shard(const void *a, const void *b)
{
	const struct planned *x = a, *y = b;

	if (x->shard != y->shard)
		return x->shard < y->shard ? -1 : 1;
	if (x->job.kind != y->job.kind)
		return x->job.kind < y->job.kind ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* A row of owners, cut where the work so far is k parts of n. */
static void deal(struct maker *m)
{
	long total = 0, so_far = 0;
	size_t i;

	find_owners(m);
	for (i = 0; i < m->owner_n; i++)
		total += m->owners[i].weight;
	qsort(m->owners, m->owner_n, sizeof(*m->owners), by_first);
	for (i = 0; i < m->owner_n; i++) {
		m->owners[i].shard =
			(int)(so_far * (long)m->plan->n / total) + 1;
		so_far += m->owners[i].weight;
	}
	for (i = 0; i < m->owner_n; i++)
		m->owners[i].first = 0; /* ids alone tell them apart now */
	qsort(m->owners, m->owner_n, sizeof(*m->owners), by_id);
	for (i = 0; i < m->n; i++) {
		const struct owner key = {.id = m->list[i].owner};
		const struct owner *o = bsearch(&key, m->owners, m->owner_n,
						sizeof(key), by_id);

		m->list[i].shard = o->shard;
	}
	if (m->n)
		qsort(m->list, m->n, sizeof(*m->list), by_shard);
}

/* The list of jobs of a shard, as it stands in its file, from *at on. */
static void write_jobs(struct maker *m, int k, size_t *at, struct buf *out)
{
	struct shard_part *part = &m->plan->parts[k - 1];

	memset(part, 0, sizeof(*part));
	for (; *at < m->n && m->list[*at].shard == k; ++*at) {
		struct planned *p = &m->list[*at];
		struct json *line;

		if (p->left_out)
			continue;
		line = shard_job_json(&p->job);
		json_write(line, out);
		buf_addc(out, '\n');
		json_free(line);
		part->jobs[p->job.kind]++;
	}
	sha256_hex(buf_str(out), out->size, part->sha256);
}

static int save_jobs(struct maker *m, bool save, struct error *err)
{
	struct buf text = BUF_INIT;
	int k, result = 0;
	size_t at = 0;
	char *path;

	for (k = 1; result == 0 && k <= m->plan->n; k++) {
		buf_clear(&text);
		write_jobs(m, k, &at, &text);
		path = shard_plan_list(m->make->dir, "jobs", k);
		if (save)
			result = file_refuse_link(path, err);
		if (save && result == 0)
			result = file_write(path, buf_str(&text), text.size,
					    0600, err);
		free(path);
	}
	shard_plan_seal(m->plan);
	buf_release(&text);
	return result;
}

/* Proven on its way: what is damaged in the store is planned by nobody. */
static int copy_original(struct maker *m, const char *sha256, struct error *err)
{
	const struct shard_make *make = m->make;
	char *path = file_store_path_in(make->dir, FILE_STORE_ORIGINAL, sha256);
	char *folder = path_folder(path);
	struct buf bytes = BUF_INIT;
	int result = 0;

	if (file_refuse_link(path, err) < 0) {
		result = -2;
	} else if (!file_exists(path)) {
		result = file_store_read(make->session->store,
					 FILE_STORE_ORIGINAL, sha256, &bytes,
					 err);
		if (result == 0 && (file_mkdirs(folder, 0700, err) < 0 ||
				    file_write(path, buf_str(&bytes),
					       bytes.size, 0600, err) < 0))
			result = -2;
		m->make->copied += result == 0;
	}
	buf_release(&bytes);
	free(folder);
	free(path);
	return result;
}

static int copy_of(struct maker *m, struct planned *p, const char *sha256,
		   struct error *err)
{
	struct error why = ERROR_INIT;
	int result = p->left_out ? 0 : copy_original(m, sha256, &why);

	if (result == -1) {
		p->left_out = true;
		m->make->failed(m->make->ctx, sha256, &why);
		result = 0;
	}
	if (result < 0)
		*err = why;
	return result < 0 ? -1 : 0;
}

static int copy_originals(struct maker *m, struct error *err)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct planned *p = &m->list[i];

		if (cancel_check(err) < 0 ||
		    copy_of(m, p, p->job.photo, err) < 0 ||
		    (p->job.kind == SHARD_PAIR &&
		     copy_of(m, p, p->job.other, err) < 0))
			return -1;
		if (m->make->step)
			m->make->step(m->make->ctx, (long)i + 1, (long)m->n);
	}
	return 0;
}

/* A folder holds one plan for good: its results are that plan's. */
static int look_at_folder(struct maker *m, struct error *err)
{
	char *path = mem_xprintf("%s/plan.json", m->make->dir);
	struct shard_plan there;
	int result = 0;

	if (file_exists(path)) {
		result = shard_plan_read(m->make->dir, &there, err);
		if (result == 0 && strcmp(there.id, m->plan->id) != 0)
			result = error_set(
				err, ERROR_POLICY,
				_("%s holds another plan; name a new folder, "
				  "or merge that plan first"),
				m->make->dir);
		m->make->again = result == 0;
		shard_plan_release(&there);
	}
	free(path);
	return result;
}

static int make_folders(const char *dir, struct error *err)
{
	static const char *const names[] = {"originals", "jobs", "results",
					    "made"};
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < ARRAY_SIZE(names); i++) {
		char *path = path_join(dir, names[i]);

		result = file_mkdirs(path, 0700, err);
		free(path);
	}
	return result;
}

static int save(struct maker *m, struct error *err)
{
	const struct shard_make *make = m->make;

	/* The lists once without the folder, to know whether it is this plan */
	if (save_jobs(m, false, err) < 0 ||
	    shard_plan_guard(make->dir, err) < 0 || look_at_folder(m, err) < 0)
		return -1;
	if (make->session->dry_run)
		return 0;
	if (file_mkdirs(make->dir, 0700, err) < 0 ||
	    shard_plan_guard(make->dir, err) < 0 ||
	    make_folders(make->dir, err) < 0 || copy_originals(m, err) < 0 ||
	    save_jobs(m, true, err) < 0)
		return -1;
	return shard_plan_write(make->dir, m->plan, err);
}

int shard_make(struct shard_make *make, struct shard_plan *plan,
	       struct error *err)
{
	struct maker m = {.make = make, .plan = plan};
	int result;

	memset(plan, 0, sizeof(*plan));
	plan->n = make->shards;
	plan->parts = mem_xcalloc((size_t)plan->n, sizeof(*plan->parts));
	result = collect(&m, err);
	if (result == 0) {
		deal(&m);
		result = save(&m, err);
	}
	free(m.makes);
	free(m.owners);
	free(m.list);
	return result;
}
