/* SPDX-License-Identifier: MIT */
/* qctool compare score: face scores of another system into the task. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "compare/compare_score.h"

struct score_options {
	struct option_list map;
	double threshold;
};

#define AT(field) offsetof(struct score_options, field)

static const struct option options[] = {
	{"map", 0, OPTION_LIST, "id|score=COLUMN",
	 N_("which column is which; may be repeated"), .offset = AT(map)},
	{"threshold", 0, OPTION_REAL, "S",
	 N_("least score, 0 to 100 (default: score_min of the task)"),
	 .offset = AT(threshold)},
	OPTION_END};

static int run_compare_score(struct command_run *run, struct error *err);

const struct command cmd_compare_score = {
	.noun = "compare",
	.verb = "score",
	.summary = N_("face scores of another system from a table file"),
	.operands = "FILE",
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct score_options),
	.run = run_compare_score,
};

static void score_add_columns(struct table *t)
{
	cmd_context_add_columns(t);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static struct json *score_make_item(const struct command_run *run,
				    const struct compare_score_result *r)
{
	struct json *item = json_new_object();

	json_set_int(item, "row", r->row);
	if (r->student) {
		json_set(item, "key",
			 cmd_context_key(run, &r->student->student));
		cmd_context_set_who(run, item, &r->student->student);
		json_set_str(item, "state", case_state_name(r->student->state));
	} else {
		json_set_null(item, "key");
	}
	json_set_real(item, "score", r->score, 1);
	json_set_str(item, "status", compare_score_name(r->status));
	json_set(item, "findings", findings_json(r->findings));
	return item;
}

static int score_show(void *ctx, const struct compare_score_result *r,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, score_make_item(run, r));
	if (r->status == COMPARE_SCORE_PASS)
		return 0;
	table_add_row(t);
	if (r->student) {
		cmd_context_set_cells(run, t, &r->student->student);
		table_set(t, 5, case_state_show(r->student->state));
	}
	if (!isnan(r->score))
		table_setf(t, 4, "%.1f", r->score);
	if (r->findings->n)
		finding_text(&r->findings->list[0], i18n_lang(), &text);
	else if (r->student)
		buf_addf(&text, _("row %ld: no score from 0 to 100"), r->row);
	else
		buf_addf(&text, _("row %ld: not on the roster"), r->row);
	table_set(t, 6, buf_str(&text));
	buf_release(&text);
	return 0;
}

static int score_take_map(const struct option_list *map,
			  struct compare_score *how, struct error *err)
{
	int i;

	for (i = 0; i < (int)map->count; i++) {
		const char *text = map->values[i];

		if (strncmp(text, "id=", 3) == 0 && text[3])
			how->id_title = text + 3;
		else if (strncmp(text, "score=", 6) == 0 && text[6])
			how->score_title = text + 6;
		else
			return error_set(err, ERROR_USAGE,
					 _("--map %s: wants id=COLUMN or "
					   "score=COLUMN"),
					 text);
	}
	return 0;
}

static int score_finish(struct command_run *run,
			const struct compare_score_counts *c, struct error *err)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "pass", c->pass);
	output_count(run->output, "below", c->below);
	output_count(run->output, "stopped", c->stopped);
	output_count(run->output, "nobody", c->nobody);
	output_count(run->output, "bad", c->bad);
	output_line(run->output,
		    _("%ld scores: %ld pass, %ld below (%ld cases stopped), "
		      "%ld of nobody, %ld no score"),
		    c->total, c->pass, c->below, c->stopped, c->nobody, c->bad);
	return cmd_context_list(run, _("face scores"),
				exit_status_of(false, c->pass < c->total), err);
}

static int run_compare_score(struct command_run *run, struct error *err)
{
	const struct score_options *o = run->options;
	struct compare_score_counts counts;
	struct cmd_context ctx;
	struct compare_score how = {
		.session = &ctx.session,
		.file = run->operands[0],
		.show = score_show,
		.ctx = run,
	};
	int result;

	if (score_take_map(&o->map, &how, err) < 0)
		return -1;
	if (o->threshold < 0 || o->threshold > 100)
		return error_set(err, ERROR_USAGE,
				 _("--threshold wants a number from 0 to "
				   "100"));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	score_add_columns(output_table(run->output));
	how.least = o->threshold > 0 ? o->threshold
				     : (double)policy_number(&ctx.task.policies,
							     POLICY_SCORE_MIN);
	result = compare_score(&how, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : score_finish(run, &counts, err);
}
