/* SPDX-License-Identifier: MIT */
/*
 * qctool print sheet: prints of 1寸, 2寸 … on photo paper.
 *
 * Operands that are files, or "-", are printed as they are, without a store;
 * numbers, a filter or nothing mean students of the task, whose approved photos
 * are printed in the order of class and 学号.
 */
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_files.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "page/print_file.h"
#include "report/print_sheet.h"
#include "rules/redact_text.h"

struct print_options {
	const char *layout, *paper, *caption;
	bool mixed;
};

#define AT(field) offsetof(struct print_options, field)

static const struct option options[] = {
	{"layout", 0, OPTION_TEXT, N_("LAYOUT"),
	 N_("mixed-8-4 (default), two-8, or prints such as 1寸x8 or "
	    "2寸x4+1寸x8"),
	 .offset = AT(layout)},
	{"paper", 0, OPTION_TEXT, N_("PAPER"),
	 N_("5寸, 6寸 (default), 5R or A4"), .offset = AT(paper)},
	{"caption", 0, OPTION_TEXT, N_("TEXT"),
	 N_("under each print, or once a sheet where there is no room (default "
	    "{xh}; '' = none)"),
	 .offset = AT(caption)},
	{"mixed", 0, OPTION_FLAG, NULL,
	 N_("several persons a sheet, one behind the other"),
	 .offset = AT(mixed)},
	OPTION_END};

static int run_print_sheet(struct command_run *run, struct error *err);

const struct command cmd_print_sheet = {
	.noun = "print",
	.verb = "sheet",
	.required = N_("-o FILE"),
	.summary = N_("prints of 1寸, 2寸 … on photo paper; -o FILE.pdf or "
		      ".jpg"),
	.operands = N_("[FILE…|NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_FILES | COMMAND_WRITES | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct print_options),
	.example = "print sheet examples/photos/2022010101.jpg --layout 1寸x8 "
		   "--paper 5寸 -o sheet.pdf",
	.run = run_print_sheet,
};

struct sheet {
	struct command_run *run;
	struct progress progress;
	bool in_store; /* names of files may name persons of its roster */
};

static void sheet_total(void *ctx, long total)
{
	struct sheet *s = ctx;

	s->progress.total = total;
}

static void sheet_not_pictures(void *ctx, long count, const char *names)
{
	const struct sheet *s = ctx;

	cmd_files_left_out(s->run, count, names);
}

static const char *sheet_status(const struct print_sheet_result *result)
{
	return result->failed	? "error"
	       : result->prints ? "printed"
				: "left-out";
}

/* The file's name as this run may show it, in room. */
static const char *sheet_file(const struct sheet *s, const char *file,
			      struct buf *room)
{
	if (!s->in_store || s->run->globals->unmask)
		return file;
	buf_clear(room);
	redact_text(room, file);
	return buf_str(room);
}

static struct json *sheet_item(const struct sheet *s,
			       const struct print_sheet_result *result)
{
	const struct command_run *run = s->run;
	struct json *item = json_new_object();
	struct buf room = BUF_INIT;

	if (result->student) {
		json_set(item, "key", cmd_student_key(run, result->student));
		cmd_student_set_who(run, item, result->student);
	} else {
		json_set_str(item, "file", sheet_file(s, result->file, &room));
	}
	buf_release(&room);
	json_set_str(item, "status", sheet_status(result));
	if (result->prints) {
		json_set_int(item, "sheet", result->sheet);
		json_set_int(item, "prints", result->prints);
	}
	json_set(item, "findings", findings_json(&result->findings));
	return item;
}

/* An item that failed has its name on stderr, too, whatever is printed. */
static void sheet_tell_failed(const struct sheet *s,
			      const struct print_sheet_result *result,
			      const char *texts)
{
	struct error why = ERROR_INIT;

	error_set(&why, ERROR_INPUT, "%s", texts);
	cmd_failed(s->run,
		   result->student ? student_get(result->student, STUDENT_xh)
				   : result->file,
		   &why);
}

/* Who is not on paper; those who are need no list. */
static int sheet_show(void *ctx, const struct print_sheet_result *result,
		      struct error *err)
{
	struct sheet *s = ctx;
	struct table *t = output_table(s->run->output);
	struct buf texts = BUF_INIT, room = BUF_INIT;

	(void)err;
	if (output_wants_json(s->run->output))
		output_item(s->run->output, sheet_item(s, result));
	s->progress.done++;
	s->progress.pass += result->prints > 0;
	s->progress.failed += result->failed;
	s->progress.refused += !result->prints && !result->failed;
	progress_step(&s->progress);
	if (!result->findings.n)
		return 0;
	findings_texts(&result->findings, &texts);
	if (result->failed)
		sheet_tell_failed(s, result, buf_str(&texts));
	table_add_row(t);
	if (result->student)
		cmd_student_set_cells(s->run, t, result->student);
	else
		table_set(t, 0, sheet_file(s, result->file, &room));
	table_set(t, t->n_columns - 1, buf_str(&texts));
	buf_release(&texts);
	buf_release(&room);
	return 0;
}

static int sheet_finish(struct command_run *run, const struct print_sheet *job,
			const struct print_sheet_counts *c)
{
	struct json *files = json_new_array();
	bool found = output_table(run->output)->n_rows > 0;
	size_t i;

	for (i = 0; i < c->n_files; i++)
		json_add_str(files, c->files[i]);
	output_field(run->output, "files", files);
	output_count(run->output, "total", c->total);
	output_count(run->output, "printed", c->printed);
	output_count(run->output, "left_out", c->left_out);
	output_count(run->output, "error", c->failed);
	output_count(run->output, "sheets", c->sheets);
	output_line(run->output,
		    _("%s: %ld sheets, %ld printed, %ld left out, "
		      "%ld unreadable"),
		    job->path, c->sheets, c->printed, c->left_out, c->failed);
	return exit_status_refused(c->left_out > 0 && !c->printed, false,
				   exit_status_of(c->failed > 0, found));
}

static int sheet_run(struct command_run *run, struct print_sheet *job,
		     struct error *err)
{
	struct sheet s = {.run = run, .in_store = job->session->store};
	struct print_sheet_counts counts;
	int result;

	progress_start(&s.progress, run->globals, _("prints"), 0);
	progress_count(&s.progress,
		       &(struct progress_words){N_("%ld laid out"),
						N_("%ld without a photo"),
						N_("%ld failed")});
	job->total = sheet_total;
	job->not_pictures = sheet_not_pictures;
	job->show = sheet_show;
	job->ctx = &s;
	result = print_sheet(job, &counts, err);
	progress_end(&s.progress);
	if (result == 0)
		result = sheet_finish(run, job, &counts);
	print_sheet_release(&counts);
	return result;
}

static int sheet_of_store(struct command_run *run, struct print_sheet *job,
			  struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result = -1;

	cmd_student_add_columns(t);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (cmd_context_open_task(run, &ctx, err) < 0)
		return -1;
	job->session = &ctx.session;
	job->filter = &ctx.filter;
	if (cmd_filter_read(run, &ctx, err) == 0)
		result = sheet_run(run, job, err);
	cmd_context_close(&ctx);
	return result;
}

static int sheet_of_files(struct command_run *run, struct print_sheet *job,
			  struct error *err)
{
	struct table *t = output_table(run->output);
	struct cmd_context ctx;
	int result;

	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	job->operands = run->operands;
	job->operand_count = run->operand_count;
	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	job->session = &ctx.session;
	result = sheet_run(run, job, err);
	cmd_context_close(&ctx);
	return result;
}

/* A number has no dot: what has one is a file, even when it is not there. */
static bool is_file(const char *operand)
{
	return strcmp(operand, "-") == 0 || strchr(operand, '/') ||
	       strchr(operand, '.') || file_exists(operand) ||
	       file_is_dir(operand);
}

static bool has_filter(const struct command_filter *f)
{
	return f->college || f->class_name || f->level || f->state ||
	       f->finding || f->since || f->ids;
}

/* What all operands are: files or numbers, never some of each. */
static int sheet_choose(const struct command_run *run, bool *files,
			struct error *err)
{
	int i, n = 0;

	for (i = 0; i < run->operand_count; i++)
		n += is_file(run->operands[i]);
	*files = n > 0;
	if (n > 0 && n < run->operand_count)
		return error_set(err, ERROR_USAGE,
				 _("files and numbers of students are not "
				   "printed together, or a file is not there"));
	if (n > 0 && has_filter(run->filter))
		return error_set(err, ERROR_USAGE,
				 _("files are printed as they are; the options "
				   "that choose students are for a store"));
	return 0;
}

static int sheet_start(const struct command_run *run, struct print_sheet *job,
		       struct error *err)
{
	const struct print_options *o = run->options;
	struct print_sizes *sizes = print_sizes_read(err);
	int result = -1;

	if (sizes &&
	    print_sizes_layout(sizes, o->layout ? o->layout : "mixed-8-4",
			       &job->layout, err) == 0 &&
	    print_sizes_paper(sizes, o->paper ? o->paper : "6寸", &job->paper,
			      err) == 0)
		result = 0;
	print_sizes_free(sizes);
	return result;
}

static int run_print_sheet(struct command_run *run, struct error *err)
{
	const struct print_options *o = run->options;
	struct print_sheet job = {
		.path = run->globals->out,
		.caption = o->caption ? o->caption : "{xh}",
		.mixed = o->mixed,
		.unmask = run->globals->unmask,
	};
	bool files;

	if (!job.path || !print_file_knows(job.path))
		return error_set(err, ERROR_USAGE,
				 _("say where to: -o FILE.pdf or .jpg"));
	/* -o is the paper; who lacks a print is told on stdout. */
	output_keep_rows(run->output);
	if (sheet_start(run, &job, err) < 0 ||
	    sheet_choose(run, &files, err) < 0)
		return -1;
	return files ? sheet_of_files(run, &job, err)
		     : sheet_of_store(run, &job, err);
}
