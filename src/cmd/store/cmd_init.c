/* SPDX-License-Identifier: MIT */
/*
 * qctool init: make a store.
 *
 * Where: the operand, else -C, else $QCTOOL_STORE, else here.  A folder that
 * has a store already is refused.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cmd/cmd_list.h"
#include "store/store.h"

static int run_init(struct command_run *run, struct error *err);

const struct command cmd_init = {
	.noun = "init",
	.summary = N_("make a store here or in DIR"),
	.operands = N_("[DIR]"),
	.max_operands = 1,
	.run = run_init,
};

static int run_init(struct command_run *run, struct error *err)
{
	const char *folder = run->globals->store;

	if (run->operand_count)
		folder = run->operands[0];
	if (!folder)
		folder = getenv("QCTOOL_STORE");
	if (!folder)
		folder = ".";
	if (run->globals->dry_run) {
		output_note(run->output, _("would make a store in %s"), folder);
		return 0;
	}
	if (store_create(folder, run->now, err) < 0)
		return -1;
	output_note(run->output,
		    _("store made in %s; next: qctool task create"), folder);
	return 0;
}
