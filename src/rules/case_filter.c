/* SPDX-License-Identifier: MIT */
#include "rules/case_filter.h"

#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void case_filter_set_ids(struct case_filter *filter, const char **ids,
			 size_t count)
{
	static const char *const nobody[1] = {""};

	/*
	 * A list of ids is as long as the roster: with 12,000 students and
	 * 12,000 ids, comparing each with each would be 432 million times.
	 */
	if (count)
		qsort(ids, count, sizeof(*ids), compare_ids);
	filter->ids = count ? ids : nobody;
	filter->id_count = count;
}

bool case_filter_has(const struct case_filter *filter,
		     const struct student *student)
{
	static const enum student_field numbers[] = {STUDENT_xh, STUDENT_ksh,
						     STUDENT_zjhm};
	const char *number;
	size_t i;

	if (!filter->ids)
		return true;
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		number = student_get(student, numbers[i]);
		if (filter->id_count &&
		    bsearch(&number, filter->ids, filter->id_count,
			    sizeof(*filter->ids), compare_ids))
			return true;
	}
	return false;
}
