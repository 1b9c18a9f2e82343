/* SPDX-License-Identifier: MIT */
/* qctool compare score: scores and outcomes of another system. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "compare/compare_score.h"

struct score_options {
	struct option_list map;
	double threshold, scale;
};

#define AT(field) offsetof(struct score_options, field)

static const struct option options[] = {
	{"map", 0, OPTION_LIST, "id|score|outcome|identity=COLUMN",
	 N_("which column is which; may be repeated"), .offset = AT(map)},
	{"scale", 0, OPTION_REAL, "MAX",
	 N_("the score that is full marks: 1, 10, 100 (default 100)"),
	 .offset = AT(scale)},
	{"threshold", 0, OPTION_REAL, "S",
	 N_("least score, 0 to 100 (default: score_min of the task)"),
	 .offset = AT(threshold)},
	OPTION_END};

static int run_compare_score(struct command_run *run, struct error *err);

const struct command cmd_compare_score = {
	.noun = "compare",
	.verb = "score",
	.summary = N_("face scores and identity outcomes of another system "
		      "from a table file"),
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
	cmd_student_add_columns(t);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "outcome", _("outcome"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

/* The worst of what was said in words; OUTCOME_NONE = nothing. */
static enum outcome worst_outcome(const struct compare_evidence *said)
{
	enum outcome face = said->outcome[OUTCOME_FACE];
	enum outcome identity = said->outcome[OUTCOME_IDENTITY];

	if (face == OUTCOME_NONE || identity == OUTCOME_NONE)
		return face == OUTCOME_NONE ? identity : face;
	return face > identity ? face : identity;
}

static void set_outcomes(struct json *item, const struct compare_evidence *said)
{
	struct json *each = json_new_object();
	int kind;

	if (worst_outcome(said) == OUTCOME_NONE) {
		json_set_null(item, "outcome");
		json_free(each);
		return;
	}
	json_set_str(item, "outcome", outcome_name(worst_outcome(said)));
	for (kind = 0; kind < OUTCOME_KINDS; kind++)
		if (said->outcome[kind] != OUTCOME_NONE)
			json_set_str(each,
				     outcome_kind_name((enum outcome_kind)kind),
				     outcome_name(said->outcome[kind]));
	json_set(item, "outcomes", each);
}

static struct json *score_make_item(const struct command_run *run,
				    const struct compare_score_result *r)
{
	struct json *item = json_new_object();

	json_set_int(item, "row", r->row);
	if (r->student) {
		json_set(item, "key",
			 cmd_student_key(run, &r->student->student));
		cmd_student_set_who(run, item, &r->student->student);
		json_set_str(item, "state", case_state_name(r->student->state));
	} else {
		json_set_null(item, "key");
	}
	json_set_real(item, "score", r->said->score, 1);
	set_outcomes(item, r->said);
	json_set_str(item, "status", compare_score_name(r->status));
	json_set(item, "findings", findings_json(r->findings));
	return item;
}

static void score_say_why(const struct compare_score_result *r,
			  struct buf *text)
{
	if (r->findings->n)
		findings_texts(r->findings, text);
	else if (r->student)
		buf_addf(text,
			 _("row %ld: neither a score of the scale nor an "
			   "outcome we know"),
			 r->row);
	else
		buf_addf(text, _("row %ld: not on the roster"), r->row);
}

static int score_show(void *ctx, const struct compare_score_result *r,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	enum outcome worst = worst_outcome(r->said);
	struct buf text = BUF_INIT;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, score_make_item(run, r));
	if (r->status == COMPARE_SCORE_PASS)
		return 0;
	table_add_row(t);
	if (r->student) {
		cmd_student_set_cells(run, t, &r->student->student);
		table_set(t, 6, case_state_show(r->student->state));
	}
	if (!isnan(r->said->score))
		table_setf(t, 4, "%.1f", r->said->score);
	if (worst != OUTCOME_NONE)
		table_set(t, 5, outcome_show(worst));
	score_say_why(r, &text);
	table_set(t, 7, buf_str(&text));
	buf_release(&text);
	return 0;
}

static int score_take_map(const struct option_list *map,
			  struct compare_score *how, struct error *err)
{
	const struct {
		const char *word;
		const char **title;
	} words[] = {{"id=", &how->id_title},
		     {"score=", &how->score_title},
		     {"outcome=", &how->outcome_title},
		     {"identity=", &how->identity_title}};
	size_t w, n;
	int i;

	for (i = 0; i < map->count; i++) {
		for (w = 0; w < ARRAY_SIZE(words); w++) {
			n = strlen(words[w].word);
			if (strncmp(map->values[i], words[w].word, n) == 0 &&
			    map->values[i][n])
				break;
		}
		if (w == ARRAY_SIZE(words))
			return error_set(err, ERROR_USAGE,
					 _("--map %s: wants id=, score=, "
					   "outcome= or identity=COLUMN"),
					 map->values[i]);
		*words[w].title = map->values[i] + n;
	}
	return 0;
}

static int score_finish(struct command_run *run,
			const struct compare_score_counts *c, struct error *err)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "pass", c->pass);
	output_count(run->output, "below", c->below);
	output_count(run->output, "fail", c->fail);
	output_count(run->output, "warn", c->warn);
	output_count(run->output, "stopped", c->stopped);
	output_count(run->output, "cleared", c->cleared);
	output_count(run->output, "nobody", c->nobody);
	output_count(run->output, "bad", c->bad);
	output_line(run->output,
		    _("%ld rows: %ld pass, %ld below, %ld not the same, %ld "
		      "with warnings; %ld cases stopped, %ld cleared; %ld of "
		      "nobody, %ld unread"),
		    c->total, c->pass, c->below, c->fail, c->warn, c->stopped,
		    c->cleared, c->nobody, c->bad);
	return cmd_context_list(run, _("scores"),
				exit_status_of(false, c->pass < c->total), err);
}

static int score_check_options(const struct score_options *o, struct error *err)
{
	if (o->threshold < 0 || o->threshold > 100)
		return error_set(err, ERROR_USAGE,
				 _("--threshold wants a number from 0 to "
				   "100"));
	if (o->scale < 0 || o->scale > 10000)
		return error_set(err, ERROR_USAGE,
				 _("--scale wants the score that is full "
				   "marks, at most 10000"));
	return 0;
}

static int run_compare_score(struct command_run *run, struct error *err)
{
	const struct score_options *o = run->options;
	struct compare_score_counts counts;
	struct cmd_context ctx;
	struct compare_score how = {
		.session = &ctx.session,
		.file = run->operands[0],
		.scale = o->scale,
		.show = score_show,
		.ctx = run,
	};
	int result;

	if (score_take_map(&o->map, &how, err) < 0 ||
	    score_check_options(o, err) < 0)
		return -1;
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
