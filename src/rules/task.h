/* SPDX-License-Identifier: MIT */
/*
 * A collection task: school, degree category, year, window, profiles and
 * policies (rules/policy.h).  Pure.
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
	char province[TASK_TEXT], city[TASK_TEXT]; /* 省、市; "" = not said */
	char graduation[26];	  /* the day the age of photos counts from */
	char purposes[TASK_TEXT]; /* what the photos are for, for notices */
	char accept_profile[40], output_profile[40];
	bool open;
	struct policies policies;
};

/*
 * Set a field by its name in `task set` (school-code, window-start, …) or a
 * policy by its key; checks the form.
 */
int task_set(struct task *task, const char *key, const char *value,
	     struct error *err);

/*
 * What the log keeps of a change: the settings of after that differ from
 * before (NULL = all that are set) as a JSON object, {"make_daily":"1"}; ""
 * when none does.
 */
void task_changes(const struct task *before, const struct task *after,
		  struct buf *out);

/*
 * Make such a change again.  The words KEY=VALUE of older versions are read
 * too; what is no setting any more is passed over.
 */
void task_change(struct task *task, const char *detail);

/* Everything a task must have before it is stored. */
int task_check(const struct task *task, struct error *err);

/* 0 inside the window (or none set), else -1 before and 1 behind. */
int task_window(const struct task *task, date_time now);

/* The first moment of the window; 0 = it has no beginning. */
date_time task_window_opens(const struct task *task);

#endif
