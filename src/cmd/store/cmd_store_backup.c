/* SPDX-License-Identifier: MIT */
/*
 * qctool store backup: a copy of the store while it is in use.
 *
 * Into FILE the database alone, into a folder the pictures too: those the last
 * backup has are not copied again.  The copy is proven before it counts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "report/store_copy.h"

static int run_store_backup(struct command_run *run, struct error *err);

const struct command cmd_store_backup = {
	.noun = "store",
	.verb = "backup",
	.summary = N_("copy the store while it is in use: the database into "
		      "FILE, with the pictures into DIR/"),
	.operands = N_("FILE|DIR/"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_STORE,
	.run = run_store_backup,
};

static void picture_failed(void *ctx, const char *path, const struct error *why)
{
	cmd_failed(ctx, path, why);
}

/* The database of one moment, and proof that it can be read again. */
static int copy_database(struct store *store, const char *path,
			 struct store **copy, struct error *err)
{
	if (store_backup(store, path, err) < 0 ||
	    store_open_copy(path, copy, err) < 0)
		return -1;
	return store_check(*copy, err);
}

/* Of the pictures those that the copied database names, none that came later.
 */
static int copy_pictures(struct command_run *run, struct store *store,
			 struct store *copy, struct error *err)
{
	struct store_copy job = {
		.names = copy,
		.from = store_folder(store),
		.to = run->operands[0],
		.failed = picture_failed,
		.ctx = run,
	};

	if (store_copy_files(&job, err) < 0)
		return -1;
	output_count(run->output, "files", job.files);
	output_count(run->output, "copied", job.copied);
	output_count(run->output, "bad", job.bad);
	output_note(run->output,
		    _("backup in %s: the database, %ld pictures (%ld copied "
		      "now)"),
		    run->operands[0], job.files, job.copied);
	if (!job.bad)
		return EXIT_STATUS_DONE;
	output_note(run->output,
		    P_("%ld picture of the store is missing or was changed; an "
		       "older backup may have it",
		       "%ld pictures of the store are missing or were changed; "
		       "an older backup may have them",
		       job.bad),
		    job.bad);
	return EXIT_STATUS_STORE;
}

static int backup_folder(struct command_run *run, struct store *store,
			 const char *path, struct error *err)
{
	struct store *copy = NULL;
	int result = file_mkdirs(run->operands[0], 0700, err);

	if (result == 0)
		result = copy_database(store, path, &copy, err);
	if (result == 0)
		result = copy_pictures(run, store, copy, err);
	store_close(copy);
	return result;
}

static int backup_file(struct command_run *run, struct store *store,
		       struct error *err)
{
	struct store *copy = NULL;
	int result = copy_database(store, run->operands[0], &copy, err);

	store_close(copy);
	if (result == 0)
		output_note(run->output,
			    _("database copied to %s (pictures are in "
			      "originals/ and made/, copy them too)"),
			    run->operands[0]);
	return result;
}

static int run_store_backup(struct command_run *run, struct error *err)
{
	const char *to = run->operands[0];
	size_t n = strlen(to);
	bool is_folder = file_is_dir(to) || (n && to[n - 1] == '/');
	char *path = is_folder ? path_join(to, "qctool.db") : mem_xstrdup(to);
	struct cmd_context ctx;
	int result = cmd_context_open(run, &ctx, err);

	if (result < 0) {
		free(path);
		return -1;
	}
	result = store_backup_check(ctx.store, path, err);
	if (result == 0 && run->globals->dry_run)
		output_note(run->output, _("would copy the store to %s"), to);
	else if (result == 0 && is_folder)
		result = backup_folder(run, ctx.store, path, err);
	else if (result == 0)
		result = backup_file(run, ctx.store, err);
	cmd_context_close(&ctx);
	free(path);
	return result;
}
