/* SPDX-License-Identifier: MIT */
/* photo check and photo make without files: the submissions of the task. */
#ifndef CMD_CMD_PHOTO_STORE_H
#define CMD_CMD_PHOTO_STORE_H

#include "cli/command.h"
#include "photo/photo_batch.h"

/* The exit status, or -1 with err. */
int cmd_photo_store_run(struct command_run *run, enum photo_batch_job job,
			const char *profile, struct error *err);

#endif
