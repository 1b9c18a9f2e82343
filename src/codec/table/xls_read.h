/* SPDX-License-Identifier: MIT */
/*
 * Reading old workbooks (.xls) that biff_read refuses: Gnumeric's ssconvert or
 * LibreOffice, whichever is installed, converts them to .xlsx in a private
 * folder that is removed afterwards.  biff_read is tried first because it is
 * more exact: of 123 public files, 18 had wrong cells after ssconvert 1.12.55
 * (it loses Chinese date formats, hidden sheets and cached results of formulas)
 * and 6 after biff_read.
 */
#ifndef CODEC_TABLE_XLS_READ_H
#define CODEC_TABLE_XLS_READ_H

#include "base/error.h"

/*
 * The path of the converted copy; the caller reads it and then calls
 * xls_read_discard().  NULL with err when neither program is on the PATH, when
 * none can read the file, or when one took more than 60 seconds.
 */
char *xls_read_convert(const char *path, struct error *err);

/* Which of the programs is on the PATH; NULL = none. */
const char *xls_read_program(void);

/* Remove the copy and its folder; NULL allowed. */
void xls_read_discard(char *take_path);

#endif
