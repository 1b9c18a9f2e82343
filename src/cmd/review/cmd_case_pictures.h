/* SPDX-License-Identifier: MIT */
/*
 * Cases with their pictures: a contact sheet for -o FILE.html (the photo as it
 * came, the made one, and for each comparison the two photos, the one face
 * turned onto the other and where they agree), thumbnails for a workbook or
 * PDF.  Cases are gathered first, pictures drawn by threads.  Main thread.
 */
#ifndef CMD_REVIEW_CMD_CASE_PICTURES_H
#define CMD_REVIEW_CMD_CASE_PICTURES_H

#include "cli/command.h"
#include "review/case_view.h"

struct cmd_case_pictures;

/* NULL when -o asks for no file that shows pictures. */
struct cmd_case_pictures *cmd_case_pictures_new(const struct command_run *run,
						struct store *store);

/* The case of the table's last row.  Nothing for NULL. */
void cmd_case_pictures_add(struct cmd_case_pictures *p,
			   const struct case_view *view);

/*
 * Draw all: the sheet is written here, thumbnails go into the table.  A
 * picture that cannot be read is left out; its case says so.
 */
int cmd_case_pictures_draw(struct cmd_case_pictures *p, const char *title,
			   struct error *err);
bool cmd_case_pictures_is_sheet(const struct cmd_case_pictures *p);
void cmd_case_pictures_free(struct cmd_case_pictures *take_pictures);

#endif
