/* SPDX-License-Identifier: MIT */
/* qctool compare same, compare dup: pictures of one exposure, by files. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "compare/compare_job.h"
#include "rules/words.h"

struct same_options {
	const char *pairs;
	double same, suspect;
	bool with_suspect;
};

#define AT(field) offsetof(struct same_options, field)

static const struct option same_options[] = {
	{"pairs", 0, OPTION_FILE, "TSV",
	 N_("two columns of paths, relative to the file"),
	 .offset = AT(pairs)},
	{"same", 0, OPTION_REAL, "M",
	 N_("least measure for \"same\" (default: calibrated)"),
	 .offset = AT(same)},
	{"suspect", 0, OPTION_REAL, "M", N_("least measure for \"suspect\""),
	 .offset = AT(suspect)},
	OPTION_END};

static const struct option dup_options[] = {
	{"suspect", 0, OPTION_FLAG, NULL,
	 N_("suspected pairs join a group too"), .offset = AT(with_suspect)},
	OPTION_END};

struct shower {
	struct command_run *run;
	struct progress progress;
	long same, suspect, different, failed;
};

static struct json *make_item(const struct shower *s,
			      const struct compare_job_result *r)
{
	struct json *item = json_new_object();

	json_set_str(item, "a", r->a);
	json_set_str(item, "b", r->b);
	if (r->error) {
		json_set_null(item, "score");
		json_set_str(item, "verdict", "error");
		json_set_str(item, "error", r->error->text);
	} else {
		json_set_real(item, "score", r->verdict.score, 1);
		json_set_str(item, "verdict",
			     align_verdict_name(r->verdict.verdict));
		json_set_real(item, "measure", r->verdict.evidence.measure, 4);
		json_set_bool(item, "mirrored", r->verdict.evidence.mirrored);
		if (s->run->globals->verbose)
			json_set(item, "evidence",
				 compare_pair_json(&r->verdict));
	}
	json_set(item, "findings", findings_json(&r->findings));
	if (!s->run->globals->no_timing)
		json_set_real(item, "ms", r->ms, 1);
	return item;
}

static void count(struct shower *s, const struct compare_job_result *r)
{
	if (r->error)
		s->failed++;
	else if (r->verdict.verdict == ALIGN_SAME)
		s->same++;
	else if (r->verdict.verdict == ALIGN_SUSPECT)
		s->suspect++;
	else
		s->different++;
}

static int show(void *ctx, const struct compare_job_result *r,
		struct error *err)
{
	struct shower *s = ctx;
	struct table *t = output_table(s->run->output);
	const char *verdict;

	(void)err;
	count(s, r);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, make_item(s, r));
	table_add_row(t);
	table_set(t, 0, r->a);
	table_set(t, 1, r->b);
	verdict = r->error ? "error" : align_verdict_name(r->verdict.verdict);
	table_set(t, 2, words_show(verdict));
	if (r->error)
		table_set(t, 4, r->error->text);
	else
		table_setf(t, 3, "%.1f", r->verdict.score);
	if (!r->error && r->verdict.verdict == ALIGN_SAME)
		table_set_style(t, 2, TABLE_ERROR);
	s->progress.done++;
	progress_step(&s->progress);
	return 0;
}

static int finish_same(struct shower *s, struct error *err)
{
	struct output *o = s->run->output;

	output_count(o, "total",
		     s->same + s->suspect + s->different + s->failed);
	output_count(o, "same", s->same);
	output_count(o, "suspect", s->suspect);
	output_count(o, "different", s->different);
	output_count(o, "error", s->failed);
	return cmd_context_list(s->run, _("same photo"),
				s->failed		 ? 6
				: s->same || s->suspect ? 1
							 : 0,
				err);
}

static int collect(struct command_run *run, struct compare_job_pair **pairs,
		   size_t *n, struct error *err)
{
	const struct same_options *o = run->options;

	if (o->pairs)
		return compare_job_read_pairs(o->pairs, pairs, n, err);
	if (run->operand_count != 2)
		return error_set(err, ERROR_USAGE,
				 _("wants two pictures, or --pairs TSV"));
	*pairs = mem_xcalloc(1, sizeof(**pairs));
	*n = 1;
	(*pairs)->a = mem_xstrdup(run->operands[0]);
	(*pairs)->b = mem_xstrdup(run->operands[1]);
	(*pairs)->label_a = mem_xstrdup(run->operands[0]);
	(*pairs)->label_b = mem_xstrdup(run->operands[1]);
	return 0;
}

static int run_same(struct command_run *run, struct error *err)
{
	const struct same_options *o = run->options;
	struct table *t = output_table(run->output);
	struct align_limits limits = align_limits_default;
	struct shower shower = {.run = run};
	struct compare_job job = {.jobs = (int)run->globals->jobs,
				  .limits = &limits,
				  .show = show,
				  .ctx = &shower};
	struct compare_job_pair *pairs = NULL;
	size_t n = 0;
	int result;

	if (o->same > 0)
		limits.same = o->same;
	if (o->suspect > 0)
		limits.suspect = o->suspect;
	table_add_column(t, "a", "A", TABLE_LEFT);
	table_add_column(t, "b", "B", TABLE_LEFT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "error", _("error"), TABLE_LEFT);
	result = collect(run, &pairs, &n, err);
	progress_start(&shower.progress, run->globals, _("pairs"), (long)n);
	if (result == 0)
		result = compare_job_pairs(&job, pairs, n, err);
	progress_end(&shower.progress);
	compare_job_free_pairs(pairs, n);
	return result < 0 ? -1 : finish_same(&shower, err);
}

static int show_group(void *ctx, const char *const *files, size_t n,
		      double score, enum align_verdict verdict,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item, *list;
	long group = t->n_rows ? strtol(table_text(t, t->n_rows - 1, 0), NULL,
					10)
			       : 0;
	size_t i;

	(void)err;
	if (output_wants_json(run->output)) {
		item = json_new_object();
		list = json_new_array();
		for (i = 0; i < n; i++)
			json_add_str(list, files[i]);
		json_set(item, "files", list);
		json_set_real(item, "score", score, 1);
		json_set_str(item, "verdict", align_verdict_name(verdict));
		output_item(run->output, item);
	}
	for (i = 0; i < n; i++) {
		table_add_row(t);
		table_setf(t, 0, "%ld", group + 1);
		table_set(t, 1, files[i]);
		table_setf(t, 2, "%.1f", score);
		table_set(t, 3, words_show(align_verdict_name(verdict)));
	}
	return 0;
}

static int run_dup(struct command_run *run, struct error *err)
{
	const struct same_options *o = run->options;
	struct table *t = output_table(run->output);
	struct compare_job_dup dup = {
		.operands = run->operands,
		.operand_count = run->operand_count,
		.jobs = (int)run->globals->jobs,
		.least = o->with_suspect ? ALIGN_SUSPECT : ALIGN_SAME,
		.show = show_group,
		.ctx = run,
	};

	table_add_column(t, "group", _("group"), TABLE_RIGHT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	if (compare_job_dup(&dup, err) < 0)
		return -1;
	output_count(run->output, "files", dup.files);
	output_count(run->output, "error", dup.unreadable);
	output_count(run->output, "no_face", dup.no_face);
	output_line(run->output,
		    _("%ld pictures; %ld without a face, %ld unreadable"),
		    dup.files, dup.no_face, dup.unreadable);
	return cmd_context_list(run, _("same photo"),
				dup.unreadable ? 6
				: t->n_rows    ? 1
					       : 0,
				err);
}

const struct command cmd_compare_same = {
	.noun = "compare",
	.verb = "same",
	.summary = N_("whether two pictures are one exposure"),
	.operands = "[A B]",
	.max_operands = 2,
	.flags = COMMAND_FILES,
	.options = same_options,
	.options_size = sizeof(struct same_options),
	.run = run_same,
};

const struct command cmd_compare_dup = {
	.noun = "compare",
	.verb = "dup",
	.summary = N_("groups of one exposure in a folder"),
	.operands = "PATH…",
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = dup_options,
	.options_size = sizeof(struct same_options),
	.example = "compare dup examples/photos examples/enrollment",
	.run = run_dup,
};
