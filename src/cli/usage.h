/* SPDX-License-Identifier: MIT */
/* Help from the command table. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "base/buf.h"
#include "cli/command.h"

/* "qctool photo check [OPTIONS] PATH…" */
void usage_synopsis(const struct command *command, struct buf *out);

/* One option row: "-j, --jobs N" */
void usage_option_name(const struct option *option, struct buf *out);

void usage_command(const struct command *command, struct buf *out);

/* The usual order of the work, shown when qctool is run without arguments. */
void usage_day(struct buf *out);

/* All commands; with a noun only its verbs. */
void usage_list(command_table table, const char *noun, struct buf *out);

#endif
