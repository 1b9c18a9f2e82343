/* SPDX-License-Identifier: MIT */
#include "cmd/roster/cmd_roster_correct.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_student.h"
#include "roster/roster_correct.h"
#include "rules/redact_text.h"
#include "rules/words.h"

static void set_words(const struct command_run *run, struct json *item,
		      const char *reason)
{
	struct buf room = BUF_INIT;

	if (run->globals->unmask)
		buf_adds(&room, reason);
	else
		redact_text(&room, reason);
	json_set_str(item, "reason", buf_str(&room));
	buf_release(&room);
}

static struct json *correct_item(const struct command_run *run,
				 const struct roster_correct_shown *shown)
{
	struct json *item = json_new_object();
	struct buf room = BUF_INIT;

	json_set_int(item, "row", shown->row);
	if (shown->student) {
		json_set(item, "key", cmd_student_key(run, shown->student));
		cmd_student_set_who(run, item, shown->student);
	} else {
		json_set_null(item, "key");
	}
	json_set_str(item, "status", roster_correct_status_name(shown->status));
	if (shown->field != STUDENT_FIELD_COUNT) {
		json_set_str(item, "field", student_field_name(shown->field));
		json_set_str(item, "before",
			     cmd_student_show(run, &room, shown->field,
					      shown->before));
		json_set_str(item, "after",
			     cmd_student_show(run, &room, shown->field,
					      shown->after));
	}
	set_words(run, item, shown->reason);
	json_set(item, "findings", findings_json(shown->findings));
	buf_release(&room);
	return item;
}

static int correct_show(void *ctx, const struct roster_correct_shown *shown,
			struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, correct_item(run, shown));
	table_add_row(t);
	table_setf(t, 0, "%ld", shown->row);
	if (shown->student)
		table_set(t, 1, student_get(shown->student, STUDENT_xh));
	if (shown->field != STUDENT_FIELD_COUNT) {
		table_set(t, 2, student_field_label(shown->field));
		table_set(t, 3,
			  cmd_student_show(run, &room, shown->field,
					   shown->before));
		table_set(t, 4,
			  cmd_student_show(run, &room, shown->field,
					   shown->after));
	}
	table_set(t, 5, words_show(roster_correct_status_name(shown->status)));
	buf_clear(&room);
	findings_texts(shown->findings, &room);
	table_set(t, 6, buf_str(&room));
	if (shown->status > ROSTER_CORRECT_SAME)
		table_set_row_style(t, TABLE_ERROR);
	buf_release(&room);
	return 0;
}

static int correct_finish(struct command_run *run,
			  const struct roster_correct_counts *c,
			  struct error *err)
{
	long good = c->by_status[ROSTER_CORRECT_CHANGED] +
		    c->by_status[ROSTER_CORRECT_SAME];
	int i;

	output_count(run->output, "total", c->total);
	for (i = 0; i < ROSTER_CORRECT_STATUSES; i++)
		output_count(run->output,
			     roster_correct_status_name(
				     (enum roster_correct_status)i),
			     c->by_status[i]);
	output_line(
		run->output,
		P_("%ld line: %ld changed, %ld were so already, %ld refused",
		   "%ld lines: %ld changed, %ld were so already, %ld refused",
		   c->total),
		c->total, c->by_status[ROSTER_CORRECT_CHANGED],
		c->by_status[ROSTER_CORRECT_SAME], c->total - good);
	return cmd_context_list(run, _("corrections"),
				exit_status_of(false, good < c->total), err);
}

int cmd_roster_correct(struct command_run *run, const char *path,
		       const struct option_list *map, struct error *err)
{
	const struct titled_map titles = {map->values, map->count};
	struct table *t = output_table(run->output);
	struct roster_correct_counts counts;
	struct cmd_context ctx;
	struct roster_correct job = {
		.map = &titles, .show = correct_show, .ctx = run};
	int result;

	table_add_column(t, "row", _("row"), TABLE_RIGHT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "field", _("item to correct"), TABLE_LEFT);
	table_add_column(t, "before", _("as it is"), TABLE_LEFT);
	table_add_column(t, "after", _("as it should be"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	job.session = &ctx.session;
	result = roster_correct(&job, path, &counts, err);
	cmd_context_close(&ctx);
	return result < 0 ? -1 : correct_finish(run, &counts, err);
}
