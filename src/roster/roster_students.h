/* SPDX-License-Identifier: MIT */
/* Reading all students of a roster file into memory. */
#ifndef ROSTER_ROSTER_STUDENTS_H
#define ROSTER_ROSTER_STUDENTS_H

#include <stdbool.h>

#include "roster/roster_load.h"
#include "rules/student_list.h"

/*
 * Append the students of the file to out.  load is as for roster_load().  With
 * sound, rows that an import would leave out are left out.
 */
int roster_students_read(const char *path, struct roster_load *load, bool sound,
			 struct student_list *out, struct error *err);

#endif
