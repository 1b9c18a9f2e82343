/* SPDX-License-Identifier: MIT */
/*
 * An item of a batch that failed by error or was refused is named on stderr,
 * also with -q.  A command without a store shows names as the user gave them;
 * one with a store hides the roster's people.  Main thread only.
 */
#ifndef CMD_CMD_FAILED_H
#define CMD_CMD_FAILED_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/command.h"
#include "rules/finding.h"

/* Nothing for an error of kind NONE; name NULL: the text alone. */
void cmd_failed(const struct command_run *run, const char *name,
		const struct error *why);

/*
 * The same for an item that state or policy refused, with its findings: the
 * exit status (4 or 6) alone does not say which item it was, nor why.
 */
void cmd_failed_refused(const struct command_run *run, const char *name,
			const struct findings *why);

/* Whether names are shown as they are: no store, or --unmask. */
bool cmd_failed_is_clear(const struct command_run *run);

/*
 * A page lacks a picture: the student is named on stderr.  status is what the
 * command ends with instead: 8 where the store lacks it or has other bytes, 6
 * where it could not be read, 0 = none is lacking.
 */
struct cmd_failed_pages {
	const struct command_run *run;
	int status;
};
void cmd_failed_picture(void *pages, const char *number,
			const struct error *why);

#endif
