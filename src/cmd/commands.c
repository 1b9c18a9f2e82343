/* SPDX-License-Identifier: MIT */
#include "cmd/commands.h"

#include <stddef.h>

#include "cmd/cmd_list.h"

#define ADDRESS(name) &cmd_##name,

const struct command *const commands[] = {CMD_LIST(ADDRESS) NULL};
