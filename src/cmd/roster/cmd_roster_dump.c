/* SPDX-License-Identifier: MIT */
/*
 * qctool roster dump: what was read of a table file, cell by cell.
 *
 * For when a roster is not read as expected: which sheet, which charset, which
 * cells.  Plain text on stdout for other programs, without the envelope.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_list.h"
#include "cli/output.h"
#include "roster/roster_dump.h"

static const char *const formats[] = {"tsv", NULL};

struct dump_options {
	const char *sheet, *format, *charset, *separator;
	bool sheets, lenient;
};

#define AT(field) offsetof(struct dump_options, field)

static const struct option options[] = {
	{"sheet", 0, OPTION_TEXT, N_("N|NAME"),
	 N_("the sheet, by number from 1 or by name (default: the first)"),
	 .offset = AT(sheet)},
	{"sheets", 0, OPTION_FLAG, NULL,
	 N_("list the sheets with their state instead"), .offset = AT(sheets)},
	{"format", 0, OPTION_CHOICE, N_("tsv"), N_("the form of the output"),
	 .choices = formats, .offset = AT(format)},
	{"charset", 0, OPTION_TEXT, N_("NAME"), N_("of a CSV or DBF file"),
	 .offset = AT(charset)},
	{"separator", 0, OPTION_TEXT, N_("CHAR"), N_("of a CSV file"),
	 .offset = AT(separator)},
	{"lenient", 0, OPTION_FLAG, NULL,
	 N_("read past faulty quotes in a CSV file"), .offset = AT(lenient)},
	OPTION_END};

static int run_roster_dump(struct command_run *run, struct error *err);

const struct command cmd_roster_dump = {
	.noun = "roster",
	.verb = "dump",
	.summary = N_("what was read of a table file, cell by cell"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct dump_options),
	.example = "roster dump examples/roster.xlsx",
	.run = run_roster_dump,
};

/* To stdout as it is read: a reader that has seen enough, as head, ends it. */
static int dump_print(void *ctx, const char *text, size_t n, struct error *err)
{
	(void)ctx;
	if (fwrite(text, 1, n, stdout) == n)
		return 0;
	return output_broken(err);
}

/* What a look at the cells alone would not show. */
static void dump_tell(const struct command_run *run, const struct sheet *sheet)
{
	const struct sheet_problem *list;
	size_t n, i, order = 0, memo = 0, odd = 0;

	list = sheet_problems(sheet, &n);
	for (i = 0; i < n; i++) {
		order += strcmp(list[i].what, "row-order") == 0;
		memo += strcmp(list[i].what, "no-memo-file") == 0;
		odd += strcmp(list[i].what, "memo") == 0;
	}
	if (order)
		output_note(run->output,
			    P_("%zu row whose number repeats or steps back was "
			       "read in the order it comes",
			       "%zu rows whose number repeats or steps back "
			       "were read in the order they come",
			       order),
			    order);
	if (memo)
		output_note(run->output,
			    _("memo fields were not read: their .dbt or .fpt "
			      "is not beside the table"));
	if (odd)
		output_note(run->output,
			    _("memo fields that hold a picture, or more than "
			      "32,767 bytes, were left empty"));
}

static int dump_sheet(const struct command_run *run, struct sheet *sheet,
		      const struct dump_options *o, struct error *err)
{
	struct buf list = BUF_INIT;
	size_t index;

	if (o->sheets) {
		roster_dump_sheets(sheet, &list);
		fputs(buf_str(&list), stdout);
		buf_release(&list);
		return 0;
	}
	if (roster_dump_find(sheet, o->sheet, &index, err) < 0)
		return -1;
	if (roster_dump_rows(sheet, index, dump_print, NULL, err) < 0)
		return -1;
	dump_tell(run, sheet);
	return 0;
}

static int run_roster_dump(struct command_run *run, struct error *err)
{
	const struct dump_options *o = run->options;
	struct sheet_options how = {
		.charset = o->charset,
		.separator = o->separator ? o->separator[0] : 0,
		.lenient = o->lenient,
	};
	struct sheet *sheet = sheet_open(run->operands[0], &how, err);
	int result = -1;

	if (sheet) {
		result = dump_sheet(run, sheet, o, err);
		if (result < 0)
			error_context(err, "%s", run->operands[0]);
	}
	sheet_close(sheet);
	return result;
}
