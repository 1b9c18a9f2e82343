/* SPDX-License-Identifier: MIT */
/* qctool review reasons: the standard reasons of a rejection. */
#include "base/i18n.h"
#include "cli/output.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "rules/review_reason.h"

static int run_review_reasons(struct command_run *run, struct error *err);

const struct command cmd_review_reasons = {
	.noun = "review",
	.verb = "reasons",
	.summary = N_("the standard reasons of a rejection"),
	.run = run_review_reasons,
};

/*
 * Codes are shown with their text, in the order in which the board counts
 * them.
 */
static void reasons_add(struct command_run *run, const char *code)
{
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;
	struct json *item;

	review_reason_text(code, i18n_lang(), &text);
	table_add_row(t);
	table_set(t, 0, code);
	table_set(t, 1, buf_str(&text));
	if (output_wants_json(run->output)) {
		item = json_new_object();
		json_set_str(item, "code", code);
		json_set_str(item, "text", buf_str(&text));
		output_item(run->output, item);
	}
	buf_release(&text);
}

static int run_review_reasons(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	const char *code;
	size_t i;

	table_add_column(t, "code", _("reason code"), TABLE_LEFT);
	table_add_column(t, "text", _("reason"), TABLE_LEFT);
	for (i = 0; (code = review_reason_at(i)); i++)
		reasons_add(run, code);
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("reasons"), EXIT_STATUS_DONE, err);
}
