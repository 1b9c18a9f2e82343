/* SPDX-License-Identifier: MIT */
/*
 * The numeric codes of national lists for sex (GB/T 2261.1-2003) and ethnic
 * group (GB/T 3304-1991, two digits).  Pure, thread-safe.
 */
#ifndef RULES_NATIONAL_CODE_H
#define RULES_NATIONAL_CODE_H

#include "rules/student.h"

/* The code of a value; NULL when the field has no codes or the value none. */
const char *national_code(enum student_field field, const char *value);

/* Whether there are codes for this field. */
bool national_code_has(enum student_field field);

#endif
