/* SPDX-License-Identifier: MIT */
/*
 * Parsing one --map option, which says which column of a roster is which field.
 * Pure; thread-safe.
 */
#ifndef ROSTER_ROSTER_MAP_H
#define ROSTER_ROSTER_MAP_H

#include "base/error.h"
#include "rules/student.h"

enum { ROSTER_MAP_COLUMNS = 16384 };

struct roster_map_choice {
	enum student_field field; /* STUDENT_FIELD_COUNT: "header=none" */
	const char *title;	  /* borrowed from the option */
	long position;		  /* of "xh=#3", from 1; 0 = by title */
};

/*
 * option is "xm=姓 名", "xh=#3" or "header=none".  -1 with ERROR_USAGE when it
 * is malformed or names an unknown field.
 */
int roster_map_parse(const char *option, struct roster_map_choice *choice,
		     struct error *err);

#endif
