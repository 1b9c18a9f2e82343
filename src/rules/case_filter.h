/* SPDX-License-Identifier: MIT */
/* Which cases a command is about.  A member that is NULL excludes no case. */
#ifndef RULES_CASE_FILTER_H
#define RULES_CASE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/student.h"

struct case_filter {
	const char *college, *class_name, *level, *finding, *since;
	const char *state; /* names, comma-separated: "pending,intercepted" */
	const char *const *ids; /* set by case_filter_set_ids(); NULL = all */
	size_t id_count;
};

/*
 * Choose only students whose 学号, 考生号 or 证件号 is one of these; with count
 * 0, no student at all.  Sorts the array.  Array and texts are borrowed as long
 * as the filter is used.
 */
void case_filter_set_ids(struct case_filter *filter, const char **ids,
			 size_t count);

/* Whether the student is one of the ids; true when no ids were set. */
bool case_filter_has(const struct case_filter *filter,
		     const struct student *student);

#endif
