/* SPDX-License-Identifier: MIT */
#include "cmd/run/night.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "code/code_import.h"
#include "code/code_match.h"
#include "compare/compare_night.h"
#include "compare/compare_score.h"
#include "photo/photo_import.h"
#include "photo/photo_run.h"
#include "review/case_ready.h"
#include "rules/gate.h"

/*
 * The workflows show each item to whoever called them; a night tells counts
 * alone, because nobody reads it while it runs.
 */
static void tick(void *ctx)
{
	const struct night *night = ctx;

	night->tick(night->ctx);
}

static void failed(void *ctx, const char *name, const struct error *why)
{
	const struct night *night = ctx;

	if (why && why->kind != ERROR_NONE)
		night->failed(night->ctx, name, why);
}

static int code_is_in(void *ctx, const struct code_batch_item *item,
		      const char *status, struct error *err)
{
	(void)status;
	(void)err;
	if (item->result.status == CODE_ERROR)
		failed(ctx, item->file.name, &item->result.error);
	tick(ctx);
	return 0;
}

static int code_is_matched(void *ctx, const struct code_match_result *result,
			   struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int photo_is_in(void *ctx, const struct photo_import_result *result,
		       struct error *err)
{
	(void)err;
	if (result->status == PHOTO_IMPORT_FAILED)
		failed(ctx, result->file, result->error);
	tick(ctx);
	return 0;
}

static int photo_is_made(void *ctx, const struct photo_run_result *result,
			 struct error *err)
{
	(void)err;
	failed(ctx, student_get(result->student, STUDENT_xh),
	       &result->item->error);
	tick(ctx);
	return 0;
}

static int score_is_in(void *ctx, const struct compare_score_result *result,
		       struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int photo_is_compared(void *ctx,
			     const struct compare_night_result *result,
			     struct error *err)
{
	(void)err;
	failed(ctx, student_get(&result->row->student, STUDENT_xh),
	       result->error);
	tick(ctx);
	return 0;
}

/* inbox/<folder>; 1, 0 when there is none (an office need not use all), -1. */
static int open_folder(const struct night *night, const char *folder,
		       struct intake **intake, struct error *err)
{
	char *path = path_join(night->inbox, folder);
	bool there = file_is_dir(path);

	*intake = there ? intake_open(&path, 1, err) : NULL;
	free(path);
	if (*intake)
		night->start(night->ctx, folder, intake_total(*intake));
	return !there ? 0 : *intake ? 1 : -1;
}

static int import_codes(const struct night *night,
			const struct night_step *step,
			long counts[NIGHT_COUNTS], struct error *err)
{
	struct code_import_counts c = {0};
	struct code_import how = {
		.session = night->session,
		.show = code_is_in,
		.ctx = (void *)(size_t)night,
	};
	struct intake *intake;
	int result = open_folder(night, step->name, &intake, err);

	if (result > 0)
		result = code_import(&how, intake, &c, err);
	intake_close(intake);
	counts[0] = c.total;
	counts[1] = c.added;
	counts[2] = c.none;
	counts[3] = c.failed;
	return result;
}

static int match_codes(const struct night *night, const struct night_step *step,
		       long counts[NIGHT_COUNTS], struct error *err)
{
	struct code_match_counts c = {0};
	struct provider_setup provider;
	struct code_match how = {
		.session = night->session,
		.provider = &provider,
		.show = code_is_matched,
		.ctx = (void *)(size_t)night,
	};
	/* Without a program the codes stay as they are; no failure of a night.
	 */
	int result = provider_setup_read(store_folder(night->session->store),
					 "code", &provider, err);

	(void)step;
	if (result == 0)
		result = code_match(&how, &c, err);
	provider_setup_release(&provider);
	counts[0] = c.total;
	counts[1] = c.matched;
	counts[2] = c.waiting;
	return result;
}

struct lists {
	const struct night *night;
	long *counts;
};

/*
 * One that cannot be read is named and counted, and the night goes on; what is
 * wrong with the store ends it.
 */
static int list_failed(const struct lists *l, const char *path,
		       const struct error *why, struct error *err)
{
	l->counts[4]++;
	failed((void *)(size_t)l->night, path, why);
	if (why->kind == ERROR_INPUT || why->kind == ERROR_LIMIT)
		return 0;
	*err = *why;
	return -1;
}

/* A list that was taken is not taken again. */
static int import_list(void *ctx, const char *path, struct error *err)
{
	const struct lists *l = ctx;
	const struct session *session = l->night->session;
	struct compare_score_counts c;
	struct error why = ERROR_INIT;
	struct compare_score how = {
		.session = session,
		.file = path,
		.least = (double)policy_number(&session->task->policies,
					       POLICY_SCORE_MIN),
		.show = score_is_in,
		.ctx = (void *)(size_t)l->night,
	};
	bool known = false;

	if (compare_score_known(session, path, &known, &why) < 0)
		return list_failed(l, path, &why, err);
	if (known)
		return 0;
	l->counts[0]++;
	if (compare_score(&how, &c, &why) < 0)
		return list_failed(l, path, &why, err);
	l->counts[1] += c.total;
	l->counts[2] += c.stopped;
	l->counts[3] += c.nobody + c.bad;
	l->counts[5] += c.below + c.fail + c.warn;
	return 0;
}

static int import_scores(const struct night *night,
			 const struct night_step *step,
			 long counts[NIGHT_COUNTS], struct error *err)
{
	char *path = path_join(night->inbox, step->name);
	struct lists lists = {night, counts};
	int result = 0;

	if (file_is_dir(path)) {
		night->start(night->ctx, step->name, 0);
		result = file_walk(path, import_list, &lists, err);
	}
	free(path);
	return result;
}

/* The folder is named after the kind; photos/ holds the submissions. */
static int import_photos(const struct night *night,
			 const struct night_step *step,
			 long counts[NIGHT_COUNTS], struct error *err)
{
	enum photo_kind kind = photo_kind_find(step->name);
	struct photo_import_counts c = {0};
	struct photo_import how = {
		.session = night->session,
		.kind = kind == PHOTO_KIND_COUNT ? PHOTO_KIND_SUBMISSION : kind,
		.show = photo_is_in,
		.ctx = (void *)(size_t)night,
	};
	struct intake *intake;
	int result = open_folder(night, step->name, &intake, err);

	if (result > 0)
		result = photo_import(&how, intake, &c, err);
	intake_close(intake);
	counts[0] = c.total;
	counts[1] = c.added;
	counts[2] = c.waiting;
	counts[3] = c.known;
	counts[4] = c.refused;
	counts[5] = c.failed;
	return result;
}

static int look_at_gates(const struct night *night,
			 const struct night_step *step,
			 long counts[NIGHT_COUNTS], struct error *err)
{
	struct case_ready_counts c = {0};
	int result;

	night->start(night->ctx, step->name, 0);
	result = case_ready(night->session, &c, err);
	counts[0] = c.total;
	counts[1] = c.ready;
	counts[2] = c.blocked;
	return result;
}

static void start_making(void *ctx, long total)
{
	const struct night *night = ctx;

	night->start(night->ctx, _("make"), total);
}

static int make_photos(const struct night *night, const struct night_step *step,
		       long counts[NIGHT_COUNTS], struct error *err)
{
	struct photo_engine *engine = NULL;
	struct photo_run_counts c = {0};
	struct photo_run how = {
		.session = night->session,
		.job = PHOTO_BATCH_MAKE,
		.show = photo_is_made,
		.total = start_making,
		.ctx = (void *)(size_t)night,
	};
	/* Opened when it is its turn: models are large, earlier steps need
	 * none. */
	int result = photo_engine_open(&engine, err);

	(void)step;
	how.engine = engine;
	if (result == 0)
		result = photo_run(&how, &c, err);
	photo_engine_close(engine);
	counts[0] = c.total;
	counts[1] = c.done;
	counts[2] = c.refused;
	counts[3] = c.failed;
	return result;
}

static int compare_photos(const struct night *night,
			  const struct night_step *step,
			  long counts[NIGHT_COUNTS], struct error *err)
{
	struct compare_night_counts c = {0};
	struct compare_night how = {
		.session = night->session,
		.show = photo_is_compared,
		.ctx = (void *)(size_t)night,
	};
	int result;

	(void)step;
	/* How many pairs there will be, only the search finds out. */
	night->start(night->ctx, _("compare"), 0);
	result = compare_night(&how, &c, err);
	counts[0] = c.total;
	counts[1] = c.same;
	counts[2] = c.suspect;
	counts[3] = c.clear;
	counts[4] = c.failed;
	counts[5] = c.refused;
	counts[6] = c.below;
	return result;
}

#define PICTURES                                                               \
	{{"total", NIGHT_PLAIN},     {"added", NIGHT_PLAIN},                   \
	 {"waiting", NIGHT_FINDING}, {"known", NIGHT_PLAIN},                   \
	 {"refused", NIGHT_FINDING}, {"error", NIGHT_FAILED}},                 \
		N_("%ld pictures, %ld new, %ld wait for an owner, %ld "        \
		   "unreadable"),                                              \
	{                                                                      \
		0, 1, 2, 5                                                     \
	}

/* What a night does, in this order: each step works on what those before it
 * brought in. */
static const struct night_step steps[] = {
	{"codes",
	 import_codes,
	 {{"total", NIGHT_PLAIN},
	  {"added", NIGHT_PLAIN},
	  {"none", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("%ld images, %ld new codes, %ld without a code, %ld unreadable"),
	 {0, 1, 2, 3},
	 .in_window = true},
	{"code match",
	 match_codes,
	 {{"total", NIGHT_PLAIN},
	  {"matched", NIGHT_PLAIN},
	  {"waiting", NIGHT_FINDING}},
	 N_("%ld codes, %ld with their student"),
	 {0, 1}},
	/* before tonight's photos: a list speaks of those sent earlier */
	{"scores",
	 import_scores,
	 {{"total", NIGHT_PLAIN},
	  {"rows", NIGHT_PLAIN},
	  {"stopped", NIGHT_FINDING},
	  {"unread", NIGHT_FINDING},
	  {"error", NIGHT_FAILED},
	  {"bad", NIGHT_FINDING}},
	 N_("%ld new lists of scores, %ld rows, %ld cases stopped, %ld rows "
	    "of nobody"),
	 {0, 1, 2, 3}},
	{"enrollment", import_photos, PICTURES},
	{"population", import_photos, PICTURES},
	{"prior", import_photos, PICTURES},
	{"gates",
	 look_at_gates,
	 {{"total", NIGHT_PLAIN},
	  {"ready", NIGHT_PLAIN},
	  {"blocked", NIGHT_FINDING}},
	 N_("%ld students without a photo, %ld ready, %ld blocked"),
	 {0, 1, 2},
	 gate_asks_at_intake},
	{"photos", import_photos, PICTURES, .in_window = true},
	{"photo make",
	 make_photos,
	 {{"total", NIGHT_PLAIN},
	  {"made", NIGHT_PLAIN},
	  {"refused", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("%ld photos, %ld made, %ld refused"),
	 {0, 1, 2}},
	{"compare",
	 compare_photos,
	 {{"total", NIGHT_PLAIN},
	  {"same", NIGHT_FINDING},
	  {"suspect", NIGHT_FINDING},
	  {"clear", NIGHT_PLAIN},
	  {"error", NIGHT_FAILED},
	  {"refused", NIGHT_FINDING},
	  {NULL, NIGHT_FINDING}}, /* a low score is no verdict on photos */
	 N_("%ld photos, %ld the same photo, %ld suspect"),
	 {0, 1, 2}},
};

const struct night_step *night_step(size_t index)
{
	return index < ARRAY_SIZE(steps) ? &steps[index] : NULL;
}
