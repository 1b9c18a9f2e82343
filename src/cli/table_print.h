/* SPDX-License-Identifier: MIT */
/*
 * A table as lines of text.  Cells are never cut off: into a pipe they are
 * written in full length; on a terminal a long cell is continued on the next
 * line in its own column.  A table with too many columns for the terminal is
 * printed as blocks of "title  text" lines, one block a row.
 */
#ifndef CLI_TABLE_PRINT_H
#define CLI_TABLE_PRINT_H

#include <stdio.h>

#include "base/table.h"

/* screen: the terminal's columns; 0 = no terminal (a pipe, a file). */
void table_print(const struct table *t, int screen, FILE *out);

/* The terminal's width in columns; 0 when file is not a terminal. */
int table_print_screen(FILE *file);

#endif
