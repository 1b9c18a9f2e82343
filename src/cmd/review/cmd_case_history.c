/* SPDX-License-Identifier: MIT */
/* qctool case history: every event of a case, in words. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "review/case_history.h"
#include "rules/case_note.h"
#include "rules/redact_text.h"

static int run_case_history(struct command_run *run, struct error *err);

const struct command cmd_case_history = {
	.noun = "case",
	.verb = "history",
	.summary = N_("everything that happened to a student's case"),
	.operands = N_("NUMBER"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_TASK,
	.run = run_case_history,
};

/*
 * A state that an older version wrote and this one lacks is shown by its word.
 */
static const char *history_state(const char *name)
{
	enum case_state state = case_state_find(name);

	return state == CASE_STATE_COUNT ? name : case_state_show(state);
}

/*
 * The reason is a person's words and may hold a name: redacted in JSON as on
 * the screen, for JSON is what gets passed on.
 */
static struct json *history_item(const struct command_run *run,
				 const struct case_history_entry *e,
				 const char *text)
{
	struct json *item = json_new_object();
	struct buf words = BUF_INIT;
	char at[26];

	date_time_format(e->log->at, at);
	if (run->globals->unmask)
		buf_adds(&words, e->detail.reason);
	else
		redact_text(&words, e->detail.reason);
	json_set_int(item, "seq", e->log->seq);
	json_set_str(item, "at", at);
	json_set_str(item, "who", e->log->who);
	json_set_str(item, "event", e->log->event);
	json_set_str(item, "before", e->log->before);
	json_set_str(item, "after", e->log->after);
	json_set_str(item, "photo", e->detail.photo);
	json_set(item, "reasons", case_history_reasons(e->detail.codes));
	json_set_str(item, "reason", buf_str(&words));
	json_set_str(item, "text", text);
	buf_release(&words);
	return item;
}

static int history_show(void *ctx, const struct case_history_entry *e,
			struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;
	char at[26];

	(void)err;
	date_time_format(e->log->at, at);
	case_note_event(e->log->detail, run->globals->unmask, &text);
	table_add_row(t);
	table_setf(t, 0, "%lld", e->log->seq);
	table_setf(t, 1, "%.10s %.8s", at, at + 11);
	table_set(t, 2, e->log->who);
	table_set(t, 3, case_state_event_show(e->log->event));
	/* Marks (grant, paid, overrule …) move no state and have no arrow. */
	table_setf(t, 4, *e->log->after ? "%s → %s" : "%s%s",
		   history_state(e->log->before), history_state(e->log->after));
	table_set(t, 5, buf_str(&text));
	if (output_wants_json(run->output))
		output_item(run->output, history_item(run, e, buf_str(&text)));
	buf_release(&text);
	return 0;
}

static int run_case_history(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	long long id;
	int result = -1;

	table_add_column(t, "seq", _("row"), TABLE_RIGHT);
	table_add_column(t, "at", _("time"), TABLE_LEFT);
	table_add_column(t, "who", _("who"), TABLE_LEFT);
	table_add_column(t, "event", _("event"), TABLE_LEFT);
	table_add_column(t, "change", _("state"), TABLE_LEFT);
	table_add_column(t, "detail", _("detail"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_context_student(run, &ctx, &id, err) == 0)
		result = case_history_each(&ctx.session, id, history_show, run,
					   err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("history"), EXIT_STATUS_DONE, err);
}
