/* SPDX-License-Identifier: MIT */
/*
 * Finding an anchor of the log (store/log_store.h) where people keep it: in the
 * JSON summary of `run nightly` or `package build`, in the workbook of a
 * package, in a backup of the database, or as plain text.
 */
#ifndef REPORT_LOG_ANCHOR_H
#define REPORT_LOG_ANCHOR_H

#include "store/log_store.h"

/*
 * Find the anchor that FILE or the text itself holds.  ERROR_INPUT when the
 * file holds none, ERROR_USAGE when there is no such file and it is no anchor.
 */
int log_anchor_read(const char *word, char out[LOG_STORE_ANCHOR],
		    struct error *err);

#endif
