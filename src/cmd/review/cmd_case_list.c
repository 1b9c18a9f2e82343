/* SPDX-License-Identifier: MIT */
/* qctool case show, review list: cases of students by state. */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "review/case_pictures.h"

static int run_review_list(struct command_run *run, struct error *err);
static int run_case_show(struct command_run *run, struct error *err);

const struct command cmd_review_list = {
	.noun = "review",
	.verb = "list",
	.summary = N_("the queue: cases that wait for a reviewer"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_review_list,
};

const struct command cmd_case_show = {
	.noun = "case",
	.verb = "show",
	.summary = N_("cases with state, findings and note"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.run = run_case_show,
};

/*
 * One listing for both commands: the queue shows who has a case open, so that
 * two reviewers do not take the same one; case show has quotas and decisions.
 */
struct shower {
	struct command_run *run;
	bool queue; /* review list; else case show */
	struct progress progress;
	struct case_pictures *pictures;
	struct cmd_failed_pages lost;
};

/* What was decided so far: "approve (clerk): … · reject (chief): …". */
static void cases_decisions(const struct case_view *view, bool unmask,
			    struct buf *out)
{
	size_t i;

	for (i = 0; i < view->n_decisions; i++) {
		if (i)
			buf_adds(out, " · ");
		case_view_decision(&view->decisions[i], unmask, out);
	}
}

static void cases_add_more(const struct shower *s, const struct case_view *view)
{
	struct table *t = output_table(s->run->output);
	struct buf text = BUF_INIT;

	if (s->queue) {
		table_set(t, 9, view->reviewer);
		return;
	}
	case_view_quotas(view, &text);
	table_set(t, 9, buf_str(&text));
	buf_clear(&text);
	cases_decisions(view, s->run->globals->unmask, &text);
	table_set(t, 10, buf_str(&text));
	buf_release(&text);
}

static void cases_add_cells(const struct shower *s,
			    const struct case_view *view)
{
	struct command_run *run = s->run;
	struct table *t = output_table(run->output);

	table_add_row(t);
	cmd_student_set_cells(run, t, &view->row->student);
	table_set(t, 4, case_state_show(view->row->state));
	cmd_student_set_time(t, 5, view->row->state_since);
	/* Zero is "not made yet", not a bad matte. */
	if (view->confidence > 0)
		table_setf(t, 6, "%.2f", view->confidence);
	table_set(t, 7, buf_str(&view->texts));
	table_set(t, 8, buf_str(&view->note));
	cases_add_more(s, view);
}

static int cases_show(void *ctx, const struct case_view *view,
		      struct error *err)
{
	struct shower *s = ctx;
	struct command_run *run = s->run;
	struct json *item;

	(void)err;
	cases_add_cells(s, view);
	case_pictures_add(s->pictures, view,
			  output_table(run->output)->n_rows - 1);
	if (!output_wants_json(run->output))
		return 0;
	item = case_view_json(view);
	json_set(item, "key", cmd_student_key(run, &view->row->student));
	cmd_student_set_who(run, item, &view->row->student);
	output_item(run->output, item);
	return 0;
}

static void cases_add_columns(const struct shower *s)
{
	struct table *t = output_table(s->run->output);

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "since", _("since"), TABLE_LEFT);
	table_add_column(t, "confidence", _("matte"), TABLE_RIGHT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	table_add_column(t, "note", _("note"), TABLE_LEFT);
	if (s->queue) {
		table_add_column(t, "reviewer", _("reviewer"), TABLE_LEFT);
		return;
	}
	table_add_column(t, "quota", _("quotas"), TABLE_LEFT);
	table_add_column(t, "decisions", _("decisions"), TABLE_LEFT);
}

static void cases_step(void *ctx, long done, long total)
{
	struct shower *s = ctx;

	s->progress.done = done;
	s->progress.total = total;
	progress_step(&s->progress);
}

static int cases_gather(struct command_run *run, const char *states,
			struct shower *shower, struct error *err)
{
	struct case_pictures_options how = {
		.path = run->globals->out,
		.unmask = run->globals->unmask,
		.step = cases_step,
		.ctx = shower,
		.lost = {cmd_failed_picture, &shower->lost},
	};
	struct cmd_context ctx;
	int result = -1;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	how.about = cmd_context_about(run, _("cases"));
	shower->pictures = case_pictures_new(&ctx.session, &how);
	if (cmd_filter_read(run, &ctx, err) == 0) {
		/*
		 * Whoever names a student wants to see him, whatever state he
		 * is in.
		 */
		if (!ctx.filter.state && !ctx.filter.ids)
			ctx.filter.state = states;
		result = case_view_each(&ctx.session, &ctx.filter, cases_show,
					shower, err);
	}
	cmd_context_close(&ctx);
	return result;
}

/*
 * After the store is closed: drawing takes long, and a reviewer at the next
 * desk wants to write meanwhile.
 */
static int cases_draw(struct shower *s, struct error *err)
{
	const struct command_run *run = s->run;
	int result;

	progress_start(&s->progress, run->globals, _("pictures"), 0);
	result =
		case_pictures_draw(s->pictures, output_table(run->output), err);
	progress_end(&s->progress);
	if (result == 0 && case_pictures_is_sheet(s->pictures))
		output_done(run->output,
			    P_("%zu case shown in %s", "%zu cases shown in %s",
			       case_pictures_on_sheet(s->pictures)),
			    case_pictures_on_sheet(s->pictures),
			    run->globals->out);
	return result;
}

static int cases_run(struct command_run *run, const char *states,
		     struct error *err)
{
	struct table *t = output_table(run->output);
	struct shower shower = {
		.run = run, .queue = states != NULL, .lost = {run, 0}};
	int result;

	cases_add_columns(&shower);
	result = cases_gather(run, states, &shower, err);
	if (result == 0)
		result = cases_draw(&shower, err);
	if (result == 0) {
		output_count(run->output, "total", (long)t->n_rows);
		/*
		 * A contact sheet is the answer itself; the table beside it
		 * would say it twice.
		 */
		if (!case_pictures_is_sheet(shower.pictures))
			result = cmd_context_list(run, _("cases"), 0, err);
		if (result == 0)
			result = shower.lost.status;
	}
	case_pictures_free(shower.pictures);
	return result;
}

/* What waits for a person: made photos, and those a comparison stopped. */
static int run_review_list(struct command_run *run, struct error *err)
{
	return cases_run(run, "pending,opened,intercepted", err);
}

static int run_case_show(struct command_run *run, struct error *err)
{
	return cases_run(run, NULL, err);
}
