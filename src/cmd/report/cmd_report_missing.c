/* SPDX-License-Identifier: MIT */
/*
 * qctool report missing: who still lacks what, and why.
 *
 * The list to be handed to the classes: reason and advice in words, from the
 * findings that stopped each case.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "report/missing_group.h"

struct missing_options {
	const char *by;
};

static const struct option options[] = {
	{"by", 0, OPTION_TEXT, N_("FIELDS"),
	 N_("counts by these fields instead, as college,class; --since tells "
	    "the "
	    "change since then"),
	 .offset = offsetof(struct missing_options, by)},
	OPTION_END};

static int run_report_missing(struct command_run *run, struct error *err);

const struct command cmd_report_missing = {
	.noun = "report",
	.verb = "missing",
	.summary = N_("who still lacks what, with reason and advice"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct missing_options),
	.run = run_report_missing,
};

static int missing_show(void *ctx, const struct missing_case *m,
			struct error *err)
{
	struct command_run *run = ctx;
	struct table *t = output_table(run->output);
	const struct student *student = &m->row->student;
	struct json *item;

	(void)err;
	if (output_wants_json(run->output)) {
		item = json_new_object();
		json_set(item, "key", cmd_student_key(run, student));
		cmd_student_set_who(run, item, student);
		json_set_str(item, "college", student_get(student, STUDENT_fy));
		json_set_str(item, "class", student_get(student, STUDENT_bh));
		json_set_str(item, "state", case_state_name(m->row->state));
		json_set_str(item, "since", m->row->state_since);
		json_set_str(item, "what", m->what);
		json_set_bool(item, "unpaid", m->unpaid);
		json_set_str(item, "reason", buf_str(&m->reason));
		json_set_str(item, "advice", buf_str(&m->advice));
		output_item(run->output, item);
	}
	table_add_row(t);
	cmd_student_set_cells(run, t, student);
	table_set(t, 4, case_state_show(m->row->state));
	table_setf(t, 5, "%.10s", m->row->state_since);
	table_set(t, 6, buf_str(&m->reason));
	table_set(t, 7, buf_str(&m->advice));
	return 0;
}

struct rows_shown {
	struct command_run *run;
	size_t payments; /* of all rows */
};

/*
 * A row of a roster that was left out: nobody's case, and missing too.  Or a
 * payment that was not taken: somebody who says he has paid.
 */
static int row_show(void *ctx, const struct missing_row *m, struct error *err)
{
	struct rows_shown *shown = ctx;
	struct command_run *run = shown->run;
	bool payment = m->row->list == REFUSED_PAYMENTS;
	struct table *t = output_table(run->output);
	const struct student *student = m->row->student;
	struct json *item;

	(void)err;
	shown->payments += payment;
	table_add_row(t);
	cmd_student_set_cells(run, t, student);
	table_set(t, 4, payment ? _("payment not taken") : _("left out"));
	/*
	 * Where it stands in the list, instead of a date: there it has to be
	 * put right.
	 */
	table_setf(t, 5, "%s:%ld", m->row->source, m->row->source_row);
	table_set(t, 6, buf_str(&m->reason));
	table_set(t, 7, buf_str(&m->advice));
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set(item, "key", cmd_student_key(run, student));
	cmd_student_set_who(run, item, student);
	json_set_str(item, "college", student_get(student, STUDENT_fy));
	json_set_str(item, "class", student_get(student, STUDENT_bh));
	json_set_str(item, "status", "refused");
	json_set_str(item, "what", payment ? "payment" : "roster");
	json_set_str(item, "source", m->row->source);
	json_set_int(item, "row", m->row->source_row);
	json_set_str(item, "reason", buf_str(&m->reason));
	json_set_str(item, "advice", buf_str(&m->advice));
	output_item(run->output, item);
	return 0;
}

/* The columns of the groups, behind those of their fields. */
static const struct {
	const char *id, *title;
	enum missing_kind kind;
} kinds[] = {
	{"photo", N_("no photo"), MISSING_PHOTO},
	{"make", N_("not made"), MISSING_MAKE},
	{"code", N_("no code"), MISSING_CODE},
	{"decision", N_("stopped"), MISSING_DECISION},
};

static void groups_add_columns(struct table *t,
			       const struct missing_groups *all, bool since)
{
	size_t i;

	for (i = 0; i < all->n_fields; i++)
		table_add_column(t, student_field_name(all->fields[i]),
				 student_field_label(all->fields[i]),
				 TABLE_LEFT);
	table_add_column(t, "total", _("students"), TABLE_RIGHT);
	table_add_column(t, "missing", _("missing"), TABLE_RIGHT);
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		table_add_column(t, kinds[i].id, _(kinds[i].title),
				 TABLE_RIGHT);
	table_add_column(t, "unpaid", _("unpaid"), TABLE_RIGHT);
	table_add_column(t, "refused", _("rows left out"), TABLE_RIGHT);
	if (since) {
		table_add_column(t, "then", _("then"), TABLE_RIGHT);
		table_add_column(t, "delta", _("change"), TABLE_RIGHT);
	}
	for (i = all->n_fields; i < t->n_columns; i++)
		table_set_number(t, i);
}

/* The sum has no words of its own and stands last, as spreadsheets have it. */
static void group_add_row(struct table *t, const struct missing_groups *all,
			  const struct missing_group *g, bool since)
{
	size_t i, at = all->n_fields;

	table_add_row(t);
	for (i = 0; i < all->n_fields; i++)
		table_set(t, i,
			  g->words[i] ? g->words[i]
			  : i == 0    ? _("all")
				      : "");
	table_setf(t, at++, "%ld", g->total);
	table_setf(t, at++, "%ld", g->missing);
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		table_setf(t, at++, "%ld", g->by[kinds[i].kind]);
	table_setf(t, at++, "%ld", g->unpaid);
	table_setf(t, at++, "%ld", g->refused);
	if (!since)
		return;
	table_setf(t, at++, "%ld", g->then);
	table_setf(t, at, "%+ld", g->missing - g->then);
}

static struct json *group_item(const struct missing_groups *all,
			       const struct missing_group *g, bool since)
{
	struct json *item = json_new_object(), *group = json_new_object();
	size_t i;

	for (i = 0; i < all->n_fields; i++)
		json_set_str(group, student_field_name(all->fields[i]),
			     g->words[i]);
	json_set(item, "group", group);
	json_set_int(item, "total", g->total);
	json_set_int(item, "missing", g->missing);
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		json_set_int(item, kinds[i].id, g->by[kinds[i].kind]);
	json_set_int(item, "unpaid", g->unpaid);
	json_set_int(item, "refused_rows", g->refused);
	if (since) {
		json_set_int(item, "then", g->then);
		json_set_int(item, "delta", g->missing - g->then);
	}
	return item;
}

/*
 * Counts instead of names, for those who have to press a college and need not
 * read what is wrong with whom.
 */
static void groups_show(struct command_run *run,
			const struct missing_groups *all, bool since)
{
	struct table *t = output_table(run->output);
	size_t i;

	groups_add_columns(t, all, since);
	for (i = 0; i < all->n; i++) {
		group_add_row(t, all, &all->groups[i], since);
		if (output_wants_json(run->output))
			output_item(run->output,
				    group_item(all, &all->groups[i], since));
	}
	group_add_row(t, all, &all->all, since);
	output_count(run->output, "total", all->all.total);
	output_count(run->output, "missing", all->all.missing);
	output_count(run->output, "unpaid", all->all.unpaid);
	output_count(run->output, "refused_rows", all->all.refused);
}

/* --since is the time to compare with, and lets no student out. */
static int run_groups(struct command_run *run, const char *by,
		      struct error *err)
{
	struct missing_groups all = {.n_fields = 0};
	struct cmd_context ctx;
	date_time since = 0;
	int result = -1;

	if (missing_group_read(by, &all, err) < 0)
		return -1;
	if (run->filter->since)
		date_time_parse(run->filter->since, &since);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0) {
		ctx.filter.since = NULL;
		result = missing_group_collect(&ctx.session, &ctx.filter, since,
					       &all, err);
	}
	cmd_context_close(&ctx);
	if (result == 0) {
		groups_show(run, &all, since != 0);
		result = cmd_context_list(
			run, _("missing"),
			exit_status_of(false, all.all.missing > 0 ||
						      all.all.refused > 0),
			err);
	}
	missing_group_release(&all);
	return result;
}

static void tell_counts(struct command_run *run, size_t students,
			size_t left_out, size_t payments)
{
	output_count(run->output, "total", (long)students);
	output_count(run->output, "refused_rows", (long)left_out);
	output_count(run->output, "refused_payments", (long)payments);
	output_line(run->output,
		    P_("%zu student is not on their way",
		       "%zu students are not on their way", students),
		    students);
	if (left_out > 0)
		output_line(run->output,
			    P_("%zu row of rosters was left out",
			       "%zu rows of rosters were left out", left_out),
			    left_out);
	if (payments > 0)
		output_line(run->output,
			    P_("%zu payment was not taken",
			       "%zu payments were not taken", payments),
			    payments);
}

static int run_students(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct rows_shown rows = {.run = run};
	struct cmd_context ctx;
	size_t students;
	int result = -1;

	cmd_student_add_columns(t);
	table_add_column(t, "state", _("state"), TABLE_LEFT);
	table_add_column(t, "since", _("since"), TABLE_LEFT);
	table_add_column(t, "reason", _("reason"), TABLE_LEFT);
	table_add_column(t, "advice", _("what to do"), TABLE_LEFT);
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = missing_each(&ctx.session, &ctx.filter, missing_show,
				      run, err);
	students = t->n_rows;
	if (result == 0)
		result = missing_each_row(&ctx.session, &ctx.filter, row_show,
					  &rows, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	tell_counts(run, students, t->n_rows - students - rows.payments,
		    rows.payments);
	return cmd_context_list(run, _("missing"),
				exit_status_of(false, t->n_rows > 0), err);
}

static int run_report_missing(struct command_run *run, struct error *err)
{
	const struct missing_options *o = run->options;

	return o->by ? run_groups(run, o->by, err) : run_students(run, err);
}
