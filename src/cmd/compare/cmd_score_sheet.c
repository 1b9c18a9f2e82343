/* SPDX-License-Identifier: MIT */
#include "cmd/compare/cmd_score_sheet.h"

#include <math.h>

#include "base/exit_status.h"
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_student.h"

/*
 * Type and number of the document only with --need, whose list goes to where
 * identities are checked; any other list is better off without them.
 */
void cmd_score_sheet_open(struct command_run *run, bool need)
{
	struct table *t = output_table(run->output);

	cmd_student_add_columns(t);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "outcome", _("outcome"), TABLE_LEFT);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (!need)
		return;
	table_add_column(t, "document_type", student_field_label(STUDENT_zjlx),
			 TABLE_LEFT);
	table_add_column(t, "document", student_field_label(STUDENT_zjhm),
			 TABLE_LEFT);
}

/* The worst of what was said in words; OUTCOME_NONE = nothing. */
static enum outcome worst_outcome(const struct compare_evidence *said)
{
	enum outcome face = said->outcome[OUTCOME_FACE];
	enum outcome identity = said->outcome[OUTCOME_IDENTITY];

	if (face == OUTCOME_NONE || identity == OUTCOME_NONE)
		return face == OUTCOME_NONE ? identity : face;
	return face > identity ? face : identity;
}

static void set_outcomes(struct json *item, const struct compare_evidence *said)
{
	struct json *each = json_new_object();
	int kind;

	if (worst_outcome(said) == OUTCOME_NONE) {
		json_set_null(item, "outcome");
		json_free(each);
		return;
	}
	json_set_str(item, "outcome", outcome_name(worst_outcome(said)));
	for (kind = 0; kind < OUTCOME_KINDS; kind++)
		if (said->outcome[kind] != OUTCOME_NONE)
			json_set_str(each,
				     outcome_kind_name((enum outcome_kind)kind),
				     outcome_name(said->outcome[kind]));
	json_set(item, "outcomes", each);
}

/* Who is to be checked elsewhere is known there by the document. */
static const char *show_document(const struct command_run *run,
				 const struct student *student,
				 struct buf *room)
{
	return cmd_student_show(run, room, STUDENT_zjhm,
				student_get(student, STUDENT_zjhm));
}

static void set_document(const struct command_run *run, struct json *item,
			 const struct student *student)
{
	struct buf room = BUF_INIT;

	json_set_str(item, "document_type", student_get(student, STUDENT_zjlx));
	json_set_str(item, "document", show_document(run, student, &room));
	buf_release(&room);
}

static void add_document(const struct command_run *run, struct table *t,
			 const struct student *student)
{
	struct buf room = BUF_INIT;

	if (table_find_column(t, "document") == t->n_columns)
		return;
	table_set(t, 8, student_get(student, STUDENT_zjlx));
	table_set(t, 9, show_document(run, student, &room));
	buf_release(&room);
}

/*
 * "outcome" is the worst of both kinds, for whoever wants one word; "outcomes"
 * tells them apart.
 */
static struct json *score_make_item(const struct command_run *run,
				    const struct compare_score_result *r)
{
	struct json *item = json_new_object();

	if (r->row)
		json_set_int(item, "row", r->row);
	if (r->student) {
		json_set(item, "key",
			 cmd_student_key(run, &r->student->student));
		cmd_student_set_who(run, item, &r->student->student);
		json_set_str(item, "state", case_state_name(r->student->state));
	} else {
		json_set_null(item, "key");
	}
	if (r->student && r->status == COMPARE_SCORE_NONE)
		set_document(run, item, &r->student->student);
	json_set_real(item, "score", r->said->score, 1);
	set_outcomes(item, r->said);
	json_set_str(item, "status", compare_score_name(r->status));
	if (r->said->advisory)
		json_set_bool(item, "advisory", true);
	if (r->error && *r->error)
		json_set_str(item, "error", r->error);
	json_set(item, "findings", findings_json(r->findings));
	return item;
}

static void score_say_why(const struct compare_score_result *r,
			  struct buf *text)
{
	findings_texts(r->findings, text);
	if (r->error && *r->error)
		buf_adds(text, r->error);
	else if (r->status == COMPARE_SCORE_NONE && !r->findings->n)
		buf_adds(text, _("no answer"));
	if (text->size)
		return;
	if (r->student)
		buf_addf(text,
			 _("row %ld: neither a score of the scale nor an "
			   "outcome we know"),
			 r->row);
	else
		buf_addf(text, _("row %ld: not on the roster"), r->row);
}

/* On stderr, who could not be judged or may not be now. */
static void score_tell(const struct command_run *run,
		       const struct compare_score_result *r)
{
	const char *xh = r->student
				 ? student_get(&r->student->student, STUDENT_xh)
				 : NULL;
	struct error why = ERROR_INIT;

	if (r->status == COMPARE_SCORE_REFUSED) {
		cmd_failed_refused(run, xh, r->findings);
	} else if (r->status == COMPARE_SCORE_ERROR && r->error) {
		error_set(&why, ERROR_INPUT, "%s", r->error);
		cmd_failed(run, xh, &why);
	}
}

int cmd_score_sheet_show(void *ctx, const struct compare_score_result *r,
			 struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	enum outcome worst = worst_outcome(r->said);
	struct buf text = BUF_INIT;

	(void)err;
	score_tell(run, r);
	if (output_wants_json(run->output))
		output_item(run->output, score_make_item(run, r));
	/*
	 * The table is for what somebody has to look at; JSON has every row.
	 */
	if (r->status == COMPARE_SCORE_PASS)
		return 0;
	table_add_row(t);
	if (r->student) {
		cmd_student_set_cells(run, t, &r->student->student);
		add_document(run, t, &r->student->student);
		table_set(t, 6, case_state_show(r->student->state));
	}
	if (!isnan(r->said->score))
		table_setf(t, 4, "%.1f", r->said->score);
	if (worst != OUTCOME_NONE)
		table_set(t, 5, outcome_show(worst));
	score_say_why(r, &text);
	table_set(t, 7, buf_str(&text));
	buf_release(&text);
	return 0;
}

int cmd_score_sheet_close(struct command_run *run,
			  const struct compare_score_counts *c,
			  struct error *err)
{
	int status;

	output_count(run->output, "total", c->total);
	output_count(run->output, "pass", c->pass);
	output_count(run->output, "below", c->below);
	output_count(run->output, "fail", c->fail);
	output_count(run->output, "warn", c->warn);
	output_count(run->output, "stopped", c->stopped);
	output_count(run->output, "cleared", c->cleared);
	output_count(run->output, "nobody", c->nobody);
	output_count(run->output, "bad", c->bad);
	output_count(run->output, "none", c->none);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->error);
	output_line(run->output,
		    P_("%ld row: %ld pass, %ld below, %ld not the same, %ld "
		       "with warnings; %ld cases stopped, %ld cleared; %ld of "
		       "nobody, %ld unread",
		       "%ld rows: %ld pass, %ld below, %ld not the same, %ld "
		       "with warnings; %ld cases stopped, %ld cleared; %ld of "
		       "nobody, %ld unread",
		       c->total),
		    c->total, c->pass, c->below, c->fail, c->warn, c->stopped,
		    c->cleared, c->nobody, c->bad);
	status = exit_status_of(c->error > 0, c->pass < c->total);
	return cmd_context_list(run, _("scores"),
				exit_status_refused(c->refused > 0,
						    c->total > c->refused,
						    status),
				err);
}
