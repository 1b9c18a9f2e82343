/* SPDX-License-Identifier: MIT */
/*
 * The calendar of working days from share/holidays/YEAR.ini:
 *
 *   [holidays]
 *   off = 2026-01-01..2026-01-03, 2026-05-01     no work, both ends with
 *   on = 2026-01-04                              a weekend day that is worked
 *
 * An office corrects or adds a year by its own file in STORE/holidays/, which
 * is read after the installed ones.  Read once a command, then shared.
 */
#ifndef REPORT_HOLIDAYS_H
#define REPORT_HOLIDAYS_H

#include "base/error.h"
#include "rules/workday.h"

/*
 * Fill *out, an empty calendar; folder is the store's, or NULL.  A file that
 * cannot be understood is ERROR_USAGE that names it; no file at all is none.
 */
int holidays_read(const char *folder, struct workdays *out, struct error *err);

#endif
