/* SPDX-License-Identifier: MIT */
/*
 * What code scan and code import share: the rows, the counts and the answer.
 * Main thread only.
 */
#ifndef CMD_CODE_CMD_CODE_H
#define CMD_CODE_CMD_CODE_H

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "code/code_batch.h"

/* The row of an option, for a struct with `long budget`. */
#define CMD_CODE_BUDGET(type)                                                  \
	{                                                                      \
		"budget", 0, OPTION_NUMBER, N_("MS"),                          \
			N_("work an image may cost, nominal milliseconds "     \
			   "(default 800)"),                                   \
			.min = 10, .max = 60000,                               \
			.offset = offsetof(type, budget)                       \
	}

struct cmd_code {
	struct command_run *run;
	struct progress progress;
	struct intake *intake;
	long ok, none, failed, codes;
};

/* Open the command's operands; the progress begins. */
int cmd_code_open(struct cmd_code *s, struct command_run *run,
		  struct error *err);
void cmd_code_close(struct cmd_code *s);

/* One item's row, JSON and counts; ctx is the struct. */
int cmd_code_show(void *ctx, const struct code_batch_item *item,
		  const char *status, struct error *err);

/* The counts into the output; the exit status. */
int cmd_code_finish(const struct cmd_code *s);

#endif
