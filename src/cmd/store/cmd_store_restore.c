/* SPDX-License-Identifier: MIT */
/*
 * qctool store restore: a backup in the place of a damaged database.
 *
 * It opens no store, for there may be none that can be opened; the log of the
 * backup goes on with a row that says what was done.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/output.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "report/store_copy.h"
#include "store/store.h"

static int run_store_restore(struct command_run *run, struct error *err);

const struct command cmd_store_restore = {
	.noun = "store",
	.verb = "restore",
	.summary = N_("put a backup in the place of a damaged database"),
	.operands = N_("BACKUP"),
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

static void picture_failed(void *ctx, const char *path, const struct error *why)
{
	cmd_failed(ctx, path, why);
}

/*
 * Pictures that are gone or not what their names say come out of the backup
 * where it has them beside its database.
 */
static int bring_pictures(struct command_run *run, const char *backup,
			  const char *folder, struct error *err)
{
	char *from = path_folder(backup);
	struct store_copy job = {
		.from = from,
		.to = folder,
		.prove = true,
		.failed = picture_failed,
		.ctx = run,
	};
	int result = store_open(folder, STORE_READ, 0, &job.names, err);

	if (result == 0)
		result = store_copy_files(&job, err);
	store_close(job.names);
	free(from);
	if (result < 0)
		return -1;
	output_count(run->output, "files", job.files);
	output_count(run->output, "copied", job.copied);
	output_count(run->output, "bad", job.bad);
	if (!job.bad)
		return EXIT_STATUS_DONE;
	output_note(run->output,
		    P_("%ld picture is missing here and in the backup",
		       "%ld pictures are missing here and in the backup",
		       job.bad),
		    job.bad);
	return EXIT_STATUS_STORE;
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
	char *folder = find_folder(run), *inner = NULL;
	int result;

	if (!folder)
		return error_set(err, ERROR_USAGE,
				 _("no store here; name its folder with -C"));
	if (file_is_dir(how.backup))
		how.backup = inner = path_join(how.backup, "qctool.db");
	result = store_restore(folder, &how, err);
	if (result == 0 && how.dry_run)
		output_note(run->output,
			    _("%s is sound; it would take the place of the "
			      "database of %s"),
			    how.backup, folder);
	else if (result == 0)
		output_note(run->output,
			    _("restored from %s; what was there is kept in "
			      "%s/backups"),
			    how.backup, folder);
	if (result == 0 && !how.dry_run)
		result = bring_pictures(run, how.backup, folder, err);
	free(inner);
	free(folder);
	return result;
}
