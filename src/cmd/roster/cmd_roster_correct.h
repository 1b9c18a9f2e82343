/* SPDX-License-Identifier: MIT */
/* qctool roster set --list: a list of corrections into the roster. */
#ifndef CMD_ROSTER_CMD_ROSTER_CORRECT_H
#define CMD_ROSTER_CMD_ROSTER_CORRECT_H

#include "cli/command.h"

int cmd_roster_correct(struct command_run *run, const char *path,
		       const struct option_list *map, struct error *err);

#endif
