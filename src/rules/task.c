/* SPDX-License-Identifier: MIT */
#include "rules/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#define YES_NO(key, fallback, zh, en)                                          \
	{                                                                      \
		key, TASK_POLICY_BOOL, fallback, 0, 0, "yes|no", zh, en        \
	}
#define NUMBER(key, fallback, min, max, zh, en)                                \
	{                                                                      \
		key, TASK_POLICY_NUMBER, fallback, min, max, NULL, zh, en      \
	}
#define CHOICE(key, fallback, choices, zh, en)                                 \
	{                                                                      \
		key, TASK_POLICY_CHOICE, fallback, 0, 0, choices, zh, en       \
	}

/* New keys go to the end: the index is used in struct task only. */
static const struct task_policy policies[] = {
	CHOICE("key", "xh", "ksh|xh|zjhm", "名单主键：考生号、学号或证件号码",
	       "which number identifies a student"),
	YES_NO("allow_manual_entry", "no", "是否允许手工增加名单外学生",
	       "students outside the roster may be added by hand"),
	YES_NO("allow_album", "yes", "是否允许上传相册照片",
	       "photos from an album are accepted"),
	YES_NO("allow_front_camera", "yes", "是否允许前置摄像头",
	       "photos by a front camera are accepted"),
	CHOICE("glasses", "allow", "allow|forbid", "眼镜（新华社禁止）",
	       "glasses (forbidden by Xinhua)"),
	YES_NO("require_code", "no", "必须先有采集码",
	       "a collection code is needed first"),
	YES_NO("require_paid", "no", "必须先缴费", "payment is needed first"),
	NUMBER("make_daily", "3", 0, 1000, "每天制作次数", "makes a day"),
	CHOICE("cooldown", "next_day", "next_day|24h|none",
	       "次数用完后的冷静期", "wait when the makes are used up"),
	NUMBER("resubmit", "2", 0, 100, "审核未通过后可再提交次数",
	       "submissions after a rejection"),
	NUMBER("replace", "1", 0, 100, "审核前可替换次数",
	       "replacements before review"),
	NUMBER("compare_fails", "3", 1, 100, "比对不通过几次后转学籍部门",
	       "failed comparisons until the registrar decides"),
	NUMBER("score_min", "80", 0, 100, "人像比对分数下限",
	       "least face score"),
	YES_NO("withdraw_refunds", "yes", "撤回是否退还次数",
	       "a withdrawal gives the attempt back"),
	NUMBER("photo_age_days", "365", 0, 3650,
	       "照片拍摄距今最多天数（99号：毕业前一年内）",
	       "how old a photo may be, in days"),
	NUMBER("replace_days", "2", 0, 60, "驳回后几天内须重交",
	       "days to replace a rejected photo"),
	NUMBER("same_min", "0", 0, 1000, "判同一照片的下限，千分数；0 用默认",
	       "measure for \"same\" in thousandths; 0 = default"),
	NUMBER("suspect_min", "0", 0, 1000,
	       "判疑似同一照片的下限，千分数；0 用默认",
	       "measure for \"suspect\" in thousandths; 0 = default"),
	NUMBER("rotate", "0", 0, 15, "制作时最多可转正的角度，0 不旋转",
	       "degrees a tilted head may be straightened; 0 = never"),
};

const struct task_policy *task_policy_at(size_t i)
{
	return i < ARRAY_SIZE(policies) ? &policies[i] : NULL;
}

int task_policy_find(const char *key)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(policies); i++)
		if (strcmp(policies[i].key, key) == 0)
			return (int)i;
	return -1;
}

/* Whether value is one of "a|b|c". */
static bool is_choice(const struct task_policy *policy, const char *value)
{
	const char *at = policy->choices;
	size_t n = strlen(value);

	while (at) {
		if (strncmp(at, value, n) == 0 &&
		    (at[n] == '|' || at[n] == '\0') && n)
			return true;
		at = strchr(at, '|');
		at = at ? at + 1 : NULL;
	}
	return false;
}

static int bad_policy(const struct task_policy *policy, const char *value,
		      struct error *err)
{
	if (policy->type == TASK_POLICY_NUMBER)
		return error_set(err, ERROR_USAGE,
				 _("%s = %s: wants a number from %ld to %ld"),
				 policy->key, value, policy->min, policy->max);
	return error_set(err, ERROR_USAGE, _("%s = %s: wants one of %s"),
			 policy->key, value,
			 policy->choices ? policy->choices : "");
}

int task_policy_set(struct task *task, const char *key, const char *value,
		    struct error *err)
{
	int i = task_policy_find(key);
	long number;

	if (i < 0)
		return error_set(err, ERROR_USAGE,
				 _("no setting \"%s\"; `qctool task show` "
				   "lists them"),
				 key);
	if (policies[i].type == TASK_POLICY_NUMBER &&
	    text_to_long(value, policies[i].min, policies[i].max, &number) < 0)
		return bad_policy(&policies[i], value, err);
	if ((policies[i].type == TASK_POLICY_BOOL ||
	     policies[i].type == TASK_POLICY_CHOICE) &&
	    !is_choice(&policies[i], value))
		return bad_policy(&policies[i], value, err);
	if (strlen(value) >= sizeof(task->policy[i]))
		return error_set(err, ERROR_USAGE, _("%s: too long"), key);
	snprintf(task->policy[i], sizeof(task->policy[i]), "%s", value);
	return 0;
}

const char *task_policy_text(const struct task *task, const char *key)
{
	int i = task_policy_find(key);

	if (i < 0)
		BUG(key);
	return task->policy[i][0] ? task->policy[i] : policies[i].fallback;
}

long task_policy_number(const struct task *task, const char *key)
{
	return strtol(task_policy_text(task, key), NULL, 10);
}

bool task_policy_bool(const struct task *task, const char *key)
{
	return strcmp(task_policy_text(task, key), "yes") == 0;
}

struct slot {
	const char *key;
	size_t offset, size;
};

#define SLOT(key, field)                                                       \
	{                                                                      \
		key, offsetof(struct task, field),                             \
			sizeof(((struct task *)0)->field)                      \
	}

static const struct slot slots[] = {
	SLOT("name", name),
	SLOT("kind", kind),
	SLOT("school-code", school_code),
	SLOT("school-name", school_name),
	SLOT("category", category),
	SLOT("window-start", window_start),
	SLOT("window-end", window_end),
	SLOT("feature-code", feature_code),
	SLOT("accept-profile", accept_profile),
	SLOT("output-profile", output_profile),
};

static int set_window(char *to, const char *key, const char *value,
		      struct error *err)
{
	struct date d;

	if (date_parse(value, &d) < 0)
		return error_set(err, ERROR_USAGE,
				 _("%s = %s: wants a day like 2026-03-01"), key,
				 value);
	date_format(d, to);
	return 0;
}

int task_set(struct task *task, const char *key, const char *value,
	     struct error *err)
{
	size_t i;
	char *to;

	if (strcmp(key, "year") == 0) {
		if (text_to_long(value, 1950, 2199, &task->year) < 0)
			return error_set(err, ERROR_USAGE,
					 _("year = %s: wants a year"), value);
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(slots); i++) {
		if (strcmp(slots[i].key, key) != 0)
			continue;
		to = (char *)task + slots[i].offset;
		if (strncmp(key, "window-", 7) == 0 && *value)
			return set_window(to, key, value, err);
		if (strlen(value) >= slots[i].size)
			return error_set(err, ERROR_USAGE,
					 _("%s = %s: at most %zu bytes"), key,
					 value, slots[i].size - 1);
		snprintf(to, slots[i].size, "%s", value);
		return 0;
	}
	return task_policy_set(task, key, value, err);
}

static bool is_feature_code(const char *code)
{
	size_t i;

	for (i = 0; code[i]; i++)
		if (!((code[i] >= '0' && code[i] <= '9') ||
		      (code[i] >= 'A' && code[i] <= 'Z') ||
		      (code[i] >= 'a' && code[i] <= 'z')))
			return false;
	return i == 6;
}

int task_check(const struct task *task, struct error *err)
{
	if (!task->name[0])
		return error_set(err, ERROR_USAGE, _("a task wants a name"));
	if (!text_is_digits(task->school_code) ||
	    strlen(task->school_code) != 5)
		return error_set(err, ERROR_USAGE,
				 _("school-code = %s: wants the 5 digits of "
				   "the national school code"),
				 task->school_code);
	if (strcmp(task->kind, "graduate") != 0 &&
	    strcmp(task->kind, "recheck") != 0 &&
	    strcmp(task->kind, "makeup") != 0)
		return error_set(err, ERROR_USAGE,
				 _("kind = %s: wants graduate, recheck or "
				   "makeup"),
				 task->kind);
	if (task->feature_code[0] && !is_feature_code(task->feature_code))
		return error_set(err, ERROR_USAGE,
				 _("feature-code = %s: wants 6 letters or "
				   "digits"),
				 task->feature_code);
	if (task->window_start[0] && task->window_end[0] &&
	    strcmp(task->window_start, task->window_end) > 0)
		return error_set(err, ERROR_USAGE,
				 _("the window ends (%s) before it begins "
				   "(%s)"),
				 task->window_end, task->window_start);
	return 0;
}

int task_window(const struct task *task, date_time now)
{
	char today[11];

	date_format(date_of_time(now), today);
	if (task->window_start[0] && strcmp(today, task->window_start) < 0)
		return -1;
	return task->window_end[0] && strcmp(today, task->window_end) > 0;
}
