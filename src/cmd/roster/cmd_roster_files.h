/* SPDX-License-Identifier: MIT */
/* Options and rows that roster check, import, dump and diff share. */
#ifndef CMD_ROSTER_CMD_ROSTER_FILES_H
#define CMD_ROSTER_CMD_ROSTER_FILES_H

#include "cli/command.h"
#include "roster/roster_load.h"
#include "roster/roster_mark.h"
#include "store/student_store.h"

struct cmd_roster_files {
	struct option_list map;
	const char *sheet, *charset, *separator;
	bool lenient, all;
};

#define CMD_ROSTER_AT(type, field) offsetof(type, files.field)

/* Rows for a command's options; its struct has `struct cmd_roster_files files`.
 */
#define CMD_ROSTER_OPTIONS(type)                                               \
	{"map",                                                                \
	 0,                                                                    \
	 OPTION_LIST,                                                          \
	 N_("FIELD=COLUMN"),                                                   \
	 N_("which column is which field; may be repeated"),                   \
	 .offset = CMD_ROSTER_AT(type, map)},                                  \
		{"sheet",                                                      \
		 0,                                                            \
		 OPTION_TEXT,                                                  \
		 "NAME",                                                       \
		 N_("the sheet, by name or number"),                           \
		 .offset = CMD_ROSTER_AT(type, sheet)},                        \
		{"charset",                                                    \
		 0,                                                            \
		 OPTION_TEXT,                                                  \
		 "NAME",                                                       \
		 N_("of a CSV or DBF file; found out by itself otherwise"),    \
		 .offset = CMD_ROSTER_AT(type, charset)},                      \
		{"separator",                                                  \
		 0,                                                            \
		 OPTION_TEXT,                                                  \
		 "CHAR",                                                       \
		 N_("of a CSV file; found out by itself otherwise"),           \
		 .offset = CMD_ROSTER_AT(type, separator)},                    \
		{"lenient",                                                    \
		 0,                                                            \
		 OPTION_FLAG,                                                  \
		 NULL,                                                         \
		 N_("read past faulty quotes in a CSV file and say where"),    \
		 .offset = CMD_ROSTER_AT(type, lenient)},                      \
	{                                                                      \
		"all", 'a', OPTION_FLAG, NULL,                                 \
			N_("rows without findings too"),                       \
			.offset = CMD_ROSTER_AT(type, all)                     \
	}

/* Fill load from the options; load borrows from them. */
void cmd_roster_files_load(const struct command_run *run,
			   const struct cmd_roster_files *files,
			   struct roster_load *load);

/*
 * With -o the list is the user's own sheet, marked: what to take the rows
 * with, and filling the list from it.  Without -o, *mark is NULL and the
 * columns of a plain table are set up.
 */
int cmd_roster_files_mark(struct command_run *run, struct roster_mark **mark,
			  struct error *err);
int cmd_roster_files_fill(struct command_run *run, struct roster_mark *mark,
			  const char *path, const struct roster_load *load,
			  struct error *err);

/* One row's item and, without -o, cells. */
void cmd_roster_files_row(struct command_run *run, const struct roster_row *row,
			  const char *change);

/* Counts, the line for people and the exit status (0 or 1). */
int cmd_roster_files_status(struct command_run *run,
			    const struct roster_load *load);

#endif
