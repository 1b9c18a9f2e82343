/* SPDX-License-Identifier: MIT */
/*
 * The list of corrections (勘误表) as it comes back: a line for each thing that
 * is wrong, by whom and why.
 *
 *	学号 | 姓名 | 项目 | 原内容 | 应改为 | 原因 | 提出人
 *
 * Lines without 项目 and 应改为 were not filled in and are skipped.  Every
 *other line is compared with the roster and accepted or refused by itself; all
 *accepted lines are one transaction, each with its row in the log.  Main
 *thread.
 */
#ifndef ROSTER_ROSTER_CORRECT_H
#define ROSTER_ROSTER_CORRECT_H

#include "codec/table/titled.h"
#include "rules/finding.h"
#include "store/student_store.h"

enum roster_correct_status {
	ROSTER_CORRECT_CHANGED,
	ROSTER_CORRECT_SAME,	  /* the roster has that value already */
	ROSTER_CORRECT_UNKNOWN,	  /* nobody of the task */
	ROSTER_CORRECT_DUPLICATE, /* another line has said something else */
	ROSTER_CORRECT_MISMATCH,  /* name or old value are not the roster's */
	ROSTER_CORRECT_REFUSED,
	ROSTER_CORRECT_STATUSES
};

const char *roster_correct_status_name(enum roster_correct_status status);

/* One line; borrowed until the next. */
struct roster_correct_shown {
	long row;
	const struct student *student; /* NULL = unknown; as it was */
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

/* ERROR_INPUT when there is no header with a number, 项目 and 应改为. */
int roster_correct(const struct roster_correct *job, const char *path,
		   struct roster_correct_counts *counts, struct error *err);

#endif
