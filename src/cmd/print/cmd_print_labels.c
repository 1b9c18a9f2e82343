/* SPDX-License-Identifier: MIT */
/*
 * qctool print labels: where prints are sent, as labels or as a list.
 *
 * --mail says that they are sent now: address, day and clerk are kept, and
 * --mailed shows them as they were, whatever the roster says since.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "page/list_file.h"
#include "page/print_file.h"
#include "report/mailing.h"

struct label_options {
	const char *labels;
	long skip;
	bool mail, mailed, again;
};

#define AT(field) offsetof(struct label_options, field)

static const struct option options[] = {
	{"labels", 0, OPTION_TEXT, N_("NAME"),
	 N_("labels of a sheet: 3x8 (default, 70×37 mm), 2x7"),
	 .offset = AT(labels)},
	{"skip", 0, OPTION_NUMBER, "N",
	 N_("so many labels of the first sheet are used up"), .max = 999,
	 .offset = AT(skip)},
	{"mail", 0, OPTION_FLAG, NULL,
	 N_("they are sent now: record it, with the address as it is"),
	 .offset = AT(mail)},
	{"mailed", 0, OPTION_FLAG, NULL,
	 N_("what was sent, with the address as it was"), .offset = AT(mailed)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("with --mail, those too who were sent something before"),
	 .offset = AT(again)},
	OPTION_END};

static int run_print_labels(struct command_run *run, struct error *err);

const struct command cmd_print_labels = {
	.noun = "print",
	.verb = "labels",
	.summary = N_("addresses: labels (-o FILE.pdf or .jpg) or a list "
		      "(.xlsx, .csv), and what was mailed"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct label_options),
	.run = run_print_labels,
};

/* Titles as a courier's form has them, in any language of the screen. */
static const struct {
	const char *id, *title;
} columns[] = {
	{"fy", "学院"},	     {"bh", "班级"},	     {"xh", "学号"},
	{"name", "收件人"},  {"phone", "电话"},	     {"postcode", "邮编"},
	{"address", "地址"}, {"mailed", "寄出时间"}, {"findings", "问题"},
};

static struct json *labels_item(const struct command_run *run,
				const struct mailing_shown *shown)
{
	struct json *item = json_new_object();
	struct buf room = BUF_INIT;

	json_set(item, "key", cmd_student_key(run, shown->student));
	json_set_str(item, "who",
		     cmd_student_show(run, &room, STUDENT_xm, shown->name));
	json_set_str(item, "status",
		     shown->mailed   ? "mailed"
		     : shown->chosen ? "printed"
				     : "left-out");
	json_set_str(item, "phone",
		     cmd_student_show(run, &room, STUDENT_lxdh, shown->phone));
	json_set_str(item, "postcode", shown->postcode);
	json_set_str(
		item, "address",
		cmd_student_show(run, &room, STUDENT_txdz, shown->address));
	json_set_str(item, "mailed_at",
		     *shown->mailed_at ? shown->mailed_at : NULL);
	json_set(item, "findings", findings_json(&shown->findings));
	buf_release(&room);
	return item;
}

static void labels_add_row(struct command_run *run,
			   const struct mailing_shown *shown)
{
	struct table *t = output_table(run->output);
	struct buf room = BUF_INIT;

	table_add_row(t);
	table_set(t, 0, student_get(shown->student, STUDENT_fy));
	table_set(t, 1, student_get(shown->student, STUDENT_bh));
	table_set(t, 2, student_get(shown->student, STUDENT_xh));
	table_set(t, 3, cmd_student_show(run, &room, STUDENT_xm, shown->name));
	table_set(t, 4,
		  cmd_student_show(run, &room, STUDENT_lxdh, shown->phone));
	table_set(t, 5, shown->postcode);
	table_set(t, 6,
		  cmd_student_show(run, &room, STUDENT_txdz, shown->address));
	cmd_student_set_time(t, 7, shown->mailed_at);
	buf_clear(&room);
	findings_texts(&shown->findings, &room);
	table_set(t, 8, buf_str(&room));
	if (!shown->chosen)
		table_set_row_style(t, TABLE_WARN);
	buf_release(&room);
}

static int labels_show(void *ctx, const struct mailing_shown *shown,
		       struct error *err)
{
	struct command_run *run = ctx;

	(void)err;
	if (output_wants_json(run->output))
		output_item(run->output, labels_item(run, shown));
	labels_add_row(run, shown);
	if (!shown->chosen)
		cmd_failed_refused(run, student_get(shown->student, STUDENT_xh),
				   &shown->findings);
	return 0;
}

static int labels_finish(struct command_run *run, const struct mailing *job,
			 const struct mailing_counts *c, struct error *err)
{
	int status = exit_status_refused(c->left_out > 0 && !c->chosen, false,
					 exit_status_of(false, c->found > 0));

	output_count(run->output, "total", c->total);
	output_count(run->output, "printed", c->chosen);
	output_count(run->output, "left_out", c->left_out);
	output_count(run->output, "sheets", c->sheets);
	output_line(run->output,
		    job->kind == MAILING_SEND
			    ? _("%ld addresses, recorded as mailed; %ld left "
				"out")
			    : P_("%ld address; %ld left out",
				 "%ld addresses; %ld left out", c->chosen),
		    c->chosen, c->left_out);
	if (job->path)
		return status;
	return cmd_context_list(run, "邮寄清单", status, err);
}

static int labels_run(struct command_run *run, const struct mailing *job,
		      struct error *err)
{
	struct table *t = output_table(run->output);
	struct mailing_counts counts;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_add_column(t, columns[i].id, columns[i].title,
				 TABLE_LEFT);
	if (mailing_run(job, &counts, err) < 0)
		return -1;
	return labels_finish(run, job, &counts, err);
}

static int labels_check(const struct command_run *run, struct error *err)
{
	const struct label_options *o = run->options;
	const char *out = run->globals->out;

	if (o->mail && o->mailed)
		return error_set(err, ERROR_USAGE,
				 _("--mail records a mailing, --mailed shows "
				   "them: one of the two"));
	if (o->again && !o->mail)
		return error_set(err, ERROR_USAGE,
				 _("--again goes with --mail"));
	if (out && !print_file_knows(out) && !list_file_knows(out))
		return error_set(err, ERROR_USAGE,
				 _("say where to: -o FILE.pdf or .jpg for "
				   "labels, .xlsx or .csv for a list"));
	/* A letter to 张** does not arrive. */
	if (o->mail && !run->globals->unmask)
		return error_set(err, ERROR_POLICY,
				 _("what is mailed has names and addresses in "
				   "clear: say --unmask, which the log keeps"));
	return 0;
}

static int labels_read_sizes(const struct label_options *o,
			     struct print_labels *out, struct error *err)
{
	struct print_sizes *sizes = print_sizes_read(err);
	int result = -1;

	if (sizes)
		result = print_sizes_labels(
			sizes, o->labels ? o->labels : "3x8", out, err);
	print_sizes_free(sizes);
	if (result == 0 && o->skip >= out->columns * out->rows)
		result = error_set(err, ERROR_USAGE, _("a sheet has %d labels"),
				   out->columns * out->rows);
	return result;
}

static int run_print_labels(struct command_run *run, struct error *err)
{
	const struct label_options *o = run->options;
	const char *out = run->globals->out;
	struct print_labels labels;
	struct cmd_context ctx;
	struct mailing job = {
		.kind = o->mail	    ? MAILING_SEND
			: o->mailed ? MAILING_SENT
				    : MAILING_LOOK,
		.again = o->again,
		.unmask = run->globals->unmask,
		.path = out && print_file_knows(out) ? out : NULL,
		.labels = &labels,
		.skip = o->skip,
		.show = labels_show,
		.ctx = run,
	};
	int result = -1;

	if (labels_check(run, err) < 0 ||
	    labels_read_sizes(o, &labels, err) < 0 ||
	    cmd_context_open(run, &ctx, err) < 0)
		return -1;
	job.session = &ctx.session;
	job.filter = &ctx.filter;
	if (job.path)
		output_keep_rows(run->output);
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = labels_run(run, &job, err);
	cmd_context_close(&ctx);
	return result;
}
