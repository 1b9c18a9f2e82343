/* SPDX-License-Identifier: MIT */
/* The list of all commands, in the order of help. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cli/command.h"

extern const struct command *const commands[];

#endif
