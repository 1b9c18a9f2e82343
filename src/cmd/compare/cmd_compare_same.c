/* SPDX-License-Identifier: MIT */
/* qctool compare same, compare dup: pictures of one exposure, by files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/compare/cmd_pair_sheet.h"
#include "cmd/photo/cmd_photo_contact.h"
#include "compare/compare_dup.h"
#include "compare/compare_files.h"
#include "rules/words.h"

struct same_options {
	const char *pairs;
	double same, suspect;
	bool with_suspect;
};

#define AT(field) offsetof(struct same_options, field)

static const struct option same_options[] = {
	{"pairs", 0, OPTION_FILE, "TSV",
	 N_("two columns of paths, relative to the file"), .offset = AT(pairs)},
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

static int run_compare_same(struct command_run *run, struct error *err);
static int run_compare_dup(struct command_run *run, struct error *err);

const struct command cmd_compare_same = {
	.noun = "compare",
	.verb = "same",
	.summary = N_("whether two pictures are one exposure"),
	.operands = "[A B]",
	.max_operands = 2,
	.flags = COMMAND_FILES,
	.options = same_options,
	.options_size = sizeof(struct same_options),
	.run = run_compare_same,
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
	.run = run_compare_dup,
};

struct shower {
	struct command_run *run;
	struct progress progress;
	struct contact_sheet *sheet; /* NULL: -o is no page */
	long same, suspect, different, failed;
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
	if (!s->run->globals->no_timing)
		json_set_real(item, "ms", r->ms, 1);
	return item;
}

static void same_count(struct shower *s, const struct compare_files_result *r)
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

static enum finding_severity
same_severity_of(const struct compare_files_result *r)
{
	if (r->error || r->verdict.verdict == ALIGN_SAME)
		return FINDING_ERROR;
	return r->verdict.verdict == ALIGN_SUSPECT ? FINDING_WARN
						   : FINDING_INFO;
}

static int same_show_pictures(struct shower *s,
			      const struct compare_files_result *r,
			      struct error *err)
{
	struct cmd_pair_sheet pair;
	struct contact_row row = {.pictures = pair.pictures};
	struct contact_item item = {
		.file = r->a,
		.worst = same_severity_of(r),
		.rows = &row,
		.n_rows = 1,
		.findings = &r->findings,
	};
	char *title = mem_xprintf("%s · %s", r->a, r->b), status[480];
	int result;

	if (r->error)
		snprintf(status, sizeof(status), "%s", r->error->text);
	else
		snprintf(status, sizeof(status), "%s · %s %.1f",
			 words_show(align_verdict_name(r->verdict.verdict)),
			 _("score"), r->verdict.score);
	item.file = title;
	item.status = status;
	row.n = cmd_pair_sheet_fill(r->picture, &pair);
	result = contact_sheet_add(s->sheet, &item, err);
	free(title);
	return result;
}

static int same_show(void *ctx, const struct compare_files_result *r,
		     struct error *err)
{
	struct shower *s = ctx;
	struct table *t = output_table(s->run->output);
	const char *verdict;

	same_count(s, r);
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
	if (!r->error && r->verdict.verdict == ALIGN_SAME)
		table_set_style(t, 2, TABLE_ERROR);
	s->progress.done++;
	progress_step(&s->progress);
	return s->sheet ? same_show_pictures(s, r, err) : 0;
}

static int same_finish(struct shower *s)
{
	struct output *o = s->run->output;

	output_count(o, "total",
		     s->same + s->suspect + s->different + s->failed);
	output_count(o, "same", s->same);
	output_count(o, "suspect", s->suspect);
	output_count(o, "different", s->different);
	output_count(o, "error", s->failed);
	return exit_status_of(s->failed > 0, s->same + s->suspect > 0);
}

static int same_collect(struct command_run *run,
			struct compare_files_pair **pairs, size_t *n,
			struct error *err)
{
	const struct same_options *o = run->options;

	if (o->pairs)
		return compare_files_read_pairs(o->pairs, pairs, n, err);
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

static int same_open_sheet(struct shower *s, struct error *err)
{
	const struct command_run *run = s->run;

	if (!cmd_photo_contact_wanted(run))
		return 0;
	s->sheet = contact_sheet_open(run->globals->out, _("same photo"),
				      run->now, err);
	return s->sheet ? 0 : -1;
}

/* The page in its place, or the list that -o asked for. */
static int same_close_output(struct shower *s, int status, struct error *err)
{
	if (status < 0) {
		contact_sheet_abandon(s->sheet);
		return -1;
	}
	if (!s->sheet)
		return cmd_context_list(s->run, _("same photo"), status, err);
	return contact_sheet_close(s->sheet, err) < 0 ? -1 : status;
}

static int same_run(struct shower *s, const struct compare_files_pair *pairs,
		    size_t n, struct error *err)
{
	const struct same_options *o = s->run->options;
	struct align_limits limits = align_limits_default;
	struct compare_files job = {.jobs = (int)s->run->globals->jobs,
				    .limits = &limits,
				    .show = same_show,
				    .ctx = s};
	int result = same_open_sheet(s, err);

	if (o->same > 0)
		limits.same = o->same;
	if (o->suspect > 0)
		limits.suspect = o->suspect;
	job.pictures = s->sheet != NULL;
	progress_start(&s->progress, s->run->globals, _("pairs"), (long)n);
	if (result == 0)
		result = compare_files_pairs(&job, pairs, n, err);
	progress_end(&s->progress);
	return same_close_output(s, result < 0 ? -1 : same_finish(s), err);
}

static int run_compare_same(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct shower shower = {.run = run};
	struct compare_files_pair *pairs = NULL;
	size_t n = 0;
	int result;

	table_add_column(t, "a", "A", TABLE_LEFT);
	table_add_column(t, "b", "B", TABLE_LEFT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "error", _("error"), TABLE_LEFT);
	result = same_collect(run, &pairs, &n, err);
	if (result == 0)
		result = same_run(&shower, pairs, n, err);
	compare_files_free_pairs(pairs, n);
	return result;
}

static int dup_show(void *ctx, const char *const *files, size_t n, double score,
		    enum align_verdict verdict, struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item, *list;
	long group = t->n_rows
			     ? strtol(table_text(t, t->n_rows - 1, 0), NULL, 10)
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

static int run_compare_dup(struct command_run *run, struct error *err)
{
	const struct same_options *o = run->options;
	struct table *t = output_table(run->output);
	struct compare_dup dup = {
		.operands = run->operands,
		.operand_count = run->operand_count,
		.jobs = (int)run->globals->jobs,
		.least = o->with_suspect ? ALIGN_SUSPECT : ALIGN_SAME,
		.show = dup_show,
		.ctx = run,
	};

	table_add_column(t, "group", _("group"), TABLE_RIGHT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	if (compare_dup(&dup, err) < 0)
		return -1;
	output_count(run->output, "files", dup.files);
	output_count(run->output, "error", dup.unreadable);
	output_count(run->output, "no_face", dup.no_face);
	output_line(run->output,
		    _("%ld pictures; %ld without a face, %ld unreadable"),
		    dup.files, dup.no_face, dup.unreadable);
	return cmd_context_list(
		run, _("same photo"),
		exit_status_of(dup.unreadable > 0, t->n_rows > 0), err);
}
