/* SPDX-License-Identifier: MIT */
/*
 * qctool code scan: read collection codes of files.
 *
 * Works without a store: what an office asks of a folder of screenshots before
 * it imports them.  A provider, a program of the user's that decrypts, is asked
 * once about all opaque codes; when it fails everything that was read is shown
 * all the same, and the exit status says that the rest is missing.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/code/cmd_code.h"
#include "code/code_scan.h"

struct scan_options {
	long budget;
	const char *provider;
};

static const struct option options[] = {
	CMD_CODE_BUDGET(struct scan_options),
	{"provider", 0, OPTION_TEXT, N_("PROGRAM"),
	 N_("program that decrypts opaque codes; its words parted by blanks"),
	 .offset = offsetof(struct scan_options, provider)},
	OPTION_END};

static int run_code_scan(struct command_run *run, struct error *err);

const struct command cmd_code_scan = {
	.noun = "code",
	.verb = "scan",
	.summary = N_("read collection codes from pictures"),
	.operands = N_("PATH…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct scan_options),
	.example = "code scan examples/codes",
	.run = run_code_scan,
};

/* Said even when quiet: some codes are not what they could be. */
static void scan_complain(const struct error *why)
{
	struct buf safe = BUF_INIT;

	text_safe(&safe, why->text);
	fprintf(stderr, "qctool: %s\n", buf_str(&safe));
	buf_release(&safe);
}

static int run_code_scan(struct command_run *run, struct error *err)
{
	const struct scan_options *o = run->options;
	struct error provider = ERROR_INIT;
	struct cmd_code codes;
	struct code_scan scan = {
		.budget_ms = (int)o->budget,
		.provider = o->provider,
		.jobs = (int)run->globals->jobs,
		.show = cmd_code_show,
		.ctx = &codes,
	};
	int result, status;

	if (cmd_context_hide(run, err) < 0 ||
	    cmd_code_open(&codes, run, err) < 0)
		return -1;
	result = code_scan(&scan, codes.intake, &provider, err);
	if (result == 0)
		result = intake_need_some(codes.intake, err);
	cmd_code_close(&codes);
	if (result < 0)
		return -1;
	/*
	 * The counts are of the reading, which is done whatever the provider
	 * says.
	 */
	status = cmd_code_finish(&codes);
	if (provider.kind != ERROR_NONE) {
		scan_complain(&provider);
		status = EXIT_STATUS_PROVIDER;
	}
	return cmd_context_list(run, _("codes"), status, err);
}
