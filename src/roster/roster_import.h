/* SPDX-License-Identifier: MIT */
/*
 * Importing a roster file into the task, in one transaction.  Students that the
 * task has already, by its key, are updated, the others are added; a student
 * who is not in the file is not deleted.  Rows with an error are left out and
 * reported.
 */
#ifndef ROSTER_ROSTER_IMPORT_H
#define ROSTER_ROSTER_IMPORT_H

#include "roster/roster_load.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

struct roster_import {
	const struct session *session;
	/* called for each row of a student; change is SAME if it was left out
	 */
	int (*show)(void *ctx, const struct roster_row *row,
		    enum student_store_change change, struct error *err);
	void *ctx;
};

struct roster_import_counts {
	long added, changed, same, left_out;
};

/*
 * load as for roster_load(); if it has no map, the one that the task has
 * learned is used (roster/roster_learned.h).
 */
int roster_import(const struct roster_import *import, const char *path,
		  struct roster_load *load, struct roster_import_counts *counts,
		  struct error *err);

/*
 * The key of a student in this task, such as "xh:2022010101", for the caller to
 * free; NULL when the student has none of the numbers.
 */
char *roster_import_key(const struct task *task, const struct student *student);

#endif
