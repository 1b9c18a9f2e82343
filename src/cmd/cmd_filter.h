/* SPDX-License-Identifier: MIT */
/* Which students a command is about: the filter options and the operands. */
#ifndef CMD_CMD_FILTER_H
#define CMD_CMD_FILTER_H

#include "cmd/cmd_context.h"

/*
 * Operands (numbers of students) and the filter options into ctx->filter,
 * which borrows from the run and from ctx.  A college, class, level, number,
 * state or finding that there is not is ERROR_USAGE with what is near, before
 * anything is done; a file of --ids that cannot be read is an error too.
 */
int cmd_filter_read(const struct command_run *run, struct cmd_context *ctx,
		    struct error *err);

#endif
