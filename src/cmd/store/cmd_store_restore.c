/* SPDX-License-Identifier: MIT */
/*
 * qctool store restore: a backup in the place of a damaged database.
 *
 * It opens no store, for there may be none that can be opened; the log of the
 * backup goes on with a row that says what was done.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cmd/cmd_list.h"
#include "store/store.h"

static int run_store_restore(struct command_run *run, struct error *err);

const struct command cmd_store_restore = {
	.noun = "store",
	.verb = "restore",
	.summary = N_("put a backup in the place of a damaged database"),
	.operands = "BACKUP",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_store_restore,
};

static char *find_folder(const struct command_run *run)
{
	const char *chosen = run->globals->store;

	if (!chosen)
		chosen = getenv("QCTOOL_STORE");
	return chosen && *chosen ? mem_xstrdup(chosen) : store_find();
}

static int run_store_restore(struct command_run *run, struct error *err)
{
	struct store_restore how = {
		.backup = run->operands[0],
		.who = run->who,
		.now = run->now,
		.lock_wait = run->globals->lock_wait,
		.dry_run = run->globals->dry_run,
	};
	char *folder = find_folder(run);
	int result;

	if (!folder)
		return error_set(err, ERROR_USAGE,
				 _("no store here; name its folder with -C"));
	result = store_restore(folder, &how, err);
	if (result == 0 && how.dry_run)
		output_note(run->output,
			    _("%s is sound; it would take the place of the "
			      "database of %s"),
			    how.backup, folder);
	else if (result == 0)
		output_note(run->output,
			    _("restored from %s; what was there is kept in "
			      "%s/backups. Next: qctool store check tells "
			      "which pictures are missing"),
			    how.backup, folder);
	free(folder);
	return result;
}
