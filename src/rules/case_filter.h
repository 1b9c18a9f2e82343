/* SPDX-License-Identifier: MIT */
/* Which cases a command is about; every part that is NULL lets all pass. */
#ifndef RULES_CASE_FILTER_H
#define RULES_CASE_FILTER_H

struct case_filter {
	const char *college, *class_name, *level, *finding, *since;
	const char *state; /* names by comma: "pending,intercepted" */
	char **ids;	   /* 学号, 考生号 or 证件号; NULL = all */
	int id_count;
};

#endif
