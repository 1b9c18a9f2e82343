/* SPDX-License-Identifier: MIT */
#include "cmd/run/night.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/run/night_intake.h"
#include "code/code_match.h"
#include "compare/compare_night.h"
#include "photo/photo_run.h"
#include "report/overdue.h"
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

static int code_is_matched(void *ctx, const struct code_match_result *result,
			   struct error *err)
{
	(void)result;
	(void)err;
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

static int is_late(void *ctx, const struct overdue_case *late,
		   struct error *err)
{
	long *counts = ctx;

	(void)err;
	counts[late->kind == OVERDUE_PHOTO ? 0 : 1]++;
	return 0;
}

static int look_at_deadlines(const struct night *night,
			     const struct night_step *step,
			     long counts[NIGHT_COUNTS], struct error *err)
{
	struct overdue_walk walk = {.fn = is_late, .ctx = counts};

	night->start(night->ctx, step->name, 0);
	return overdue_each(night->session, NULL, &walk, err);
}

#define PICTURES                                                               \
	{{"total", NIGHT_PLAIN},     {"added", NIGHT_PLAIN},                   \
	 {"waiting", NIGHT_FINDING}, {"known", NIGHT_PLAIN},                   \
	 {"refused", NIGHT_FINDING}, {"error", NIGHT_FAILED}},                 \
		N_("pictures: %ld, new: %ld, waiting for an owner: %ld, "      \
		   "unreadable: %ld"),                                         \
	{                                                                      \
		0, 1, 2, 5                                                     \
	}

/* What a night does, in this order: each step works on what those before it
 * brought in. */
static const struct night_step steps[] = {
	/* before everything else: the rest is given to its students */
	{N_("rosters"),
	 night_intake_rosters,
	 {{"total", NIGHT_PLAIN},
	  {"new", NIGHT_PLAIN},
	  {"changed", NIGHT_PLAIN},
	  {"left_out", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("rosters: %ld, students new: %ld, changed: %ld, rows left out: "
	    "%ld"),
	 {0, 1, 2, 3}},
	{"codes",
	 night_intake_codes,
	 {{"total", NIGHT_PLAIN},
	  {"added", NIGHT_PLAIN},
	  {"none", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("images: %ld, new codes: %ld, without a code: %ld, unreadable: "
	    "%ld"),
	 {0, 1, 2, 3},
	 .in_window = true},
	{"code match",
	 match_codes,
	 {{"total", NIGHT_PLAIN},
	  {"matched", NIGHT_PLAIN},
	  {"waiting", NIGHT_FINDING}},
	 N_("codes: %ld, with their student: %ld"),
	 {0, 1}},
	/* before tonight's photos: a list speaks of those sent earlier */
	{"scores",
	 night_intake_scores,
	 {{"total", NIGHT_PLAIN},
	  {"rows", NIGHT_PLAIN},
	  {"stopped", NIGHT_FINDING},
	  {"unread", NIGHT_FINDING},
	  {"error", NIGHT_FAILED},
	  {"bad", NIGHT_FINDING}},
	 N_("new lists of scores: %ld, rows: %ld, cases stopped: %ld, rows of "
	    "nobody: %ld"),
	 {0, 1, 2, 3}},
	{N_("receipts"),
	 night_intake_receipts,
	 {{"total", NIGHT_PLAIN},
	  {"rows", NIGHT_PLAIN},
	  {"moved", NIGHT_PLAIN},
	  {"found", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("lists that came back: %ld, rows: %ld, cases moved on: %ld, lists "
	    "to be looked at: %ld"),
	 {0, 1, 2, 3}},
	{"enrollment", night_intake_photos, PICTURES},
	{"population", night_intake_photos, PICTURES},
	{"prior", night_intake_photos, PICTURES},
	{"gates",
	 look_at_gates,
	 {{"total", NIGHT_PLAIN},
	  {"ready", NIGHT_PLAIN},
	  {"blocked", NIGHT_FINDING}},
	 N_("students without a photo: %ld, ready: %ld, blocked: %ld"),
	 {0, 1, 2},
	 gate_asks_at_intake},
	{"photos", night_intake_photos, PICTURES, .in_window = true},
	{"photo make",
	 make_photos,
	 {{"total", NIGHT_PLAIN},
	  {"made", NIGHT_PLAIN},
	  {"refused", NIGHT_FINDING},
	  {"error", NIGHT_FAILED}},
	 N_("photos: %ld, made: %ld, refused: %ld"),
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
	 N_("photos: %ld, the same photo: %ld, suspect: %ld"),
	 {0, 1, 2}},
	{N_("overdue"),
	 look_at_deadlines,
	 {{"replace", NIGHT_FINDING}, {"online", NIGHT_FINDING}},
	 N_("waiting too long for another photo: %ld, to be online: %ld"),
	 {0, 1}},
};

const struct night_step *night_step(size_t index)
{
	return index < ARRAY_SIZE(steps) ? &steps[index] : NULL;
}
