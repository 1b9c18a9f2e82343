/* SPDX-License-Identifier: MIT */
/*
 * qctool compare same: whether two pictures are one exposure.
 *
 * For two pictures or a list of pairs.  -v adds all evidence to the JSON, -o
 * FILE.html draws it: the aligned faces and where their detail agrees.  The
 * limits may be set by hand to see what another calibration would say.
 */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "compare/compare_files.h"
#include "page/contact_sheet.h"
#include "rules/words.h"

struct same_options {
	const char *pairs;
	double same, suspect;
};

#define AT(field) offsetof(struct same_options, field)

static const struct option options[] = {
	{"pairs", 0, OPTION_FILE, N_("TSV"),
	 N_("two columns of paths, relative to the file"), .offset = AT(pairs)},
	{"same", 0, OPTION_REAL, N_("M"),
	 N_("least measure for \"same\" (default: calibrated)"),
	 .offset = AT(same)},
	{"suspect", 0, OPTION_REAL, N_("M"),
	 N_("least measure for \"suspect\""), .offset = AT(suspect)},
	OPTION_END};

static int run_compare_same(struct command_run *run, struct error *err);

const struct command cmd_compare_same = {
	.noun = "compare",
	.verb = "same",
	.summary = N_("whether two pictures are one exposure"),
	.operands = N_("[A B]"),
	.max_operands = 2,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct same_options),
	.run = run_compare_same,
};

struct shower {
	struct command_run *run;
	struct progress progress;
};

static struct json *same_make_item(const struct shower *s,
				   const struct compare_files_result *r)
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
	if (!s->run->globals->no_timing) {
		json_set_real(item, "ms", r->ms.all, 1);
		json_set_real(item, "ms_open", r->ms.open, 1);
		json_set_real(item, "ms_face", r->ms.face, 1);
		json_set_real(item, "ms_align", r->ms.align, 1);
	}
	return item;
}

static int same_show(void *ctx, const struct compare_files_result *r,
		     struct error *err)
{
	struct shower *s = ctx;
	struct table *t = output_table(s->run->output);
	const char *verdict;

	(void)err;
	cmd_failed(s->run, NULL, r->error);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, same_make_item(s, r));
	table_add_row(t);
	table_set(t, 0, r->a);
	table_set(t, 1, r->b);
	verdict = r->error ? "error" : align_verdict_name(r->verdict.verdict);
	table_set(t, 2, words_show(verdict));
	if (r->error)
		table_set(t, 4, r->error->text);
	else
		table_setf(t, 3, "%.1f", r->verdict.score);
	/* Red is "same": a photo handed in twice is what is looked for. */
	if (!r->error && r->verdict.verdict == ALIGN_SAME)
		table_set_style(t, 2, TABLE_ERROR);
	s->progress.done++;
	s->progress.failed += r->error != NULL;
	s->progress.pass += !r->error && r->verdict.verdict == ALIGN_DIFFERENT;
	s->progress.refused +=
		!r->error && r->verdict.verdict != ALIGN_DIFFERENT;
	progress_step(&s->progress);
	return 0;
}

static int same_finish(struct command_run *run,
		       const struct compare_files_counts *c, bool page,
		       struct error *err)
{
	struct output *o = run->output;
	int status = exit_status_of(c->failed > 0, c->same + c->suspect > 0);

	output_count(o, "total",
		     c->same + c->suspect + c->different + c->failed);
	output_count(o, "same", c->same);
	output_count(o, "suspect", c->suspect);
	output_count(o, "different", c->different);
	output_count(o, "error", c->failed);
	output_line(o,
		    P_("%ld pair: %ld same, %ld suspect, %ld different, %ld "
		       "unreadable",
		       "%ld pairs: %ld same, %ld suspect, %ld different, %ld "
		       "unreadable",
		       c->same + c->suspect + c->different + c->failed),
		    c->same + c->suspect + c->different + c->failed, c->same,
		    c->suspect, c->different, c->failed);
	if (!page)
		return cmd_context_list(run, _("same photo"), status, err);
	/* The page is -o and has every pair; the rows go to the terminal. */
	output_keep_rows(o);
	output_done(o,
		    P_("%ld pair shown in %s", "%ld pairs shown in %s",
		       c->same + c->suspect + c->different),
		    c->same + c->suspect + c->different, run->globals->out);
	return status;
}

/* The two operands, or the lines of the file. */
static int same_collect(struct command_run *run,
			struct compare_files_list *pairs, struct error *err)
{
	const struct same_options *o = run->options;

	if (o->pairs)
		return compare_files_read(o->pairs, pairs, err);
	if (run->operand_count != 2)
		return error_set(err, ERROR_USAGE,
				 _("wants two pictures, or --pairs TSV"));
	compare_files_add(pairs, run->operands[0], run->operands[1]);
	return 0;
}

static int same_run(struct command_run *run,
		    const struct compare_files_list *pairs, struct error *err)
{
	const struct same_options *o = run->options;
	const char *out = run->globals->out;
	struct shower shower = {.run = run};
	struct compare_files_counts counts;
	struct align_limits limits = align_limits_default;
	struct compare_files job = {
		.jobs = (int)run->globals->jobs,
		.limits = &limits,
		.sheet = out && contact_sheet_knows(out) ? out : NULL,
		.at = run->now,
		.who = run->who,
		.show = same_show,
		.ctx = &shower,
	};
	int result;

	/* Zero is "not given": no photo is the same at 0. */
	if (o->same > 0)
		limits.same = o->same;
	if (o->suspect > 0)
		limits.suspect = o->suspect;
	progress_start(&shower.progress, run->globals, _("pairs"),
		       (long)pairs->n);
	progress_count(&shower.progress,
		       &(struct progress_words){N_("%ld different"),
						N_("%ld alike"),
						N_("%ld unreadable")});
	result = compare_files(&job, pairs, &counts, err);
	progress_end(&shower.progress);
	return result < 0 ? -1
			  : same_finish(run, &counts, job.sheet != NULL, err);
}

static int run_compare_same(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct compare_files_list pairs = {NULL};
	int result;

	table_add_column(t, "a", "A", TABLE_LEFT);
	table_add_column(t, "b", "B", TABLE_LEFT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "error", _("error"), TABLE_LEFT);
	result = cmd_context_hide(run, err);
	if (result == 0)
		result = same_collect(run, &pairs, err);
	if (result == 0)
		result = same_run(run, &pairs, err);
	compare_files_release(&pairs);
	return result;
}
