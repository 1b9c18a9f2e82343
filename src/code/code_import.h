/* SPDX-License-Identifier: MIT */
/*
 * Collection codes into the task and to their students.  Payloads are kept
 * verbatim; what a payload does not tell is left to file names and people.
 * One code belongs to one 学籍: doubles, strangers and changes are findings.
 */
#ifndef CODE_CODE_IMPORT_H
#define CODE_CODE_IMPORT_H

#include "code/code_batch.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

struct code_import {
	const struct session *session;
	struct code_read_options options; /* all zero = the usual ones */
	int (*show)(void *ctx, const struct code_batch_item *item,
		    const char *status, struct error *err);
	void *ctx;
};

struct code_import_counts {
	long total, added, known, none, failed, refused;
};

int code_import(const struct code_import *import, struct intake *intake,
		struct code_import_counts *counts, struct error *err);

#endif
