/* SPDX-License-Identifier: MIT */
/* qctool report notify: what each student is told, for a mail merge. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/report/cmd_report.h"
#include "report/notice.h"

static const char *const languages[] = {"zh", "en", NULL};

struct notify_options {
	const char *text;
};

static const struct option options[] = {
	{"text", 0, OPTION_CHOICE, N_("LANG"),
	 N_("the language of the notices: zh (default) or en"),
	 .choices = languages, .offset = offsetof(struct notify_options, text)},
	OPTION_END};

static int run_report_notify(struct command_run *run, struct error *err);

const struct command cmd_report_notify = {
	.noun = "report",
	.verb = "notify",
	.summary = N_("a notice for each student, for a mail merge"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct notify_options),
	.run = run_report_notify,
};

/*
 * Columns as a mail merge finds them, whatever the language of the screen: the
 * office's letter names them and must not be written anew.
 */
static const struct {
	const char *id, *title;
	enum student_field field; /* STUDENT_FIELD_COUNT = of the notice */
} columns[] = {
	{"fy", "学院", STUDENT_fy},
	{"bh", "班级", STUDENT_bh},
	{"xh", "学号", STUDENT_xh},
	{"xm", "姓名", STUDENT_xm},
	{"lxdh", "联系电话", STUDENT_lxdh},
	{"state", "状态", STUDENT_FIELD_COUNT},
	{"since", "状态时间", STUDENT_FIELD_COUNT},
	{"reason", "原因", STUDENT_FIELD_COUNT},
	{"advice", "办法", STUDENT_FIELD_COUNT},
	{"due", "期限", STUDENT_FIELD_COUNT},
	{"text", "通知", STUDENT_FIELD_COUNT},
};

/*
 * The notice's language is the student's and not the clerk's: --text says it,
 * whatever the screen speaks.
 */
struct notify {
	struct command_run *run;
	bool zh;
};

/*
 * Reason, advice and due stand beside the whole text: a school with a letter
 * of its own builds it from the parts.
 */
static struct json *notify_item(const struct command_run *run,
				const struct notice *n)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, &n->row->student));
	cmd_student_set_who(run, item, &n->row->student);
	json_set_str(item, "state", case_state_name(n->row->state));
	json_set_str(item, "since", n->row->state_since);
	json_set_str(item, "reason", buf_str(&n->why.reason));
	json_set_str(item, "advice", buf_str(&n->why.advice));
	json_set_str(item, "due", n->due);
	json_set_str(item, "text", buf_str(&n->text));
	return item;
}

static int notify_show(void *ctx, const struct notice *n, struct error *err)
{
	const struct notify *notify = ctx;
	struct command_run *run = notify->run;
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;
	size_t i;

	(void)err;
	table_add_row(t);
	for (i = 0; columns[i].field != STUDENT_FIELD_COUNT; i++)
		table_set(t, i,
			  cmd_student_show(run, &room, columns[i].field,
					   student_get(&n->row->student,
						       columns[i].field)));
	buf_release(&room);
	table_set(t, i++,
		  notify->zh ? case_state_title(n->row->state)
			     : case_state_name(n->row->state));
	table_setf(t, i++, "%.10s", n->row->state_since);
	table_set(t, i++, buf_str(&n->why.reason));
	table_set(t, i++, buf_str(&n->why.advice));
	table_set(t, i++, n->due);
	table_set(t, i, buf_str(&n->text));
	if (output_wants_json(run->output))
		output_item(run->output, notify_item(run, n));
	return 0;
}

static int run_report_notify(struct command_run *run, struct error *err)
{
	const struct notify_options *o = run->options;
	struct notify notify = {run, !o->text || strcmp(o->text, "en") != 0};
	struct notice_walk walk = {
		.lang = notify.zh ? I18N_ZH : I18N_EN,
		.unmask = run->globals->unmask,
		.fn = notify_show,
		.ctx = &notify,
	};
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result = -1;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_add_column(t, columns[i].id, columns[i].title,
				 TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = notice_each(&ctx.session, &ctx.filter, &walk, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	cmd_report_note_year(run, walk.unknown_year);
	return cmd_context_list(run, _("notices"), EXIT_STATUS_DONE, err);
}
