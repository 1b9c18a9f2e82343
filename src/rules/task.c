/* SPDX-License-Identifier: MIT */
#include "rules/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/*
 * A task's plain settings by name: task set, presets and the log's changes all
 * go by these words, so what was logged can be set again (task_change).
 */
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
	SLOT("province", province),
	SLOT("city", city),
	SLOT("graduation", graduation),
	SLOT("purposes", purposes),
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
		if ((strncmp(key, "window-", 7) == 0 ||
		     strcmp(key, "graduation") == 0) &&
		    *value)
			return set_window(to, key, value, err);
		if (strlen(value) >= slots[i].size)
			return error_set(err, ERROR_USAGE,
					 _("%s = %s: at most %zu bytes"), key,
					 value, slots[i].size - 1);
		snprintf(to, slots[i].size, "%s", value);
		return 0;
	}
	return policy_set(&task->policies, key, value, err);
}

/*
 * Only what changed: a row of the log then says what a person did, and the
 * fold over all of them gives the task of any day.
 */
static void change_text(struct json *object, const char *key,
			const char *before, const char *after)
{
	if (strcmp(before, after) != 0)
		json_set_str(object, key, after);
}

void task_changes(const struct task *before, const struct task *after,
		  struct buf *out)
{
	static const struct task none = {.year = 0};
	const struct task *from = before ? before : &none;
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;
	char year[24];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(slots); i++)
		change_text(object, slots[i].key,
			    (const char *)from + slots[i].offset,
			    (const char *)after + slots[i].offset);
	snprintf(year, sizeof(year), "%ld", after->year);
	if (from->year != after->year)
		json_set_str(object, "year", year);
	for (i = 0; i < POLICY_COUNT; i++)
		change_text(object, policy_at((enum policy_key)i)->name,
			    from->policies.value[i], after->policies.value[i]);
	json_write(object, &text);
	if (strcmp(buf_str(&text), "{}") != 0)
		buf_adds(out, buf_str(&text));
	buf_release(&text);
	json_free(object);
}

/* "key=value key=value", as older versions logged changes. */
static void change_words(struct task *task, const char *text)
{
	struct error ignored = ERROR_INIT;
	char key[64], value[POLICY_TEXT];
	const char *equals;
	size_t n;

	for (; *text; text += n + strspn(text + n, " ")) {
		n = strcspn(text, " ");
		equals = memchr(text, '=', n);
		if (!equals || (size_t)(equals - text) >= sizeof(key) ||
		    (size_t)(text + n - equals) > sizeof(value))
			continue;
		snprintf(key, sizeof(key), "%.*s", (int)(equals - text), text);
		snprintf(value, sizeof(value), "%.*s",
			 (int)(text + n - equals - 1), equals + 1);
		task_set(task, key, value, &ignored);
	}
}

void task_change(struct task *task, const char *detail)
{
	struct error ignored = ERROR_INIT;
	struct json *object = NULL;
	const struct json *value;
	const char *key;
	void *it = NULL;

	if (detail[0] == '{')
		object = json_parse(detail, strlen(detail), &ignored);
	if (!object)
		change_words(task, detail);
	while (object && (key = json_next(object, &it, &value)))
		if (json_text(value))
			task_set(task, key, json_text(value), &ignored);
	json_free(object);
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

static bool is_kind(const char *kind)
{
	return strcmp(kind, "graduate") == 0 || strcmp(kind, "recheck") == 0 ||
	       strcmp(kind, "makeup") == 0;
}

static bool is_school_code(const char *code)
{
	return strlen(code) == 5 && text_is_digits(code);
}

/* ISO days compare as texts. */
static bool ends_before_it_begins(const struct task *task)
{
	return task->window_start[0] && task->window_end[0] &&
	       strcmp(task->window_start, task->window_end) > 0;
}

int task_check(const struct task *task, struct error *err)
{
	if (!task->name[0])
		return error_set(err, ERROR_USAGE, _("a task wants a name"));
	if (!is_school_code(task->school_code))
		return error_set(err, ERROR_USAGE,
				 _("school-code = %s: wants the 5 digits of "
				   "the national school code"),
				 task->school_code);
	if (!is_kind(task->kind))
		return error_set(err, ERROR_USAGE,
				 _("kind = %s: wants graduate, recheck or "
				   "makeup"),
				 task->kind);
	if (task->feature_code[0] && !is_feature_code(task->feature_code))
		return error_set(err, ERROR_USAGE,
				 _("feature-code = %s: wants 6 letters or "
				   "digits"),
				 task->feature_code);
	if (ends_before_it_begins(task))
		return error_set(err, ERROR_USAGE,
				 _("the window ends (%s) before it begins "
				   "(%s)"),
				 task->window_end, task->window_start);
	return 0;
}

/* Days and not times: a window ends with its last day, in the office's zone. */
int task_window(const struct task *task, date_time now)
{
	char today[11];

	date_format(date_of_time(now), today);
	if (task->window_start[0] && strcmp(today, task->window_start) < 0)
		return -1;
	return task->window_end[0] && strcmp(today, task->window_end) > 0;
}

date_time task_window_opens(const struct task *task)
{
	char text[40];
	date_time opens;

	snprintf(text, sizeof(text), "%.10sT00:00:00+08:00",
		 task->window_start);
	return task->window_start[0] && date_time_parse(text, &opens) == 0
		       ? opens
		       : 0;
}
