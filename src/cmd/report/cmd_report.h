/* SPDX-License-Identifier: MIT */
/* What several reports say alike. */
#ifndef CMD_REPORT_CMD_REPORT_H
#define CMD_REPORT_CMD_REPORT_H

#include "cli/command.h"

/* Working days were counted in a year without holidays; nothing for 0. */
void cmd_report_note_year(struct command_run *run, int year);

#endif
