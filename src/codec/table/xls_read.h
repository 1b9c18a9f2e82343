/* SPDX-License-Identifier: MIT */
/*
 * Old workbooks (.xls) that biff_read refuses, by way of Gnumeric's ssconvert or
 * LibreOffice, whichever is installed: a copy as .xlsx in a private folder that
 * is removed again.  Not the first way: of 123 public files ssconvert 1.12.55
 * gave 18 with other cells than they hold (Chinese date formats, hidden sheets
 * and cached results of formulas are lost), biff_read 6.
 */
#ifndef CODEC_TABLE_XLS_READ_H
#define CODEC_TABLE_XLS_READ_H

#include "base/error.h"

/*
 * The path of the converted copy, for the caller to read and then give to
 * xls_read_discard(); NULL with err: no such program on the PATH, none of them
 * can, or one took more than 60 seconds.
 */
char *xls_read_convert(const char *path, struct error *err);

/* Which of the programs is on the PATH; NULL = none. */
const char *xls_read_program(void);

/* Remove the copy and its folder; NULL allowed. */
void xls_read_discard(char *take_path);

#endif
