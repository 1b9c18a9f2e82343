/* SPDX-License-Identifier: MIT */
#include "cmd/code/cmd_code.h"

#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_files.h"
#include "rules/words.h"

static void code_add_columns(struct table *t)
{
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "sha256", "SHA-256", TABLE_LEFT);
	table_add_column(t, "payload", _("payload"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

int cmd_code_open(struct cmd_code *s, struct command_run *run,
		  struct error *err)
{
	*s = (struct cmd_code){.run = run};
	s->intake = intake_open(run->operands, run->operand_count, err);
	if (!s->intake)
		return -1;
	code_add_columns(output_table(run->output));
	progress_start(&s->progress, run->globals, _("codes"),
		       intake_total(s->intake));
	progress_count(&s->progress,
		       &(struct progress_words){N_("%ld read"),
						N_("%ld without a code"),
						N_("%ld unreadable")});
	return 0;
}

void cmd_code_close(struct cmd_code *s)
{
	const char *names;
	long left_out;

	progress_end(&s->progress);
	left_out = intake_left_out(s->intake, &names);
	cmd_files_left_out(s->run, left_out, names);
	intake_close(s->intake);
}

static void code_add_row(struct cmd_code *s, const struct code_batch_item *item,
			 const char *status)
{
	struct table *t = output_table(s->run->output);
	const struct code_result *r = &item->result;
	struct buf text = BUF_INIT;
	int c;

	table_add_row(t);
	table_set(t, 0, item->file.name);
	table_set(t, 1, words_show(status));
	/* Twelve digits of a hash tell codes apart, as git shows commits. */
	for (c = 0; c < r->count; c++)
		buf_addf(&text, "%s%.12s", c ? " " : "", r->payloads[c].sha256);
	table_set(t, 2, buf_str(&text));
	if (r->count)
		table_setf(t, 3, "%zu B %s %s", r->payloads[0].size,
			   words_show(r->payloads[0].encoding),
			   words_show(item->fields[0].layout));
	buf_clear(&text);
	findings_texts(&r->findings, &text);
	if (r->status == CODE_ERROR && !text.size)
		buf_adds(&text, r->error.text);
	table_set(t, 4, buf_str(&text));
	if (r->status != CODE_OK)
		table_set_style(t, 1, TABLE_ERROR);
	buf_release(&text);
}

int cmd_code_show(void *ctx, const struct code_batch_item *item,
		  const char *status, struct error *err)
{
	struct cmd_code *s = ctx;

	(void)err;
	s->codes += item->result.count;
	s->ok += item->result.status == CODE_OK;
	s->none += item->result.status == CODE_NONE;
	s->failed += item->result.status == CODE_ERROR;
	if (item->result.status == CODE_ERROR)
		cmd_failed(s->run, item->file.name, &item->result.error);
	else if (strcmp(status, "refused") == 0)
		cmd_failed_refused(s->run, item->file.name,
				   &item->result.findings);
	if (output_wants_json(s->run->output)) {
		struct json *one =
			code_batch_json(item, s->run->globals->unmask,
					!s->run->globals->no_timing);

		/*
		 * The picture was read, but the store did not take it: the
		 * file's own status would say "ok".
		 */
		if (strcmp(status, "refused") == 0)
			json_set_str(one, "status", status);
		cmd_files_bytes(s->run, &item->file, one);
		output_item(s->run->output, one);
	}
	code_add_row(s, item, status);
	s->progress.done++;
	s->progress.pass = s->ok;
	s->progress.refused = s->none;
	s->progress.failed = s->failed;
	progress_step(&s->progress);
	return 0;
}

int cmd_code_finish(const struct cmd_code *s)
{
	struct output *o = s->run->output;
	long total = s->ok + s->none + s->failed;

	output_count(o, "total", total);
	output_count(o, "ok", s->ok);
	output_count(o, "none", s->none);
	output_count(o, "error", s->failed);
	output_count(o, "codes", s->codes);
	output_line(o,
		    P_("%ld image: %ld with a code (codes: %ld), %ld without, "
		       "%ld unreadable",
		       "%ld images: %ld with a code (codes: %ld), %ld without, "
		       "%ld unreadable",
		       total),
		    total, s->ok, s->codes, s->none, s->failed);
	/*
	 * A picture without a code is a result, an unreadable file a failure.
	 */
	return exit_status_of(s->failed > 0, s->none > 0);
}
