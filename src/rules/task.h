/* SPDX-License-Identifier: MIT */
/*
 * A collection task: school, degree category, year, window, profiles and
 * policy.  Policy keys are one table; what a field rule leaves open (KB
 * window, cool-down, glasses …) is a key here, never a guess in code.
 */
#ifndef RULES_TASK_H
#define RULES_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"

enum { TASK_TEXT = 128, TASK_SCHOOL_CODE = 8, TASK_POLICIES = 32 };

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
	char accept_profile[40], output_profile[40];
	bool open;
	char policy[TASK_POLICIES][40]; /* by task_policy index; set or "" */
};

enum task_policy_type {
	TASK_POLICY_BOOL,   /* yes, no */
	TASK_POLICY_NUMBER, /* min..max */
	TASK_POLICY_CHOICE, /* one of choices */
	TASK_POLICY_TEXT,
};

struct task_policy {
	const char *key;
	enum task_policy_type type;
	const char *fallback; /* used while the task sets nothing */
	long min, max;
	const char *choices; /* "a|b|c" */
	const char *zh, *en; /* what it decides, with its source */
};

/* NULL behind the last. */
const struct task_policy *task_policy_at(size_t i);

/* The index, or -1. */
int task_policy_find(const char *key);

/* Check and set one policy; ERROR_USAGE names the key and what it takes. */
int task_policy_set(struct task *task, const char *key, const char *value,
		    struct error *err);

const char *task_policy_text(const struct task *task, const char *key);
long task_policy_number(const struct task *task, const char *key);
bool task_policy_bool(const struct task *task, const char *key);

/*
 * Set a field by its name in cli.md (school-code, window-start, …) or a
 * policy by its key; checks the form.
 */
int task_set(struct task *task, const char *key, const char *value,
	     struct error *err);

/* Everything a task must have before it is stored. */
int task_check(const struct task *task, struct error *err);

/* 0 inside the window (or none set), else -1 before and 1 behind. */
int task_window(const struct task *task, date_time now);

#endif
