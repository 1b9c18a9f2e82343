/* SPDX-License-Identifier: MIT */
/* What this machine adds to the program: for `qctool version -v`. */
#ifndef REPORT_FEATURES_H
#define REPORT_FEATURES_H

#include <stdbool.h>

/* Whether the cascades that find faces are there. */
bool features_faces(void);

/* The program that converts old .xls workbooks; NULL = there is none. */
const char *features_xls(void);

#endif
