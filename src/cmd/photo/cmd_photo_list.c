/* SPDX-License-Identifier: MIT */
/*
 * qctool photo list: the pictures of the task.
 *
 * Names and document numbers of the roster are masked in file names.
 */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "rules/redact_text.h"
#include "rules/words.h"
#include "store/photo_store.h"

struct list_options {
	const char *kind;
	bool waiting;
};

static const struct option options[] = {
	{"kind", 'k', OPTION_CHOICE, N_("KIND"),
	 N_("submission, enrollment, prior or population (default: all)"),
	 .choices = photo_kind_names,
	 .offset = offsetof(struct list_options, kind)},
	{"waiting", 0, OPTION_FLAG, NULL, N_("only those without an owner"),
	 .offset = offsetof(struct list_options, waiting)},
	OPTION_END};

static int run_photo_list(struct command_run *run, struct error *err);

const struct command cmd_photo_list = {
	.noun = "photo",
	.verb = "list",
	.summary = N_("pictures of the task, their owners and results"),
	.flags = COMMAND_STORE | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct list_options),
	.run = run_photo_list,
};

/* Twelve digits of its hash are what photo match --set may be given. */
static void photos_show_row(struct command_run *run,
			    const struct photo_row *row,
			    const struct student *owner, const char *file,
			    const struct findings *findings)
{
	struct table *t = output_table(run->output);
	struct buf texts = BUF_INIT;

	table_add_row(t);
	table_setf(t, 0, "%.12s", row->sha256);
	table_set(t, 1, words_show(photo_kind_names[row->kind]));
	table_set(t, 2, file);
	if (owner)
		table_set(t, 3, student_get(owner, STUDENT_xh));
	words_show_reasons(row->matched_by, &texts);
	table_set(t, 4, buf_str(&texts));
	table_set(t, 5, words_show(row->verdict));
	table_set(t, 6, words_show(row->state));
	buf_clear(&texts);
	findings_texts(findings, &texts);
	table_set(t, 7, buf_str(&texts));
	buf_release(&texts);
}

static void photos_add_item(struct command_run *run,
			    const struct photo_row *row,
			    const struct student *owner, const char *file,
			    const struct findings *findings)
{
	struct json *item = json_new_object();

	if (owner)
		json_set(item, "key", cmd_student_key(run, owner));
	else
		json_set_null(item, "key");
	json_set_str(item, "kind", photo_kind_names[row->kind]);
	json_set_str(item, "sha256", row->sha256);
	json_set_str(item, "file", file);
	json_set_str(item, "by", row->matched_by);
	json_set_real(item, "confidence", row->confidence, 2);
	json_set_str(item, "verdict", row->verdict);
	json_set_str(item, "state", row->state);
	json_set(item, "findings", findings_json(findings));
	output_item(run->output, item);
}

struct photos {
	struct command_run *run;
	struct cmd_context ctx;
};

/*
 * --waiting is the worklist of photo match --set: what nobody could be given.
 * A file is often named for its student: the name is masked in it.
 */
static int photos_show(void *ctx, const struct photo_row *row,
		       struct error *err)
{
	struct photos *p = ctx;
	struct command_run *run = p->run;
	const struct list_options *o = run->options;
	struct findings findings = FINDINGS_INIT;
	struct student_row owner = {.note = NULL};
	struct buf file = BUF_INIT;

	if (o->waiting && row->student_id)
		return 0;
	if (row->student_id &&
	    student_store_get(p->ctx.store, row->student_id, &owner, err) < 0)
		return -1;
	findings_from_text(row->findings, &findings);
	if (run->globals->unmask)
		buf_adds(&file, row->file);
	else
		redact_text(&file, row->file);
	photos_show_row(run, row, row->student_id ? &owner.student : NULL,
			buf_str(&file), &findings);
	if (output_wants_json(run->output))
		photos_add_item(run, row,
				row->student_id ? &owner.student : NULL,
				buf_str(&file), &findings);
	student_store_release(&owner);
	findings_release(&findings);
	buf_release(&file);
	return 0;
}

static int run_photo_list(struct command_run *run, struct error *err)
{
	const struct list_options *o = run->options;
	struct table *t = output_table(run->output);
	struct photos p = {.run = run};
	int result;

	table_add_column(t, "sha256", "SHA-256", TABLE_LEFT);
	table_add_column(t, "kind", _("kind"), TABLE_LEFT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "by", _("by"), TABLE_LEFT);
	table_add_column(t, "verdict", _("check"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (cmd_context_open(run, &p.ctx, err) < 0)
		return -1;
	result = photo_store_each(&p.ctx.session, photo_kind_find(o->kind),
				  photos_show, &p, err);
	cmd_context_close(&p.ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("photos"), EXIT_STATUS_DONE, err);
}
