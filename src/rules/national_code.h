/* SPDX-License-Identifier: MIT */
/*
 * What national lists write as a number: sex (GB/T 2261.1-2003) and ethnic
 * group (GB/T 3304-1991, two digits).  Pure, thread-safe.
 */
#ifndef RULES_NATIONAL_CODE_H
#define RULES_NATIONAL_CODE_H

#include "rules/student.h"

/* NULL for a field without codes and a value that has none. */
const char *national_code(enum student_field field, const char *value);

/* Whether values of the field have codes at all. */
bool national_code_has(enum student_field field);

#endif
