/* SPDX-License-Identifier: MIT */
#include "task/task_preset.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "codec/config/ini.h"

/*
 * By the words and the checks of `task set`: a preset can do nothing that a
 * person could not type, and a fault in it names the line.
 */
static int apply_all(const struct ini *ini, const char *path, struct task *task,
		     struct error *err)
{
	const struct ini_section *s = ini_section(ini, "settings");
	size_t i;

	for (i = 0; s && i < s->n; i++)
		if (task_set(task, s->entries[i].key, s->entries[i].value,
			     err) < 0)
			return error_context(err, _("%s, line %d"), path,
					     s->entries[i].line);
	return 0;
}

static int apply_file(const char *path, struct task *task, struct error *err)
{
	struct ini ini = INI_INIT;
	int result = ini_read_file(path, &ini, err);

	if (result == 0)
		result = apply_all(&ini, path, task, err);
	ini_release(&ini);
	return result;
}

static int add_name(void *ctx, const char *name, const char *title,
		    struct error *err)
{
	(void)title;
	(void)err;
	buf_add_word(ctx, name);
	return 0;
}

static int no_such(const char *name, struct error *err)
{
	struct buf all = BUF_INIT;

	task_preset_each(add_name, &all, err);
	error_set(err, ERROR_USAGE, _("no preset %s; there are: %s"), name,
		  buf_str(&all));
	buf_release(&all);
	return -1;
}

int task_preset_apply(const char *name, struct task *task, struct error *err)
{
	char *file, *path;
	int result;

	/*
	 * A school's own settings are a file of its own, named as a path; our
	 * names have no extension, so one cannot hide the other.
	 */
	if (path_has_extension(name, ".ini"))
		return apply_file(name, task, err);
	/* A name is no way out of the folder. */
	if (!path_is_safe(name) || strchr(name, '/'))
		return no_such(name, err);
	file = mem_xprintf("tasks/%s.ini", name);
	path = share_path(file);
	result = file_exists(path) ? apply_file(path, task, err)
				   : no_such(name, err);
	free(path);
	free(file);
	return result;
}

struct walk {
	task_preset_fn fn;
	void *ctx;
};

static int take_file(void *ctx, const char *path, struct error *err)
{
	struct walk *w = ctx;
	struct ini ini = INI_INIT;
	const char *title;
	char *name;
	int result;

	if (!path_has_extension(path, ".ini"))
		return 0;
	if (ini_read_file(path, &ini, err) < 0)
		return -1;
	title = ini_get(&ini, "task", i18n_lang() == I18N_ZH ? "zh" : "en");
	name = path_stem(path);
	result = w->fn(w->ctx, name, title ? title : "", err);
	free(name);
	ini_release(&ini);
	return result;
}

int task_preset_each(task_preset_fn fn, void *ctx, struct error *err)
{
	struct walk w = {fn, ctx};
	char *folder = share_path("tasks");
	int result =
		file_is_dir(folder) ? file_walk(folder, take_file, &w, err) : 0;

	free(folder);
	return result;
}
