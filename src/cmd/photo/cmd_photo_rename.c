/* SPDX-License-Identifier: MIT */
/*
 * qctool photo rename: plan, apply, undo.
 *
 * Three steps, so that nothing happens to files that a person has not seen: a
 * plan is written, it may be read and changed in any editor, it is applied; and
 * the same plan turned round takes it back.
 */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_files.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "photo/photo_rename.h"
#include "roster/roster_students.h"
#include "rules/words.h"

struct rename_options {
	const char *to, *roster, *root, *plan, *apply, *undo;
};

#define AT(field) offsetof(struct rename_options, field)

static const struct option options[] = {
	{"to", 0, OPTION_TEXT, N_("TEMPLATE"),
	 N_("the new name, such as {xh}.jpg or {bh}/{xh}_{xm}.jpg"),
	 .offset = AT(to)},
	{"roster", 0, OPTION_FILE, N_("FILE"),
	 N_("whose names and numbers (else the task's)"), .offset = AT(roster)},
	{"root", 0, OPTION_FOLDER, N_("DIR"),
	 N_("where the new names are (default: the file's own folder)"),
	 .offset = AT(root)},
	{"plan", 0, OPTION_FILE, N_("TSV"), N_("write the plan here"),
	 .offset = AT(plan)},
	{"apply", 0, OPTION_FILE, N_("TSV"), N_("rename as this plan says"),
	 .offset = AT(apply)},
	{"undo", 0, OPTION_FILE, N_("TSV"), N_("take this plan back"),
	 .offset = AT(undo)},
	OPTION_END};

static int run_photo_rename(struct command_run *run, struct error *err);

const struct command cmd_photo_rename = {
	.noun = "photo",
	.verb = "rename",
	.summary = N_("rename files to their students, by a plan"),
	.operands = N_("[PATH…]"),
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct rename_options),
	.run = run_photo_rename,
};

static int rename_load_students(struct command_run *run,
				struct student_list *students,
				struct error *err)
{
	const struct rename_options *o = run->options;
	struct roster_load load = {.yxdm = NULL};
	struct cmd_context ctx;
	int result;

	/* A roster needs no store; without one the names come from the task. */
	if (o->roster) {
		result = roster_students_read(o->roster, &load, false, students,
					      err);
		roster_load_release(&load);
		return result;
	}
	if (cmd_context_open_task(run, &ctx, err) < 0)
		return -1;
	result = student_store_list(&ctx.session, students, err);
	cmd_context_close(&ctx);
	return result;
}

static void rename_add_row(struct command_run *run,
			   const struct photo_rename_line *line,
			   const char *status, const char *error)
{
	struct table *t = output_table(run->output);
	struct buf by = BUF_INIT;
	struct json *item;

	table_add_row(t);
	table_set(t, 0, words_show(status));
	table_set(t, 1, line->from);
	table_set(t, 2, line->to);
	words_show_reasons(line->by, &by);
	table_set(t, 3, buf_str(&by));
	buf_release(&by);
	table_set(t, 4, error);
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set_str(item, "status", status);
	json_set_str(item, "from", line->from);
	json_set_str(item, "to", line->to);
	json_set_str(item, "by", line->by);
	json_set_str(item, "error", *error ? error : NULL);
	output_item(run->output, item);
}

/* What the plan holds into the output; the exit status. */
static int rename_show_plan(struct command_run *run,
			    const struct photo_rename_plan *plan)
{
	size_t i, sure = 0;

	for (i = 0; i < plan->n; i++) {
		sure += plan->list[i].sure;
		rename_add_row(run, &plan->list[i],
			       plan->list[i].sure ? "rename" : "ask", "");
	}
	output_count(run->output, "total", (long)plan->n);
	output_count(run->output, "rename", (long)sure);
	output_line(
		run->output,
		P_("%zu file: %ld have a sure name, %zu are for you to decide",
		   "%zu files: %ld have a sure name, %zu are for you to decide",
		   plan->n),
		plan->n, (long)sure, plan->n - sure);
	return exit_status_of(false, sure < plan->n);
}

static void rename_left_out(void *ctx, long count, const char *names)
{
	cmd_files_left_out(ctx, count, names);
}

/*
 * The plan is written before it is shown, so that what a person saw is what
 * the file holds.
 */
static int rename_plan(struct command_run *run, struct error *err)
{
	const struct rename_options *o = run->options;
	struct photo_rename_plan plan = {NULL};
	struct student_list students = STUDENT_LIST_INIT;
	struct file_name_index *index = NULL;
	struct photo_rename_job job = {
		.operands = run->operands,
		.count = run->operand_count,
		.template = o->to,
		.root = o->root,
		.left_out = rename_left_out,
		.ctx = run,
	};
	int status = rename_load_students(run, &students, err);

	if (status == 0) {
		index = student_list_index(&students);
		job.index = index;
		job.students = &students;
		status = photo_rename_plan(&job, &plan, err);
	}
	if (status == 0 && o->plan && !run->globals->dry_run)
		status = photo_rename_write(&plan, o->plan, err);
	if (status == 0)
		status = rename_show_plan(run, &plan);
	photo_rename_release(&plan);
	file_name_index_free(index);
	student_list_release(&students);
	return status;
}

/*
 * A file that cannot be renamed is told and the rest goes on: the plan is
 * there still, and applying it again does what is left.
 */
struct applied {
	struct command_run *run;
	long renamed, failed;
};

static int rename_show(void *ctx, const struct photo_rename_line *line,
		       const char *status, const struct error *failed,
		       struct error *err)
{
	struct applied *a = ctx;

	(void)err;
	a->renamed += strcmp(status, "renamed") == 0;
	a->failed += failed != NULL;
	rename_add_row(a->run, line, status, failed ? failed->text : "");
	return 0;
}

static int rename_apply(struct command_run *run, const char *path, bool undo,
			struct error *err)
{
	struct applied applied = {.run = run};
	struct photo_rename_plan plan;
	int result;

	if (photo_rename_read(path, &plan, err) < 0)
		return -1;
	result = photo_rename_apply(&plan, undo, rename_show, &applied, err);
	photo_rename_release(&plan);
	output_count(run->output, "renamed", applied.renamed);
	output_count(run->output, "error", applied.failed);
	output_line(run->output, _("%ld renamed, %ld failed"), applied.renamed,
		    applied.failed);
	return result < 0 ? -1 : exit_status_of(applied.failed > 0, false);
}

static int run_photo_rename(struct command_run *run, struct error *err)
{
	const struct rename_options *o = run->options;
	struct table *t = output_table(run->output);
	int status;

	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "from", _("from"), TABLE_LEFT);
	table_add_column(t, "to", _("to"), TABLE_LEFT);
	table_add_column(t, "by", _("by"), TABLE_LEFT);
	table_add_column(t, "error", _("error"), TABLE_LEFT);
	if (o->apply || o->undo)
		status = rename_apply(run, o->apply ? o->apply : o->undo,
				      !o->apply, err);
	else if (!o->to || !run->operand_count)
		return error_set(err, ERROR_USAGE,
				 _("wants PATH… with --to and --plan, or "
				   "--apply, or --undo"));
	else
		status = rename_plan(run, err);
	return status < 0 ? -1
			  : cmd_context_list(run, _("rename"), status, err);
}
