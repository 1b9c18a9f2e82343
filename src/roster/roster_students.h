/* SPDX-License-Identifier: MIT */
/* The students of a roster file held in memory. */
#ifndef ROSTER_ROSTER_STUDENTS_H
#define ROSTER_ROSTER_STUDENTS_H

#include <stdbool.h>

#include "roster/roster_load.h"
#include "rules/student_list.h"

/*
 * Behind those out has.  load is as for roster_load(); sound leaves out rows
 * that an import would leave out.
 */
int roster_students_read(const char *path, struct roster_load *load, bool sound,
			 struct student_list *out, struct error *err);

#endif
