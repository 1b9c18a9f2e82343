/* SPDX-License-Identifier: MIT */
/* What this machine adds to the program: for `qctool version -v`. */
#ifndef REPORT_FEATURES_H
#define REPORT_FEATURES_H

#include "base/error.h"

/*
 * 1 when the cascades that find faces are there, 0 with err when they are not
 * or are none; -1 when they cannot be read.
 */
int features_faces(struct error *err);

/* The program that converts old .xls workbooks; NULL = there is none. */
const char *features_xls(void);

#endif
