/* SPDX-License-Identifier: MIT */
/*
 * What `package build` does while it runs: the photos are brought into the
 * recipient's form with a progress line, each case is shown.  Main thread only.
 */
#ifndef CMD_PACKAGE_CMD_PACKAGE_WORK_H
#define CMD_PACKAGE_CMD_PACKAGE_WORK_H

#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "package/package_run.h"

/* The ctx of both, callbacks of struct package_run. */
struct cmd_package_work {
	struct command_run *run;
	struct cmd_context *ctx;
	const struct package_profile *profile;
	struct progress progress;
	long damaged; /* photos that are gone or not what their names say */
};

int cmd_package_work_deliver(void *ctx, struct delivery *list, size_t n,
			     struct error *err);

/* A row and an item; who is left out is named on stderr as well. */
int cmd_package_work_show(void *ctx, const struct package_shown *shown,
			  struct error *err);

/* So many decimals that MB with them are not 0.0. */
int cmd_package_work_decimals(long long bytes);

#endif
