/* SPDX-License-Identifier: MIT */
#include "photo/photo_import_gate.h"

#include <string.h>

#include "base/mem.h"
#include "photo/photo_check_file.h"
#include "photo/photo_profile.h"
#include "rules/task_profile.h"

int photo_import_gate_open(const struct task *task,
			   struct photo_import_gate *out, struct error *err)
{
	struct photo_profiles all = PHOTO_PROFILES_INIT;
	int result;

	memset(out, 0, sizeof(*out));
	out->task = task;
	out->wanted = strcmp(task->accept_profile, "source") != 0;
	result = photo_profile_load(NULL, &all, err);
	if (result == 0)
		result = photo_profile_choose(&all, task->accept_profile,
					      &out->profile, err);
	photo_profile_release(&all);
	/* "source" has no rules of its own; only those of the task count. */
	if (!out->wanted)
		out->profile.policy.age_days = 0;
	if (result == 0)
		task_profile_apply(task, &out->profile);
	return result;
}

static void refuse(struct findings *all, const char *code)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->list[i].code, code) == 0)
			all->list[i].severity = FINDING_ERROR;
}

/* Turn warnings into refusals where a policy of the task says so. */
static void apply_policies(const struct photo_import_gate *gate,
			   struct findings *all)
{
	static const struct {
		enum policy_key key;
		const char *value, *code;
	} rules[] = {
		{POLICY_ALLOW_ALBUM, "no", "PRV-ALBUM"},
		{POLICY_ALLOW_ALBUM, "no", "PRV-EDITED-BY"},
		{POLICY_ALLOW_FRONT_CAMERA, "no", "PRV-FRONT-LENS"},
		{POLICY_PHOTO_WINDOW, "refuse", "PRV-WINDOW"},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		if (policy_is(&gate->task->policies, rules[i].key,
			      rules[i].value))
			refuse(all, rules[i].code);
}

/* A camera's date may be wrong, so by default this is only a warning. */
static void check_window(const struct photo_import_gate *gate,
			 const struct photo_decode_info *source,
			 struct findings *out)
{
	const struct task *task = gate->task;
	char day[11];

	if (!source->exif.taken.year ||
	    policy_is(&task->policies, POLICY_PHOTO_WINDOW, "any"))
		return;
	date_format(source->exif.taken, day);
	if ((task->window_start[0] && strcmp(day, task->window_start) < 0) ||
	    (task->window_end[0] && strcmp(day, task->window_end) > 0))
		findings_add_detail(out, "PRV-WINDOW", day);
}

void photo_import_gate_judge(const struct photo_import_gate *gate,
			     const struct photo_decode_info *source,
			     const struct photo_input *input,
			     struct findings *out)
{
	const struct photo_check_file file = {&gate->profile, source, input,
					      false};

	if (gate->wanted)
		photo_check_file(&file, out);
	photo_check_file_origin(&file, out);
	check_window(gate, source, out);
	apply_policies(gate, out);
}

const char *photo_import_gate_fault(const struct findings *all)
{
	const char *fault = NULL;
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (all->list[i].severity != FINDING_ERROR)
			continue;
		if (strncmp(all->list[i].code, "FIL-", 4) == 0)
			return "GATE-PROFILE";
		if (!fault)
			fault = all->list[i].code;
	}
	return fault;
}
