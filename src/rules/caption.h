/* SPDX-License-Identifier: MIT */
/*
 * Words under a print: "{xh} {xm}".  A name in braces is a field of struct
 * student; "{{" is a brace.  Pure, thread-safe.
 */
#ifndef RULES_CAPTION_H
#define RULES_CAPTION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "rules/student.h"

/* ERROR_USAGE for a field that is none or a brace without its other one. */
int caption_check(const char *template, struct error *err);

/* How many fields a checked template has. */
int caption_fields(const char *template);

/*
 * Append the text; an empty field leaves out the blanks before it.  Names and
 * numbers masked unless unmask.
 */
void caption_make(const char *template, const struct student *student,
		  bool unmask, struct buf *out);

#endif
