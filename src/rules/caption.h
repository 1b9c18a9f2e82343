/* SPDX-License-Identifier: MIT */
/*
 * The caption under a printed photo, from a template such as "{xh} {xm}".  A
 * name in braces is a field of struct student; "{{" stands for "{".  Pure,
 * thread-safe.
 */
#ifndef RULES_CAPTION_H
#define RULES_CAPTION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "rules/student.h"

/* ERROR_USAGE for an unknown field or an unclosed brace. */
int caption_check(const char *template, struct error *err);

/* How many fields a checked template has. */
int caption_fields(const char *template);

/*
 * Append the caption of a student.  Where a field is empty, the blanks before
 * it are left out too.  Names and numbers are masked unless unmask is set.
 */
void caption_make(const char *template, const struct student *student,
		  bool unmask, struct buf *out);

#endif
