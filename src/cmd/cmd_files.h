/* SPDX-License-Identifier: MIT */
/*
 * What is told of files that a command was given, beside their rows: those that
 * were no pictures, and the bytes of a path that is no UTF-8.  Where a store's
 * students are masked, bytes are kept back and names hidden.  Main thread only.
 */
#ifndef CMD_CMD_FILES_H
#define CMD_CMD_FILES_H

#include "base/json.h"
#include "cli/command.h"

struct intake_item; /* of a batch: code/code_batch.h, photo/photo_batch.h */

/* Once on stderr, when any was left out. */
void cmd_files_left_out(const struct command_run *run, long count,
			const char *names);

/* "file_bytes" (base64) of an item whose path "file" cannot tell. */
void cmd_files_bytes(const struct command_run *run,
		     const struct intake_item *file, struct json *item);

#endif
