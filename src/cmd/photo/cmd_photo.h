/* SPDX-License-Identifier: MIT */
/*
 * What the photo commands share: options, the progress line, the contact
 * sheet, and the answer of those that work on files.  Main thread only.
 */
#ifndef CMD_PHOTO_CMD_PHOTO_H
#define CMD_PHOTO_CMD_PHOTO_H

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "photo/photo_files.h"
#include "photo/photo_sheet.h"

/* Options of a command whose struct begins with this as `struct … with`. */
struct cmd_photo_options {
	const char *profile, *background, *contact;
	bool keep_background;
	bool landmarks, iso; /* in the JSON of checks */
};

#define CMD_PHOTO_AT(type, field) offsetof(type, with.field)

#define CMD_PHOTO_PROFILE(type, sentence)                                      \
	{                                                                      \
		"profile", 'p', OPTION_TEXT, N_("NAME"), sentence,             \
			.offset = CMD_PHOTO_AT(type, profile)                  \
	}

#define CMD_PHOTO_BACKGROUND(type)                                             \
	{"background",                                                         \
	 0,                                                                    \
	 OPTION_TEXT,                                                          \
	 "NAME",                                                               \
	 N_("one of the profile's colours: blue, white, grey"),                \
	 .offset = CMD_PHOTO_AT(type, background)},                            \
	{                                                                      \
		"keep-background", 0, OPTION_FLAG, NULL,                       \
			N_("leave a wall that already passes as it is"),       \
			.offset = CMD_PHOTO_AT(type, keep_background)          \
	}

#define CMD_PHOTO_CONTACT(type)                                                \
	{                                                                      \
		"contact", 0, OPTION_FILE, N_("FILE"),                         \
			N_("an HTML page of the photos before and after"),     \
			.offset = CMD_PHOTO_AT(type, contact)                  \
	}

/* The profile of files, which no task says. */
#define CMD_PHOTO_DEFAULT "chsi-99"

/* A photo command at work; the ctx of its callbacks. */
struct cmd_photo {
	struct command_run *run;
	struct progress progress;
	struct photo_sheet sheet;
};

/* The progress begins; path NULL = no sheet. */
void cmd_photo_start(struct cmd_photo *p, struct command_run *run,
		     const char *sheet);
void cmd_photo_total(void *ctx, long total);

/* The progress ends, and it is said where the sheet is unless it failed. */
void cmd_photo_end(struct cmd_photo *p, int result);

/* -o when it names a page to look at rather than a list or a folder. */
const char *cmd_photo_page(const struct command_run *run);

/*
 * Run the job over the operands of the command, which sets its job, profile,
 * options, folder and replace; sheet NULL = none.  The exit status, or -1.
 */
int cmd_photo_files(struct command_run *run, struct photo_files *job,
		    const char *sheet, struct error *err);

#endif
