/* SPDX-License-Identifier: MIT */
/* What photo check, make and matte share when they work on files. */
#ifndef CMD_PHOTO_CMD_PHOTO_FILES_H
#define CMD_PHOTO_CMD_PHOTO_FILES_H

#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cmd/photo/cmd_photo_contact.h"
#include "photo/photo_batch.h"
#include "photo/photo_report.h"

struct cmd_photo_files {
	struct command_run *run;
	struct intake *intake;
	struct photo_engine *engine;
	struct profile profile;
	struct photo_report_options report;
	struct progress progress;
	struct photo_batch batch;
	struct cmd_photo_contact contact;
	long pass, warn, fail, errors;
};

/*
 * Open engine, profile and files; progress begins.  how (NULL for checks) is
 * borrowed.
 */
int cmd_photo_files_open(struct command_run *run, const char *profile,
			 const struct photo_make_options *how,
			 struct cmd_photo_files *files, struct error *err);
void cmd_photo_files_close(struct cmd_photo_files *files);

/*
 * Run the batch, with a contact sheet unless its path is NULL; counts go to
 * the output; the exit status (0, 1, 6).
 */
int cmd_photo_files_run(struct cmd_photo_files *files, const char *contact,
			struct error *err);

/* Columns 文件 结果 … 问题 and a row of them. */
void cmd_photo_files_columns(struct table *table);
void cmd_photo_files_row(struct table *table, const char *file,
			 const char *verdict, const struct findings *findings,
			 const char *more);

#endif
