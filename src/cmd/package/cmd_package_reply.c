/* SPDX-License-Identifier: MIT */
/* qctool package receipt, bounce, online, dispute: what came back. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "package/package_reply.h"
#include "rules/redact_text.h"
#include "rules/words.h"

struct reply_options {
	struct option_list map;
};

static const struct option options[] = {
	{"map", 0, OPTION_LIST, N_("FIELD=COLUMN"),
	 N_("which column is number, serial, file, sha256, result, reason; may "
	    "be repeated"),
	 .offset = offsetof(struct reply_options, map)},
	OPTION_END};

static int run_package_receipt(struct command_run *run, struct error *err);
static int run_package_bounce(struct command_run *run, struct error *err);
static int run_package_online(struct command_run *run, struct error *err);
static int run_package_dispute(struct command_run *run, struct error *err);

#define REPLY(word, sentence)                                                  \
	const struct command cmd_package_##word = {                            \
		.noun = "package",                                             \
		.verb = #word,                                                 \
		.summary = sentence,                                           \
		.operands = N_("FILE"),                                        \
		.min_operands = 1,                                             \
		.max_operands = 1,                                             \
		.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,        \
		.options = options,                                            \
		.options_size = sizeof(struct reply_options),                  \
		.run = run_package_##word,                                     \
	}

REPLY(receipt, N_("the recipient's list of photos that arrived"));
REPLY(bounce, N_("the recipient's list of photos sent back"));
REPLY(online, N_("the platform's list of photos that are online"));
REPLY(dispute, N_("a list of photos found wrong after they were online"));

static void set_reason(const struct command_run *run, struct json *item,
		       struct table *t, const char *reason)
{
	struct buf shown = BUF_INIT;

	if (run->globals->unmask)
		buf_adds(&shown, reason);
	else
		redact_text(&shown, reason);
	if (item)
		json_set_str(item, "reason", buf_str(&shown));
	else
		table_set(t, 8, buf_str(&shown));
	buf_release(&shown);
}

static struct json *reply_item(const struct command_run *run,
			       const struct package_reply_shown *shown)
{
	struct json *item = json_new_object();

	if (shown->row)
		json_set_int(item, "row", shown->row);
	else
		json_set_null(item, "row");
	if (shown->student) {
		json_set(item, "key", cmd_student_key(run, shown->student));
		cmd_student_set_who(run, item, shown->student);
		json_set_str(item, "state", case_state_name(shown->state));
	} else {
		json_set_null(item, "key");
	}
	json_set_str(item, "status", package_reply_status_name(shown->status));
	json_set_bool(item, "moved", shown->moved);
	set_reason(run, item, NULL, shown->reason);
	json_set(item, "findings", findings_json(shown->findings));
	return item;
}

static int reply_show(void *ctx, const struct package_reply_shown *shown,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT;

	(void)err;
	if (shown->status == PACKAGE_REPLY_REFUSED)
		cmd_failed_refused(run, student_get(shown->student, STUDENT_xh),
				   shown->findings);
	if (output_wants_json(run->output))
		output_item(run->output, reply_item(run, shown));
	if (!shown->findings->n)
		return 0;
	table_add_row(t);
	if (shown->student) {
		cmd_student_set_cells(run, t, shown->student);
		table_set(t, 5, case_state_show(shown->state));
	}
	if (shown->row)
		table_setf(t, 4, "%ld", shown->row);
	table_set(t, 6, words_show(package_reply_status_name(shown->status)));
	findings_texts(shown->findings, &text);
	table_set(t, 7, buf_str(&text));
	set_reason(run, NULL, t, shown->reason);
	buf_release(&text);
	return 0;
}

static int reply_finish(struct command_run *run,
			const struct package_reply_counts *c, struct error *err)
{
	bool refused =
		c->by_status[PACKAGE_REPLY_REFUSED] > 0 &&
		c->by_status[PACKAGE_REPLY_REFUSED] == c->total - c->lacking;
	int i;

	output_count(run->output, "total", c->total);
	for (i = 0; i < PACKAGE_REPLY_STATUSES; i++)
		output_count(
			run->output,
			package_reply_status_name((enum package_reply_status)i),
			c->by_status[i]);
	output_count(run->output, "moved", c->moved);
	output_count(run->output, "lacking", c->lacking);
	output_line(
		run->output,
		P_("%ld row: %ld cases moved, %ld of nobody, %ld twice, %ld "
		   "that do not fit, %ld refused; %ld students lack a row",
		   "%ld rows: %ld cases moved, %ld of nobody, %ld twice, %ld "
		   "that do not fit, %ld refused; %ld students lack a row",
		   c->total - c->lacking),
		c->total - c->lacking, c->moved,
		c->by_status[PACKAGE_REPLY_UNKNOWN],
		c->by_status[PACKAGE_REPLY_DUPLICATE],
		c->by_status[PACKAGE_REPLY_MISMATCH] - c->lacking,
		c->by_status[PACKAGE_REPLY_REFUSED], c->lacking);
	return cmd_context_list(run, _("what came back"),
				refused ? EXIT_STATUS_POLICY
					: exit_status_of(false, c->found),
				err);
}

static int reply_run(struct command_run *run, enum package_reply_kind kind,
		     struct error *err)
{
	const struct reply_options *o = run->options;
	struct table *t = output_table(run->output);
	struct package_reply_counts counts;
	struct cmd_context ctx;
	struct package_reply how = {
		.session = &ctx.session,
		.kind = kind,
		.file = run->operands[0],
		.map = {o->map.values, o->map.count},
		.show = reply_show,
		.ctx = run,
	};
	int result;

	cmd_student_add_columns(t);
	table_add_column(t, "row", _("row"), TABLE_RIGHT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	table_add_column(t, "reason", _("reason"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = package_reply(&how, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : reply_finish(run, &counts, err);
}

static int run_package_receipt(struct command_run *run, struct error *err)
{
	return reply_run(run, PACKAGE_REPLY_RECEIPT, err);
}

static int run_package_bounce(struct command_run *run, struct error *err)
{
	return reply_run(run, PACKAGE_REPLY_BOUNCE, err);
}

static int run_package_online(struct command_run *run, struct error *err)
{
	return reply_run(run, PACKAGE_REPLY_ONLINE, err);
}

static int run_package_dispute(struct command_run *run, struct error *err)
{
	return reply_run(run, PACKAGE_REPLY_DISPUTE, err);
}
