/* SPDX-License-Identifier: MIT */
/* Which students a command is about: the filter options and the operands. */
#ifndef CMD_CMD_FILTER_H
#define CMD_CMD_FILTER_H

#include "cmd/cmd_context.h"

/*
 * Set ctx->filter from the operands (numbers of students) and the filter
 * options; it borrows from the run and from ctx.  A college, class, level,
 * number, state or finding that does not exist is ERROR_USAGE, with the nearest
 * known one; a file of --ids that cannot be read is an error, too.
 */
int cmd_filter_read(const struct command_run *run, struct cmd_context *ctx,
		    struct error *err);

#endif
