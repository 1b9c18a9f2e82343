/* SPDX-License-Identifier: MIT */
/* qctool code scan, code import: read collection codes. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "code/code_pending.h"
#include "code/code_import.h"
#include "rules/words.h"

struct scan_options {
	long budget;
	const char *provider;
};

#define BUDGET                                                                 \
	{                                                                      \
		"budget", 0, OPTION_NUMBER, "MS",                              \
			N_("work an image may cost, nominal milliseconds "     \
			   "(default 800)"),                                   \
			.min = 10, .max = 60000,                               \
			.offset = offsetof(struct scan_options, budget)        \
	}

static const struct option scan_options[] = {
	BUDGET,
	{"provider", 0, OPTION_TEXT, "PROGRAM",
	 N_("program that decrypts opaque codes; its words parted by blanks"),
	 .offset = offsetof(struct scan_options, provider)},
	OPTION_END};

static const struct option import_options[] = {BUDGET, OPTION_END};

static int run_code_scan(struct command_run *run, struct error *err);
static int run_code_import(struct command_run *run, struct error *err);

const struct command cmd_code_scan = {
	.noun = "code",
	.verb = "scan",
	.summary = N_("read collection codes from pictures"),
	.operands = "PATH…",
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = scan_options,
	.options_size = sizeof(struct scan_options),
	.example = "code scan examples/codes",
	.run = run_code_scan,
};

const struct command cmd_code_import = {
	.noun = "code",
	.verb = "import",
	.summary = N_("collection codes into the task"),
	.operands = "PATH…",
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK,
	.options = import_options,
	.options_size = sizeof(struct scan_options),
	.run = run_code_import,
};

struct shower {
	struct command_run *run;
	struct progress progress;
	long ok, none, failed, codes;
	struct code_pending hold; /* with a provider, until it was asked */
	bool provider_failed;
};

static void scan_add_row(struct shower *s, const struct code_batch_item *item,
			 const char *status)
{
	struct table *t = output_table(s->run->output);
	const struct code_result *r = &item->result;
	struct buf text = BUF_INIT;
	int c;

	table_add_row(t);
	table_set(t, 0, item->file.name);
	table_set(t, 1, words_show(status));
	for (c = 0; c < r->count; c++)
		buf_addf(&text, "%s%.12s", c ? " " : "", r->payloads[c].sha256);
	table_set(t, 2, buf_str(&text));
	if (r->count)
		table_setf(t, 3, "%zu B %s %s", r->payloads[0].size,
			   code_result_encoding_name(r->payloads[0].encoding),
			   item->fields[0].layout);
	buf_clear(&text);
	findings_texts(&r->findings, &text);
	if (r->status == CODE_ERROR)
		buf_adds(&text, r->error.text);
	table_set(t, 4, buf_str(&text));
	if (r->status != CODE_OK)
		table_set_style(t, 1, TABLE_ERROR);
	buf_release(&text);
}

static void scan_show(struct shower *s, const struct code_batch_item *item,
		      const char *status)
{
	s->codes += item->result.count;
	s->ok += item->result.status == CODE_OK;
	s->none += item->result.status == CODE_NONE;
	s->failed += item->result.status == CODE_ERROR;
	if (output_wants_json(s->run->output))
		output_item(s->run->output,
			    code_batch_json(item, s->run->globals->unmask,
					    !s->run->globals->no_timing));
	scan_add_row(s, item, status);
	s->progress.done++;
	s->progress.pass = s->ok;
	s->progress.refused = s->none;
	s->progress.failed = s->failed;
	progress_step(&s->progress);
}

static int scan_show_file(void *ctx, struct code_batch_item *item,
			  struct error *err)
{
	static const char *const names[] = {"ok", "none", "error"};

	(void)err;
	scan_show(ctx, item, names[item->result.status]);
	return 0;
}

static int scan_hold(void *ctx, struct code_batch_item *item, struct error *err)
{
	struct shower *s = ctx;

	(void)err;
	code_pending_add(&s->hold, item);
	return 0;
}

/* A program that fails loses nothing of what was read. */
static int scan_ask(struct shower *s, const char *program, struct error *err)
{
	struct provider_setup setup;
	struct error failed = ERROR_INIT;
	struct buf safe = BUF_INIT;
	size_t i;
	int result;

	provider_setup_set(&setup, program);
	result = code_pending_ask(&s->hold, &setup, &failed);
	provider_setup_release(&setup);
	if (result < 0 && failed.kind != ERROR_PROVIDER) {
		*err = failed;
		return -1;
	}
	for (i = 0; i < s->hold.n; i++)
		scan_show_file(s, &s->hold.list[i], err);
	s->provider_failed = result < 0;
	if (result < 0) { /* even when quiet */
		text_safe(&safe, failed.text);
		fprintf(stderr, "qctool: %s\n", buf_str(&safe));
		buf_release(&safe);
	}
	return 0;
}

static int scan_show_import(void *ctx, const struct code_batch_item *item,
			    const char *status, struct error *err)
{
	(void)err;
	scan_show(ctx, item, status);
	return 0;
}

static void scan_add_columns(struct table *t)
{
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "sha256", "SHA-256", TABLE_LEFT);
	table_add_column(t, "payload", _("payload"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static int scan_finish(struct shower *s, struct error *err)
{
	struct output *o = s->run->output;

	output_count(o, "total", s->ok + s->none + s->failed);
	output_count(o, "ok", s->ok);
	output_count(o, "none", s->none);
	output_count(o, "error", s->failed);
	output_count(o, "codes", s->codes);
	output_line(o,
		    _("%ld images: %ld with a code (%ld codes), %ld without, "
		      "%ld unreadable"),
		    s->ok + s->none + s->failed, s->ok, s->codes, s->none,
		    s->failed);
	return cmd_context_list(
		s->run, _("codes"),
		s->provider_failed ? EXIT_STATUS_PROVIDER
				   : exit_status_of(s->failed > 0, s->none > 0),
		err);
}

static int scan_files(struct command_run *run, struct shower *s,
		      struct intake *intake, struct error *err)
{
	const struct scan_options *o = run->options;
	struct code_layouts *layouts = code_layout_load(NULL, err);
	struct code_batch batch = {
		.intake = intake,
		.options = {.budget_ms = (int)o->budget},
		.jobs = (int)run->globals->jobs,
		.done = o->provider ? scan_hold : scan_show_file,
		.ctx = s,
	};
	int result;

	if (!layouts)
		return -1;
	batch.layouts = layouts;
	result = code_batch_run(&batch, err);
	if (result == 0 && o->provider)
		result = scan_ask(s, o->provider, err);
	code_pending_release(&s->hold);
	code_layout_free(layouts);
	return result;
}

static int scan_into_task(struct command_run *run, struct shower *s,
			  struct intake *intake, struct error *err)
{
	struct code_import_counts counts;
	struct cmd_context ctx;
	struct code_import how = {
		.session = &ctx.session,
		.show = scan_show_import,
		.ctx = s,
	};
	int result;

	if (cmd_context_open(run, &ctx, err) < 0)
		return -1;
	result = code_import(&how, intake, &counts, err);
	cmd_context_close(&ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "added", counts.added);
	output_count(run->output, "known", counts.known);
	return 0;
}

static int scan_run_with(struct command_run *run,
			 int (*job)(struct command_run *, struct shower *,
				    struct intake *, struct error *),
			 struct error *err)
{
	struct intake *intake =
		intake_open(run->operands, run->operand_count, err);
	struct shower s = {.run = run};
	int result;

	if (!intake)
		return -1;
	scan_add_columns(output_table(run->output));
	progress_start(&s.progress, run->globals, _("codes"),
		       intake_total(intake));
	result = job(run, &s, intake, err);
	progress_end(&s.progress);
	intake_close(intake);
	return result < 0 ? -1 : scan_finish(&s, err);
}

static int run_code_scan(struct command_run *run, struct error *err)
{
	return scan_run_with(run, scan_files, err);
}

static int run_code_import(struct command_run *run, struct error *err)
{
	return scan_run_with(run, scan_into_task, err);
}
