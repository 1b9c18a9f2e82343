/* SPDX-License-Identifier: MIT */
/* The standard photo of a case, for paper.  Main thread only. */
#ifndef REPORT_PRINT_PHOTO_H
#define REPORT_PRINT_PHOTO_H

#include "base/buf.h"
#include "store/student_store.h"

/* Whether a case's photo is approved, or was when it was handed over. */
bool print_photo_is_approved(enum case_state state);

/*
 * Append the bytes of the photo made for the task of the submission in force:
 * 1, 0 when there is none, -1; ERROR_STORE when the bytes changed.
 */
int print_photo_read(const struct session *session,
		     const struct student_row *row, struct buf *out,
		     struct error *err);

#endif
