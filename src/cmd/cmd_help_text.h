/* SPDX-License-Identifier: MIT */
/* Help that explains: what a task and a case are, what cron does, what to do
 * after a failure.  English here, Chinese in the catalogue. */
#ifndef CMD_CMD_HELP_TEXT_H
#define CMD_CMD_HELP_TEXT_H

/* The text of a topic in the language of the process; NULL = no such one. */
const char *cmd_help_text(const char *topic);

/* The names of the topics, "task, case, …". */
const char *cmd_help_text_names(void);

#endif
