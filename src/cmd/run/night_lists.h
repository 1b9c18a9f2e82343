/* SPDX-License-Identifier: MIT */
/* The lists a night leaves for the morning.  Main thread only. */
#ifndef CMD_RUN_NIGHT_LISTS_H
#define CMD_RUN_NIGHT_LISTS_H

#include "cmd/cmd_context.h"

/* DIR/missing.xlsx and DIR/overdue.xlsx, names masked without --unmask. */
int night_lists(const struct command_run *run, const struct cmd_context *ctx,
		const char *folder, struct error *err);

#endif
