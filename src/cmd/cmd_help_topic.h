/* SPDX-License-Identifier: MIT */
/*
 * Help on topics: what the words of options and findings mean.  Each topic is
 * printed from the program's own tables, so it always agrees with the program.
 */
#ifndef CMD_CMD_HELP_TOPIC_H
#define CMD_CMD_HELP_TOPIC_H

#include "cli/command.h"

/* Whether word is a topic: policies, states, reasons, findings, profiles. */
bool cmd_help_topic_is(const char *word);

/* The topics, "policies|states|…", for usage and completions. */
const char *cmd_help_topic_names(void);

/* Fill the run's table and JSON; only is one code of findings, or NULL. */
int cmd_help_topic_show(struct command_run *run, const char *topic,
			const char *only, struct error *err);

#endif
