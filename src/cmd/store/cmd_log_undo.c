/* SPDX-License-Identifier: MIT */
/* qctool log undo: take an event back; nothing leaves the log. */
#include "base/i18n.h"
#include "base/text.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "review/log_undo.h"

struct undo_options {
	const char *reason;
};

static const struct option options[] = {
	{"reason", 'r', OPTION_TEXT, N_("TEXT"), N_("why; kept in the log"),
	 .offset = offsetof(struct undo_options, reason)},
	OPTION_END};

static int run_log_undo(struct command_run *run, struct error *err);

const struct command cmd_log_undo = {
	.noun = "log",
	.verb = "undo",
	.required = N_("--reason TEXT"),
	.summary = N_("take an event back: the case stands as before it"),
	.operands = N_("ROW"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct undo_options),
	.run = run_log_undo,
};

/*
 * The case as it stands after it: what was taken back decides where it stands,
 * and a person has to see that it is where he meant it to be.
 */
static void undo_show(struct command_run *run, const struct log_undone *out)
{
	struct table *t = output_table(run->output);
	struct json *item;

	cmd_student_add_columns(t);
	table_add_column(t, "event", _("taken back"), TABLE_LEFT);
	table_add_column(t, "change", _("state"), TABLE_LEFT);
	table_add_row(t);
	cmd_student_set_cells(run, t, &out->row.student);
	table_set(t, 4, case_state_event_show(out->event));
	table_setf(t, 5, "%s → %s", case_state_show(out->from),
		   case_state_show(out->row.state));
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, &out->row.student));
	json_set_str(item, "event", out->event);
	json_set_str(item, "before", case_state_name(out->from));
	json_set_str(item, "state", case_state_name(out->row.state));
	json_set_str(item, "status", "ok");
	output_item(run->output, item);
}

static int run_log_undo(struct command_run *run, struct error *err)
{
	const struct undo_options *o = run->options;
	struct log_undo undo = {.reason = o->reason};
	struct log_undone out;
	struct cmd_context ctx;
	long seq;
	int result;

	/*
	 * By the row's number, which log show prints: "the last one" would be
	 * another row as soon as somebody else works in the store.
	 */
	if (text_to_long(run->operands[0], 1, LONG_MAX, &seq) < 0)
		return error_set(err, ERROR_USAGE,
				 _("%s: wants the number of a row of log show"),
				 run->operands[0]);
	undo.seq = seq;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = log_undo(&ctx.session, &undo, &out, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	undo_show(run, &out);
	student_store_release(&out.row);
	return cmd_context_list(run, _("log"), EXIT_STATUS_DONE, err);
}
