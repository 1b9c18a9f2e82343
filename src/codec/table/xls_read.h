/* SPDX-License-Identifier: MIT */
/*
 * Old workbooks (.xls, [MS-XLS], BIFF8 in an OLE file) by way of LibreOffice,
 * when it is installed: a copy as .xlsx in a private folder that is removed
 * again.
 */
#ifndef CODEC_TABLE_XLS_READ_H
#define CODEC_TABLE_XLS_READ_H

#include "base/error.h"

/*
 * The path of the converted copy, for the caller to read and then give to
 * xls_read_discard(); NULL with err: no soffice on the PATH, it failed, or
 * took more than 60 seconds.
 */
char *xls_read_convert(const char *path, struct error *err);

/* Remove the copy and its folder; NULL allowed. */
void xls_read_discard(char *take_path);

#endif
