/* SPDX-License-Identifier: MIT */
/* qctool compare score: scores and outcomes of another system. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/compare/cmd_score_sheet.h"
#include "compare/compare_provider.h"

struct score_options {
	struct option_list map;
	double threshold, scale;
	bool provider, identity, need;
};

#define AT(field) offsetof(struct score_options, field)

/*
 * One command for three ways, as they fill the same columns of a case:
 *
 *    FILE         a table that the other system exported
 *    --provider   a program of the store, asked case by case
 *    --need       nobody is asked: the list to check elsewhere
 */
static const struct option options[] = {
	{"map", 0, OPTION_LIST, N_("FIELD=COLUMN"),
	 N_("which column is id, score, outcome, identity; may be "
	    "repeated"),
	 .offset = AT(map)},
	{"scale", 0, OPTION_REAL, N_("MAX"),
	 N_("the score that is full marks: 1, 10, 100 (default 100)"),
	 .offset = AT(scale)},
	{"threshold", 0, OPTION_REAL, N_("S"),
	 N_("least score, 0 to 100 (default: score_min of the task)"),
	 .offset = AT(threshold)},
	{"provider", 0, OPTION_FLAG, NULL,
	 N_("ask the store's program about cases without a score"),
	 .offset = AT(provider)},
	{"identity", 0, OPTION_FLAG, NULL,
	 N_("with --provider: ask about the identity instead"),
	 .offset = AT(identity)},
	{"need", 0, OPTION_FLAG, NULL,
	 N_("only list who still needs an identity outcome"),
	 .offset = AT(need)},
	OPTION_END};

static int run_compare_score(struct command_run *run, struct error *err);

const struct command cmd_compare_score = {
	.noun = "compare",
	.verb = "score",
	.summary = N_("face scores and identity outcomes of another system "
		      "from a table file"),
	.operands = N_("FILE|[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct score_options),
	.run = run_compare_score,
};

/* By the English word of the help or by the Chinese one. */
static bool score_map_is(const char *text, const char *word, const char *zh,
			 const char **title)
{
	size_t n = strcspn(text, "=");

	if (!text[n] || !text[n + 1] ||
	    !((strlen(word) == n && strncmp(text, word, n) == 0) ||
	      (strlen(zh) == n && strncmp(text, zh, n) == 0)))
		return false;
	*title = text + n + 1;
	return true;
}

static int score_take_map(const struct option_list *map,
			  struct compare_score *how, struct error *err)
{
	int i;

	for (i = 0; i < map->count; i++) {
		const char *text = map->values[i];

		if (!score_map_is(text, "id", "证件号码", &how->id_title) &&
		    !score_map_is(text, "score", "分数", &how->score_title) &&
		    !score_map_is(text, "outcome", "比对结果",
				  &how->outcome_title) &&
		    !score_map_is(text, "identity", "核验结果",
				  &how->identity_title))
			return error_set(err, ERROR_USAGE,
					 _("--map %s: wants id=, score=, "
					   "outcome= or identity=COLUMN"),
					 text);
	}
	return 0;
}

static int score_check_options(const struct score_options *o, int operands,
			       struct error *err)
{
	bool table = !o->provider && !o->need;

	if (o->threshold < 0 || o->threshold > 100)
		return error_set(err, ERROR_USAGE,
				 _("--threshold wants a number from 0 to "
				   "100"));
	if (o->scale < 0 || o->scale > 10000)
		return error_set(err, ERROR_USAGE,
				 _("--scale wants the score that is full "
				   "marks, at most 10000"));
	if (table && operands != 1)
		return error_set(err, ERROR_USAGE,
				 _("name one table file, or ask with "
				   "--provider"));
	/*
	 * Refused rather than ignored: who says --scale has a table in mind.
	 */
	if (!table && (o->map.count || o->scale > 0))
		return error_set(err, ERROR_USAGE,
				 _("--map and --scale are for a table file"));
	return 0;
}

static int score_from_table(struct command_run *run, struct cmd_context *ctx,
			    double least, struct compare_score_counts *counts,
			    struct error *err)
{
	const struct score_options *o = run->options;
	struct compare_score how = {
		.session = &ctx->session,
		.file = run->operands[0],
		.scale = o->scale,
		.least = least,
		.show = cmd_score_sheet_show,
		.ctx = run,
	};

	if (score_take_map(&o->map, &how, err) < 0)
		return -1;
	return compare_score(&how, counts, err);
}

/* Without a program the list says who lacks what; that is no failure. */
static int score_from_program(struct command_run *run, struct cmd_context *ctx,
			      double least, struct compare_score_counts *counts,
			      struct error *err)
{
	const struct score_options *o = run->options;
	/*
	 * --need is about identities alone: a list for whoever checks
	 * documents elsewhere.
	 */
	bool identity = o->identity || o->need;
	struct provider_setup setup = {.program = NULL};
	struct compare_provider how = {
		.session = &ctx->session,
		.setup = &setup,
		.kind = identity ? OUTCOME_IDENTITY : OUTCOME_FACE,
		.filter = &ctx->filter,
		.least = least,
		.show = cmd_score_sheet_show,
		.ctx = run,
	};
	int result = cmd_filter_read(run, ctx, err);

	if (result == 0 && !o->need)
		result = provider_setup_read(store_folder(ctx->store),
					     identity ? "id" : "score", &setup,
					     err);
	if (result == 0 && !o->need && !setup.program)
		output_line(run->output,
			    _("qctool.ini names no provider \"%s\"; nobody is "
			      "asked"),
			    identity ? "id" : "score");
	if (result == 0)
		result = compare_provider(&how, counts, err);
	provider_setup_release(&setup);
	return result;
}

static int run_compare_score(struct command_run *run, struct error *err)
{
	const struct score_options *o = run->options;
	struct compare_score_counts counts;
	struct cmd_context ctx;
	double least = o->threshold;
	int result;

	if (score_check_options(o, run->operand_count, err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	cmd_score_sheet_open(run, o->need);
	/*
	 * The manuals ask for 80; a task may ask for another.  The limit is
	 * stored with each score, so that the score is judged by it later, too.
	 */
	if (!(least > 0))
		least = (double)policy_number(&ctx.task.policies,
					      POLICY_SCORE_MIN);
	if (o->provider || o->need)
		result = score_from_program(run, &ctx, least, &counts, err);
	else
		result = score_from_table(run, &ctx, least, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : cmd_score_sheet_close(run, &counts, err);
}
