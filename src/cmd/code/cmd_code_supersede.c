/* SPDX-License-Identifier: MIT */
/*
 * qctool code supersede: a code is not in force any more.
 *
 * All of the named codes or none; a reason is demanded, since the next person
 * will ask why a code that reads well is not used.
 */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "code/code_supersede.h"
#include "rules/words.h"

struct supersede_options {
	const char *reason;
};

static const struct option options[] = {
	{"reason", 0, OPTION_TEXT, N_("TEXT"),
	 N_("why; kept with the code and in the log"),
	 .offset = offsetof(struct supersede_options, reason)},
	OPTION_END};

static int run_code_supersede(struct command_run *run, struct error *err);

const struct command cmd_code_supersede = {
	.noun = "code",
	.verb = "supersede",
	.required = N_("--reason TEXT"),
	.summary = N_("mark codes as no longer in force"),
	.operands = N_("FILE|SHA256…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = options,
	.options_size = sizeof(struct supersede_options),
	.run = run_code_supersede,
};

static void supersede_add_columns(struct table *t)
{
	table_add_column(t, "sha256", "SHA-256", TABLE_LEFT);
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
}

static void supersede_show(void *ctx, const struct code_supersede_result *r)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct json *item;

	table_add_row(t);
	table_setf(t, 0, "%.12s", r->sha256);
	table_set(t, 1, r->file);
	table_set(t, 2, words_show("superseded"));
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set_str(item, "sha256", r->sha256);
	json_set_str(item, "file", r->file);
	json_set_str(item, "state", "superseded");
	output_item(run->output, item);
}

static int run_code_supersede(struct command_run *run, struct error *err)
{
	const struct supersede_options *o = run->options;
	struct cmd_context ctx;
	const struct code_supersede how = {
		.session = &ctx.session,
		.codes = run->operands,
		.code_count = run->operand_count,
		.reason = o->reason,
		.show = supersede_show,
		.ctx = run,
	};
	int result;

	if (!o->reason || !*o->reason)
		return error_set(err, ERROR_USAGE,
				 _("say why with --reason TEXT"));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	supersede_add_columns(output_table(run->output));
	result = code_supersede(&how, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", run->operand_count);
	return cmd_context_list(run, _("codes"), EXIT_STATUS_DONE, err);
}
