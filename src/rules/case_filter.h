/* SPDX-License-Identifier: MIT */
/* Which cases a command is about; every part that is NULL lets all pass. */
#ifndef RULES_CASE_FILTER_H
#define RULES_CASE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/student.h"

struct case_filter {
	const char *college, *class_name, *level, *finding, *since;
	const char *state;	/* names by comma: "pending,intercepted" */
	const char *const *ids; /* set by case_filter_set_ids(); NULL = all */
	size_t id_count;
};

/*
 * Only students one of whose 学号, 考生号 and 证件号 is among these; none of
 * them when there is no id.  The array is sorted here, its texts stay in their
 * places; both are borrowed as long as the filter is used.
 */
void case_filter_set_ids(struct case_filter *filter, const char **ids,
			 size_t count);

/* Whether the student is one of the ids; true for every one without ids. */
bool case_filter_has(const struct case_filter *filter,
		     const struct student *student);

#endif
