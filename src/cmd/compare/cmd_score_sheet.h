/* SPDX-License-Identifier: MIT */
/*
 * How scores and outcomes are shown, whoever gave them: one item a student in
 * JSON, a row for whom it did not pass, the counts, the exit status.
 */
#ifndef CMD_COMPARE_CMD_SCORE_SHEET_H
#define CMD_COMPARE_CMD_SCORE_SHEET_H

#include "cli/command.h"
#include "compare/compare_score.h"

/* need: a list for those who check identities, with the documents. */
void cmd_score_sheet_open(struct command_run *run, bool need);
/* ctx: the struct command_run. */
int cmd_score_sheet_show(void *ctx, const struct compare_score_result *result,
			 struct error *err);
int cmd_score_sheet_close(struct command_run *run,
			  const struct compare_score_counts *counts,
			  struct error *err);

#endif
