/* SPDX-License-Identifier: MIT */
/* photo check and photo make without files: the submissions of the task. */
#ifndef CMD_PHOTO_CMD_PHOTO_STORE_H
#define CMD_PHOTO_CMD_PHOTO_STORE_H

#include "cli/command.h"
#include "photo/photo_batch.h"

struct cmd_photo_store {
	enum photo_batch_job job; /* CHECK_SOURCE or MAKE */
	const char *profile;	  /* NULL = the task's */
	const char *sheet;	  /* path of a contact sheet, NULL = none */
	const struct photo_make_options *options;
	bool iso;   /* with the measures of ISO/IEC 29794-5 */
	bool again; /* what was done before too */
};

/* The exit status, or -1 with err.  The log gets a line with the counts. */
int cmd_photo_store_run(struct command_run *run,
			const struct cmd_photo_store *how, struct error *err);

#endif
