/* SPDX-License-Identifier: MIT */
/*
 * A table as lines of text.  Nothing of a cell is ever left out: in a pipe a
 * cell is as long as it is, on a terminal long cells go on in their own column
 * on the next line, and a table that has too many columns for that is told as
 * blocks of "title  text", one a row.
 */
#ifndef CLI_TABLE_PRINT_H
#define CLI_TABLE_PRINT_H

#include <stdio.h>

#include "base/table.h"

/* screen: the terminal's columns; 0 = no terminal (a pipe, a file). */
void table_print(const struct table *t, int screen, FILE *out);

/* The columns of the terminal that file is; 0 = it is none. */
int table_print_screen(FILE *file);

#endif
