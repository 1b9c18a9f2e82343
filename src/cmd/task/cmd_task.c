/* SPDX-License-Identifier: MIT */
#include "cmd/task/cmd_task.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "photo/photo_profile.h"

int cmd_task_assign(struct task *task, const char *assignment,
		    struct error *err)
{
	const char *equal = strchr(assignment, '=');
	char key[64];

	if (!equal || (size_t)(equal - assignment) >= sizeof(key))
		return error_set(err, ERROR_USAGE, _("%s: wants KEY=VALUE"),
				 assignment);
	snprintf(key, sizeof(key), "%.*s", (int)(equal - assignment),
		 assignment);
	return task_set(task, key, equal + 1, err);
}

/* The names there are, for the error text. */
static void list_names(const struct photo_profiles *all, char *out, size_t size)
{
	size_t i, n = 0;

	out[0] = '\0';
	for (i = 0; i < all->n && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s", i ? " " : "",
				      all->list[i].name);
}

static int check_profile(const struct photo_profiles *all, const char *name,
			 struct error *err)
{
	char names[300];

	if (photo_profile_find(all, name))
		return 0;
	list_names(all, names, sizeof(names));
	return error_set(err, ERROR_USAGE,
			 _("no profile \"%s\"; there are: %s"), name, names);
}

/*
 * Both are looked at, although a task may never use one of them: a wrong name
 * found while making would stop a night.
 */
int cmd_task_check_profiles(const struct task *task, struct error *err)
{
	struct photo_profiles all = PHOTO_PROFILES_INIT;
	int result = photo_profile_load(NULL, &all, err);

	if (result == 0)
		result = check_profile(&all, task->accept_profile, err);
	if (result == 0)
		result = check_profile(&all, task->output_profile, err);
	photo_profile_release(&all);
	return result;
}

struct json *cmd_task_json(const struct task *task)
{
	struct json *item = json_new_object(), *policy = json_new_object();
	int i;

	json_set_str(item, "name", task->name);
	json_set_str(item, "state", task->open ? "open" : "closed");
	json_set_str(item, "kind", task->kind);
	json_set_str(item, "school_code", task->school_code);
	json_set_str(item, "school_name", task->school_name);
	json_set_str(item, "category", task->category);
	json_set_int(item, "year", task->year);
	json_set_str(item, "window_start", task->window_start);
	json_set_str(item, "window_end", task->window_end);
	json_set_str(item, "feature_code", task->feature_code);
	json_set_str(item, "province", task->province);
	json_set_str(item, "city", task->city);
	json_set_str(item, "graduation", task->graduation);
	json_set_str(item, "purposes", task->purposes);
	json_set_str(item, "accept_profile", task->accept_profile);
	json_set_str(item, "output_profile", task->output_profile);
	for (i = 0; i < POLICY_COUNT; i++)
		json_set_str(policy, policy_at((enum policy_key)i)->name,
			     policy_text(&task->policies, (enum policy_key)i));
	json_set(item, "policy", policy);
	return item;
}
