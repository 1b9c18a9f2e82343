/* SPDX-License-Identifier: MIT */
#include "cmd/roster/cmd_roster_files.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "page/list_file.h"
#include "roster/roster_report.h"
#include "rules/finding.h"

void cmd_roster_files_load(const struct command_run *run,
			   const struct cmd_roster_files *files,
			   struct roster_load *load)
{
	*load = (struct roster_load){
		.sheet = files->sheet,
		.map = files->map.values,
		.map_count = (size_t)files->map.count,
		.unmask = run->globals->unmask,
	};
	/* NULL and 0 are "find out". */
	load->sheet_options.charset = files->charset;
	load->sheet_options.lenient = files->lenient;
	if (files->separator)
		load->sheet_options.separator = files->separator[0];
}

int cmd_roster_files_mark(struct command_run *run, struct roster_mark **mark,
			  struct error *err)
{
	*mark = NULL;
	if (!run->globals->out) {
		roster_report_columns(output_table(run->output));
		return 0;
	}
	/* Better now than when the work is done. */
	if (!list_file_knows(run->globals->out))
		return error_set(err, ERROR_USAGE,
				 _("%s: a list is written as .csv, .tsv, "
				   ".xlsx, .html or .pdf; choose one of these "
				   "endings"),
				 run->globals->out);
	*mark = roster_mark_new();
	return 0;
}

int cmd_roster_files_fill(struct command_run *run, struct roster_mark *mark,
			  const char *path, const struct roster_load *load,
			  struct error *err)
{
	if (!mark)
		return 0;
	/*
	 * With -o the office gets its own list back, every row of it, masked
	 * and with the findings in the last column: so it can be handed on and
	 * put right.
	 */
	return roster_mark_fill(mark, path, load, output_table(run->output),
				err);
}

void cmd_roster_files_row(struct command_run *run, const struct roster_row *row,
			  const char *change)
{
	const struct cmd_roster_files *files = run->options;
	struct json *item;

	if (output_wants_json(run->output)) {
		item = roster_report_item(row, run->globals->unmask);
		if (change)
			json_set_str(item, "change", change);
		output_item(run->output, item);
	}
	/* People want the faulty rows; machines get all. */
	if (!run->globals->out && !output_wants_json(run->output) &&
	    (row->findings.n || files->all))
		roster_report_row(output_table(run->output), row,
				  run->globals->unmask);
}

/* Exit status 1 for a single error: a script must not go on to the import. */
int cmd_roster_files_status(struct command_run *run,
			    const struct roster_load *load)
{
	struct buf text = BUF_INIT;
	size_t i;

	output_count(run->output, "total", load->students);
	output_count(run->output, "ok", load->ok);
	output_count(run->output, "warn", load->warn);
	output_count(run->output, "error", load->error);
	output_count(run->output, "skipped", load->skipped);
	output_field(run->output, "file", roster_report_file(load));
	for (i = 0; i < load->findings.n; i++) {
		buf_clear(&text);
		finding_text(&load->findings.list[i], i18n_lang(), &text);
		output_fact(run->output, "%s", buf_str(&text));
	}
	buf_release(&text);
	output_fact(
		run->output,
		P_("%ld student: %ld sound, %ld with warnings, %ld with errors",
		   "%ld students: %ld sound, %ld with warnings, %ld with "
		   "errors",
		   load->students),
		load->students, load->ok, load->warn, load->error);
	return exit_status_of(false,
			      load->error || findings_worst(&load->findings) ==
						     FINDING_ERROR);
}
