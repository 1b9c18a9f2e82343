/* SPDX-License-Identifier: MIT */
/*
 * A roster file into the task: one transaction, upsert by the task's key,
 * nothing deleted by absence.  Rows with an error are left out and said.
 */
#ifndef ROSTER_ROSTER_IMPORT_H
#define ROSTER_ROSTER_IMPORT_H

#include "roster/roster_load.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

struct roster_import {
	const struct session *session;
	/* after each row of a student; change is SAME for a row left out */
	int (*show)(void *ctx, const struct roster_row *row,
		    enum student_store_change change, struct error *err);
	void *ctx;
};

struct roster_import_counts {
	long added, changed, same, left_out;
};

/* load as for roster_load(); without a map the task's learned one is used. */
int roster_import(const struct roster_import *import, const char *path,
		  struct roster_load *load, struct roster_import_counts *counts,
		  struct error *err);

/* The key of a student in this task, "xh:2022010101"; NULL when all empty. */
char *roster_import_key(const struct task *task, const struct student *student);

#endif
