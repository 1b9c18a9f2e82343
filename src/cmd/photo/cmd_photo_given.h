/* SPDX-License-Identifier: MIT */
/*
 * What photo import and photo match share: pictures and the students they
 * were given to.  Main thread only.
 */
#ifndef CMD_PHOTO_CMD_PHOTO_GIVEN_H
#define CMD_PHOTO_CMD_PHOTO_GIVEN_H

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "photo/photo_import.h"

/* The row of an option, for a struct with `const char *kind`. */
#define CMD_PHOTO_KIND(type)                                                   \
	{                                                                      \
		"kind", 'k', OPTION_CHOICE, N_("KIND"),                        \
			N_("submission (default), enrollment, prior or "       \
			   "population"),                                      \
			.choices = photo_kind_names,                           \
			.offset = offsetof(type, kind)                         \
	}

struct cmd_photo_given {
	struct command_run *run;
	struct progress progress;
};

/* What the workflow is told; kind NULL = submission.  Columns are set up. */
struct photo_import cmd_photo_given_start(struct cmd_photo_given *given,
					  struct command_run *run,
					  const struct session *session,
					  const char *kind);

/* The counts into the output, the list where -o says; the exit status. */
int cmd_photo_given_finish(struct command_run *run,
			   const struct photo_import_counts *c,
			   struct error *err);

#endif
