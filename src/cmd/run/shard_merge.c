/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_merge.h"

#include <string.h>

#include "base/i18n.h"
#include "rules/ledger.h"
#include "rules/task_profile.h"
#include "store/log_store.h"
#include "store/photo_store.h"
#include "store/student_store.h"

/*
 * The log only grows: a store that has the row the plan was made at is that
 * store, or a copy of it.
 */
int shard_merge_check_store(const struct shard_merge *m, struct error *err)
{
	struct error why = ERROR_INIT;

	if (log_store_prove(m->session->store, m->plan->anchor, &why) == 0)
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("the plan is of another store, or of this one as it "
			   "is no more (%s)"),
			 why.text);
}

/* Results depend on the profile with the task's policies, and on limits. */
int shard_merge_check_settings(const struct shard_merge *m, struct error *err)
{
	const struct task *task = m->session->task;
	struct align_limits then = compare_night_limits(&m->plan->task);
	struct align_limits now = compare_night_limits(task);
	struct profile profile;
	char digest[SHA256_HEX];

	if (photo_engine_choose(m->engine, task->output_profile, &profile,
				err) < 0)
		return -1;
	task_profile_apply(task, &profile);
	profile_digest(&profile, digest);
	if (strcmp(digest, m->plan->profile) == 0 &&
	    memcmp(&then, &now, sizeof(now)) == 0)
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("the settings of task %s or its profile are no more "
			   "those of the plan; plan anew"),
			 task->name);
}

static int photo_made(void *ctx, const struct photo_run_result *result,
		      struct error *err)
{
	struct shard_merge *m = ctx;
	struct shard_given_photo *photo =
		shard_given_photo(m->given, result->item->photo_id);

	if (photo)
		photo->taken = true;
	return m->made(m->ctx, result, err);
}

static void start_making(void *ctx, long total)
{
	struct shard_merge *m = ctx;

	m->start(m->ctx, _("make"), total);
}

static int make(struct shard_merge *m, struct error *err)
{
	const struct photo_run run = {
		.session = m->session,
		.engine = m->engine,
		.job = PHOTO_BATCH_MAKE,
		.given = shard_given_making(m->given),
		.noted = true,
		.show = photo_made,
		.total = start_making,
		.ctx = m,
	};

	return photo_run(&run, &m->making, err);
}

static int nothing(void *ctx, const struct photo_made_row *row,
		   struct error *err)
{
	(void)ctx;
	(void)row;
	(void)err;
	return 0;
}

static int find_owner(void *ctx, const struct photo_row *photo,
		      struct error *err)
{
	long long *student_id = ctx;

	(void)err;
	*student_id = photo->student_id;
	return 0;
}

/*
 * Why is in the case's history: withdrawn, replaced, reopened, taken back; a
 * photo that was purged has none.
 */
static int tell_left_out(struct shard_merge *m, long long photo_id,
			 struct error *err)
{
	struct student_row row;
	long long student_id = 0;
	int has = photo_store_has(m->session->store, photo_id, err);

	m->left_out_n++;
	if (has < 0)
		return -1;
	if (has && photo_store_get(m->session->store, photo_id, find_owner,
				   &student_id, err) < 0)
		return -1;
	if (!student_id) {
		m->left_out(m->ctx, "");
		return 0;
	}
	if (student_store_get(m->session->store, student_id, &row, err) < 0)
		return -1;
	m->left_out(m->ctx, student_get(&row.student, STUDENT_xh));
	student_store_release(&row);
	return 0;
}

static int look_at_rest(struct shard_merge *m, struct error *err)
{
	size_t i, n;
	const struct shard_given_photo *photos =
		shard_given_photos(m->given, &n);

	for (i = 0; i < n; i++) {
		const struct photo_made_key key = {
			photos[i].id, m->session->task->output_profile};
		int found;

		if (photos[i].taken)
			continue;
		found = photo_store_get_made(m->session->store, &key, nothing,
					     NULL, err);
		if (found < 0 ||
		    (found == 0 && tell_left_out(m, photos[i].id, err) < 0))
			return -1;
		m->known += found > 0;
	}
	return 0;
}

/* Whether the case's photo was made by this very merge. */
static bool is_of_merge(const struct shard_merge *m,
			const struct compare_night_result *result)
{
	const struct shard_given_photo *photo =
		shard_given_photo(m->given, result->row->photo_id);

	return photo && photo->taken;
}

/* Cases that the night looked at again, and nothing came of it, are none. */
static int case_compared(void *ctx, const struct compare_night_result *result,
			 struct error *err)
{
	struct shard_merge *m = ctx;

	if (!result->compared && !result->moved && !result->error &&
	    !is_of_merge(m, result))
		return 0;
	m->cases++;
	m->pairs += result->compared;
	if (result->refused)
		m->refused++;
	else if (result->error)
		m->failed++;
	else if (result->by & ~(unsigned)LEDGER_BY_SAME)
		m->below++;
	else if (findings_worst(&result->findings) == FINDING_ERROR)
		m->same++;
	else
		m->suspect += findings_has(&result->findings, "SAM-SUSPECT") ||
			      findings_has(&result->findings, "CMP-SUSPECT");
	return m->compared(m->ctx, result, err);
}

static void case_step(void *ctx, long done, long total)
{
	struct shard_merge *m = ctx;

	m->step(m->ctx, done, total);
}

static int compare(struct shard_merge *m, struct error *err)
{
	struct compare_night_counts counts;
	const struct compare_night night = {
		.session = m->session,
		.models = &m->engine->models,
		.given = shard_given_comparing(m->given),
		.step = case_step,
		.show = case_compared,
		.ctx = m,
	};

	m->start(m->ctx, _("compare"), 0);
	m->is_compared = true;
	return compare_night(&night, &counts, err);
}

int shard_merge(struct shard_merge *merge, struct error *err)
{
	if (make(merge, err) < 0 || look_at_rest(merge, err) < 0)
		return -1;
	/* A dry run has made nothing that could be compared. */
	if (shard_given_lacking(merge->given) || merge->session->dry_run)
		return 0;
	return compare(merge, err);
}
