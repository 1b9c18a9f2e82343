/* SPDX-License-Identifier: MIT */
#include "roster/roster_date.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	LONGEST = 64,
	SERIAL_MIN = 7306,  /* 1920-01-01 */
	SERIAL_MAX = 69398, /* 2089-12-31 */
	EPOCH = 25569,	    /* 1970-01-01 as a serial of the 1900 system */
};

/*
 * How it was written, of a text that is a date: eight digits are one packed, a
 * row that is written otherwise than the rest of its column is suspicious.
 */
static int form_of(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits >= 8)
		return ROSTER_DATE_PACKED;
	switch (text[digits]) {
	case '/':
		return ROSTER_DATE_SLASH;
	case '.':
		return ROSTER_DATE_DOT;
	default:
		return strspn(text, "0123456789-") == 10 && text[7] == '-'
			       ? ROSTER_DATE_OWN
			       : ROSTER_DATE_DASH;
	}
}

/*
 * Days since 1899-12-30 as Excel counts them from March 1900 on (its 1900 has a
 * 29 February that never was; no student was born before it).  The window keeps
 * out years and short numbers: 2005 is a year, not 1905-06-27.
 */
static int parse_serial(const char *text, char out[11])
{
	double value;

	if (text_to_double(text, &value) < 0 || value < SERIAL_MIN ||
	    value > SERIAL_MAX)
		return -1;
	date_format(date_from_days((long)floor(value) - EPOCH), out);
	return ROSTER_DATE_SERIAL;
}

/* 2022-9, 2022/9, 202209: a month without its day. */
static int parse_month(const char *text, char out[11])
{
	struct date d = {.day = 1};
	int used = 0;

	if (strlen(text) == 6 && text_is_digits(text)) {
		if (sscanf(text, "%4d%2d", &d.year, &d.month) != 2)
			return -1;
	} else if (sscanf(text, "%4d%*[-/.]%2d%n", &d.year, &d.month, &used) !=
			   2 ||
		   text[used]) {
		return -1;
	}
	if (!date_is_valid(d))
		return -1;
	snprintf(out, 11, "%04d-%02d", d.year % 10000, d.month % 100);
	return ROSTER_DATE_MONTH;
}

struct mark {
	const char *from, *to;
};

static const struct mark *mark_at(const char *text)
{
	static const struct mark marks[] = {
		{"–", "-"},  {"—", "-"},  {"−", "-"},  {"‐", "-"}, {"‑", "-"},
		{"、", "-"}, {"年", "-"}, {"月", "-"}, {"日", ""}, {"号", ""},
	};
	size_t i;

	if ((unsigned char)*text < 0x80)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(marks); i++)
		if (strncmp(text, marks[i].from, strlen(marks[i].from)) == 0)
			return &marks[i];
	return NULL;
}

/* All marks as '-', blanks around them away but not before a time. */
static char *plain_date(const char *text)
{
	bool has_time = strchr(text, ':') != NULL;
	struct buf out = BUF_INIT;
	const struct mark *mark;

	while (*text) {
		mark = mark_at(text);
		if (mark)
			buf_adds(&out, mark->to);
		else if (*text != ' ' || has_time)
			buf_addc(&out, *text);
		text += mark ? strlen(mark->from) : 1;
	}
	if (out.size && out.data[out.size - 1] == '-')
		out.data[--out.size] = '\0';
	return buf_detach(&out, NULL);
}

int roster_date_parse(const char *text, char out[11])
{
	struct date d;
	int form = -1;
	char *plain;

	out[0] = '\0';
	if (form_of(text) == ROSTER_DATE_OWN && text[10] == '\0' &&
	    date_parse(text, &d) == 0) {
		memcpy(out, text, 11);
		return ROSTER_DATE_OWN;
	}
	if (!*text || strlen(text) > LONGEST)
		return -1;
	plain = plain_date(text);
	if (date_parse(plain, &d) == 0) {
		date_format(d, out);
		form = strstr(text, "年") ? ROSTER_DATE_CHINESE
					  : form_of(plain);
	} else {
		form = parse_serial(plain, out);
	}
	if (form < 0)
		form = parse_month(plain, out);
	free(plain);
	return form;
}
