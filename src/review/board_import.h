/* SPDX-License-Identifier: MIT */
/*
 * Reading the decisions of a review board into the store.  The file is the JSON
 * that the page wrote.  Each decision is checked against the board's row in the
 * log, its seal, its own checksum and the present state of the case, and then
 * passes the same gate as a decision from the command line.  Main thread.
 */
#ifndef REVIEW_BOARD_IMPORT_H
#define REVIEW_BOARD_IMPORT_H

#include "review/review_decide.h"

struct board_import_result {
	long long student_id;
	const struct student_row *row; /* NULL: the case was not looked at */
	const char *decision;	       /* as the file says */
	const struct review_refused *refused; /* NULL = done */
};

struct board_import {
	const struct session *session;
	const char *path;
	int (*show)(void *ctx, const struct board_import_result *result,
		    struct error *err);
	void *ctx;
};

/* ERROR_INPUT for a file that no board wrote; nothing was changed then. */
int board_import(const struct board_import *job, struct review_counts *counts,
		 struct error *err);

#endif
