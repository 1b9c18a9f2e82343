/* SPDX-License-Identifier: MIT */
/*
 * Dates as they stand in rosters: every usual written form, Excel's serial
 * numbers, months without a day.  Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_DATE_H
#define ROSTER_ROSTER_DATE_H

/* How a date was written. */
enum roster_date_form {
	ROSTER_DATE_OWN, /* 2005-01-31 */
	ROSTER_DATE_PACKED,
	ROSTER_DATE_SLASH,
	ROSTER_DATE_DOT,
	ROSTER_DATE_CHINESE,
	ROSTER_DATE_DASH, /* 2005-1-31 and the rest */
	ROSTER_DATE_SERIAL,
	ROSTER_DATE_MONTH,
	ROSTER_DATE_FORMS
};

/*
 * Half-width text into "2005-01-31", or into "2005-01" when there is no day;
 * a serial number counts in Excel's 1900 system.  Returns the form, or -1
 * with out empty when it is no date.
 */
int roster_date_parse(const char *text, char out[11]);

#endif
