/* SPDX-License-Identifier: MIT */
/*
 * Reading a list of corrections (勘误表) that was filled in: each line is one
 * field of one student to be corrected, with the reason and who asked for it.
 *
 *	学号 | 姓名 | 项目 | 原内容 | 应改为 | 原因 | 提出人
 *
 * A line with neither 项目 nor 应改为 was not filled in and is skipped.  Every
 * other line is compared with the roster and is accepted or refused regardless
 * of the others.  All accepted lines are written in one transaction, each with
 * a row in the log.  Main thread only.
 */
#ifndef ROSTER_ROSTER_CORRECT_H
#define ROSTER_ROSTER_CORRECT_H

#include "codec/table/titled.h"
#include "rules/finding.h"
#include "store/student_store.h"

enum roster_correct_status {
	ROSTER_CORRECT_CHANGED,
	ROSTER_CORRECT_SAME,	  /* the roster has that value already */
	ROSTER_CORRECT_UNKNOWN,	  /* the task has no such student */
	ROSTER_CORRECT_DUPLICATE, /* an earlier line gave another value */
	ROSTER_CORRECT_MISMATCH,  /* name or old value differ from the roster */
	ROSTER_CORRECT_REFUSED,
	ROSTER_CORRECT_STATUSES
};

const char *roster_correct_status_name(enum roster_correct_status status);

/* The result of one line; valid only during the call of show(). */
struct roster_correct_shown {
	long row;
	const struct student *student; /* before the change; NULL = unknown */
	enum student_field field;      /* STUDENT_FIELD_COUNT = none */
	const char *before, *after, *reason;
	enum roster_correct_status status;
	const struct findings *findings;
};

struct roster_correct {
	const struct session *session;
	const struct titled_map *map;
	int (*show)(void *ctx, const struct roster_correct_shown *shown,
		    struct error *err);
	void *ctx;
};

struct roster_correct_counts {
	long total, by_status[ROSTER_CORRECT_STATUSES];
};

/*
 * Read the file and apply its lines.  ERROR_INPUT when it has no header with a
 * number column, 项目 and 应改为.
 */
int roster_correct(const struct roster_correct *job, const char *path,
		   struct roster_correct_counts *counts, struct error *err);

#endif
