/* SPDX-License-Identifier: MIT */
/*
 * Reading dates as rosters write them: every usual form, the serial numbers of
 * Excel, and months without a day.  Pure; thread-safe.
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
	ROSTER_DATE_DASH, /* 2005-1-31 and any other form */
	ROSTER_DATE_SERIAL,
	ROSTER_DATE_MONTH,
	ROSTER_DATE_FORMS
};

/*
 * Convert half-width text to "2005-01-31", or to "2005-01" when it has no day.
 * Serial numbers count as in Excel's 1900 date system.  Returns the form in
 * which the date was written, or -1 with out empty when it is not a date.
 */
int roster_date_parse(const char *text, char out[11]);

#endif
