/* SPDX-License-Identifier: MIT */
/*
 * A collection task: school, degree category, year, window of time, profiles
 * and policies (rules/policy.h).  Pure.
 */
#ifndef RULES_TASK_H
#define RULES_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "rules/policy.h"

enum { TASK_TEXT = 128, TASK_SCHOOL_CODE = 8 };

struct task {
	long long id;
	char name[TASK_TEXT];
	char kind[16]; /* graduate, recheck, makeup */
	char school_code[TASK_SCHOOL_CODE];
	char school_name[TASK_TEXT];
	char category[TASK_TEXT];
	long year;
	char window_start[26], window_end[26]; /* ISO date or ""; inclusive */
	char feature_code[8];		       /* 特征码 */
	char province[TASK_TEXT], city[TASK_TEXT]; /* 省、市; "" = not given */
	char graduation[26];	  /* the age of photos is counted to this day */
	char purposes[TASK_TEXT]; /* what the photos are for, for notices */
	char accept_profile[40], output_profile[40];
	bool open;
	struct policies policies;
};

/*
 * Check and set a field by its name in `task set` (school-code, window-start,
 * …), or a policy by its key.
 */
int task_set(struct task *task, const char *key, const char *value,
	     struct error *err);

/*
 * Append, for the log, the settings of after that differ from those of before,
 * as a JSON object: {"make_daily":"1"}.  before may be NULL: all that are set.
 * Appends nothing when none differs.
 */
void task_changes(const struct task *before, const struct task *after,
		  struct buf *out);

/*
 * Apply such a change to a task.  Reads the KEY=VALUE words of early versions,
 * too, and ignores settings that no longer exist.
 */
void task_change(struct task *task, const char *detail);

/* Check that the task has everything it needs to be stored. */
int task_check(const struct task *task, struct error *err);

/* 0 inside the window or when there is none, -1 before it, 1 after it. */
int task_window(const struct task *task, date_time now);

/* When the window opens; 0 = it has no beginning. */
date_time task_window_opens(const struct task *task);

#endif
