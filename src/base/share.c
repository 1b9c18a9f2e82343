/* SPDX-License-Identifier: MIT */
#include "base/share.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

/* The folder of the running program; NULL when the kernel will not say. */
static char *program_folder(void)
{
	char path[PATH_MAX];
	/* Not argv[0]: that may be a bare name found on the PATH, or a link. */
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path_folder(path);
}

/* folder/name when it exists, else NULL; takes nothing. */
static char *below(const char *folder, const char *name)
{
	char *path = path_join(folder, name);

	if (file_exists(path))
		return path;
	free(path);
	return NULL;
}

char *share_path(const char *name)
{
	/* prefix/bin/qctool; build/<variant>/qctool, …/unit/test_x */
	static const char *const steps[] = {"../share/qctool", "../../share",
					    "../../../share"};
	const char *chosen = getenv("QCTOOL_SHARE");
	char *program, *folder, *mark, *found = NULL;
	size_t i;

	if (chosen && *chosen)
		return path_join(chosen, name);
	/*
	 * From where the program lies, so that a package may be built for one
	 * prefix and unpacked into another; findings.ini marks the folder.
	 */
	program = program_folder();
	for (i = 0; program && !found && i < ARRAY_SIZE(steps); i++) {
		folder = path_join(program, steps[i]);
		mark = below(folder, "findings.ini");
		if (mark)
			found = path_join(folder, name);
		free(mark);
		free(folder);
	}
	free(program);
	return found ? found : path_join(QCTOOL_SHAREDIR, name);
}

char *share_locale_dir(void)
{
	/* of the build tree; of prefix/bin */
	static const char *const steps[] = {"locale", "../share/locale"};
	char *program = program_folder(), *folder, *mark, *found = NULL;
	size_t i;

	for (i = 0; program && !found && i < ARRAY_SIZE(steps); i++) {
		folder = path_join(program, steps[i]);
		mark = below(folder, "zh_CN/LC_MESSAGES/qctool.mo");
		if (mark)
			found = mem_xstrdup(folder);
		free(mark);
		free(folder);
	}
	free(program);
	return found ? found : mem_xstrdup(QCTOOL_LOCALEDIR);
}

char *share_model_path(const char *name)
{
	/* build/models, of a program in build/<variant> or one below it */
	static const char *const steps[] = {"../models", "../../models"};
	char *program = program_folder(), *folder, *found = NULL, *path;
	size_t i;

	for (i = 0; program && !found && i < ARRAY_SIZE(steps); i++) {
		folder = path_join(program, steps[i]);
		found = below(folder, name);
		free(folder);
	}
	free(program);
	if (found)
		return found;
	folder = share_path("models");
	path = path_join(folder, name);
	free(folder);
	return path;
}
