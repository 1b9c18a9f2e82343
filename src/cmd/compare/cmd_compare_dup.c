/* SPDX-License-Identifier: MIT */
/*
 * qctool compare dup: groups of one exposure among files.
 *
 * Files only, without names: a folder from anywhere may be looked through
 * before anything of it is imported.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_files.h"
#include "cmd/cmd_list.h"
#include "compare/compare_dup.h"
#include "page/contact_sheet.h"
#include "rules/words.h"

struct dup_options {
	bool with_suspect;
};

static const struct option options[] = {
	{"suspect", 0, OPTION_FLAG, NULL,
	 N_("suspected pairs join a group too"),
	 .offset = offsetof(struct dup_options, with_suspect)},
	OPTION_END};

static int run_compare_dup(struct command_run *run, struct error *err);

const struct command cmd_compare_dup = {
	.noun = "compare",
	.verb = "dup",
	.summary = N_("groups of one exposure in a folder"),
	.operands = N_("PATH…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct dup_options),
	.example = "compare dup examples/photos examples/enrollment",
	.run = run_compare_dup,
};

static struct json *dup_make_item(const struct compare_dup_group *group)
{
	struct json *item = json_new_object(), *list = json_new_array();
	size_t i;

	for (i = 0; i < group->n; i++)
		json_add_str(list, group->files[i]);
	json_set(item, "files", list);
	json_set_real(item, "score", group->score, 1);
	json_set_str(item, "verdict", align_verdict_name(group->verdict));
	return item;
}

/* A row for each file of the group, under the group's number. */
static int dup_show(void *ctx, const struct compare_dup_group *group,
		    struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	size_t i;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, dup_make_item(group));
	for (i = 0; i < group->n; i++) {
		table_add_row(t);
		table_setf(t, 0, "%ld", group->number);
		table_set(t, 1, group->files[i]);
		table_setf(t, 2, "%.1f", group->score);
		table_set(t, 3, words_show(align_verdict_name(group->verdict)));
	}
	return 0;
}

static void dup_failed(void *ctx, const char *file, const struct error *why)
{
	cmd_failed(ctx, file, why);
}

static void dup_left_out(void *ctx, long count, const char *names)
{
	cmd_files_left_out(ctx, count, names);
}

static void add_columns(struct table *t)
{
	table_add_column(t, "group", _("group"), TABLE_RIGHT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
}

static int run_compare_dup(struct command_run *run, struct error *err)
{
	const struct dup_options *o = run->options;
	const char *out = run->globals->out;
	struct table *t = output_table(run->output);
	struct compare_dup dup = {
		.operands = run->operands,
		.operand_count = run->operand_count,
		.jobs = (int)run->globals->jobs,
		.least = o->with_suspect ? ALIGN_SUSPECT : ALIGN_SAME,
		.show = dup_show,
		.failed = dup_failed,
		.left_out = dup_left_out,
		.ctx = run,
		.sheet = out && contact_sheet_knows(out) ? out : NULL,
		.at = run->now,
		.who = run->who,
	};
	int status;

	add_columns(t);
	if (cmd_context_hide(run, err) < 0 || compare_dup(&dup, err) < 0)
		return -1;
	output_count(run->output, "files", dup.files);
	output_count(run->output, "error", dup.unreadable);
	output_count(run->output, "no_face", dup.no_face);
	output_line(run->output,
		    P_("%ld picture; %ld without a face, %ld unreadable",
		       "%ld pictures; %ld without a face, %ld unreadable",
		       dup.files),
		    dup.files, dup.no_face, dup.unreadable);
	status = exit_status_of(dup.unreadable > 0, t->n_rows > 0);
	if (!dup.sheet)
		return cmd_context_list(run, _("same photo"), status, err);
	/* The page is -o and has every group; the rows go to the terminal. */
	output_keep_rows(run->output);
	output_done(run->output, _("groups shown in %s"), out);
	return status;
}
