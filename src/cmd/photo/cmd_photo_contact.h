/* SPDX-License-Identifier: MIT */
/*
 * The contact sheet of photo check, make and matte: each photo before and
 * after with its lines drawn in.  Nothing happens when no path was given, so
 * callers need not ask.  Main thread only.
 */
#ifndef CMD_PHOTO_CMD_PHOTO_CONTACT_H
#define CMD_PHOTO_CMD_PHOTO_CONTACT_H

#include <stdbool.h>

#include "cli/command.h"
#include "photo/photo_batch.h"
#include "page/contact_sheet.h"
#include "rules/student.h"

/* Rows of the picture before; batches make it in their workers. */
enum { CMD_PHOTO_CONTACT_ROWS = 480 };

struct cmd_photo_contact {
	const struct command_run *run;
	const char *path; /* NULL = no sheet */
	struct contact_sheet *sheet;
	long count;
};

/* Whether -o names a contact sheet rather than a list. */
bool cmd_photo_contact_wanted(const struct command_run *run);

int cmd_photo_contact_open(struct cmd_photo_contact *c,
			   const struct command_run *run, const char *path,
			   struct error *err);

/* student NULL: the file's own name; else the student, masked as the run. */
int cmd_photo_contact_add(struct cmd_photo_contact *c,
			  const struct photo_batch_item *item,
			  const struct student *student, struct error *err);

/*
 * Put the sheet in its place, or drop it when status is -1; the status, or
 * -1 with err.
 */
int cmd_photo_contact_close(struct cmd_photo_contact *c, int status,
			    struct error *err);

#endif
