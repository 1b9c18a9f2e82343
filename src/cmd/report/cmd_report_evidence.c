/* SPDX-License-Identifier: MIT */
/* qctool report evidence: one case on paper. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "page/paper.h"
#include "review/case_evidence.h"

static int run_report_evidence(struct command_run *run, struct error *err);

const struct command cmd_report_evidence = {
	.noun = "report",
	.verb = "evidence",
	.required = N_("-o FILE"),
	.summary = N_("one case on paper: photos, comparisons, decisions, log; "
		      "-o FILE.html or .pdf"),
	.operands = N_("NUMBER"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE | COMMAND_TASK,
	.run = run_report_evidence,
};

/*
 * Paper is written while the store is open: its log and pictures are read as
 * the page goes, for one case that is short.
 */
struct evidence {
	struct command_run *run;
	const struct session *session;
	struct cmd_failed_pages lost;
};

/* The JSON is the same case as case show has, with where the paper lies. */
static int evidence_write(void *ctx, const struct case_view *view,
			  struct error *err)
{
	struct evidence *e = ctx;
	struct command_run *run = e->run;
	const struct case_evidence how = {
		.path = run->globals->out,
		.about = cmd_context_about(run, _("evidence of a case")),
		.unmask = run->globals->unmask,
		.lost = {cmd_failed_picture, &e->lost},
	};
	struct json *item;

	if (case_evidence_write(e->session, view, &how, err) < 0)
		return -1;
	output_done(run->output, _("evidence written to %s"), how.path);
	if (!output_wants_json(run->output))
		return 0;
	item = case_view_json(view);
	json_set(item, "key", cmd_student_key(run, &view->row->student));
	json_set_str(item, "out", how.path);
	output_item(run->output, item);
	return 0;
}

static int run_report_evidence(struct command_run *run, struct error *err)
{
	struct evidence e = {.run = run, .lost = {run, 0}};
	struct cmd_context ctx;
	int result = -1;

	/*
	 * Asked before the store is opened, and never on the terminal: photos
	 * are the point of it.
	 */
	if (!run->globals->out || !paper_knows(run->globals->out))
		return error_set(err, ERROR_USAGE,
				 _("say where to: -o FILE.html or .pdf"));
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	e.session = &ctx.session;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = case_view_each(&ctx.session, &ctx.filter,
					evidence_write, &e, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : e.lost.status;
}
