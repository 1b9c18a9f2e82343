/* SPDX-License-Identifier: MIT */
#include "codec/provider/provider_setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/config/ini.h"

/* Seconds, when the settings say nothing; and the most they may say. */
enum { ITEM_SECONDS = 10, BATCH_SECONDS = 3600, MOST_SECONDS = 864000 };

void provider_setup_set(struct provider_setup *out, const char *program)
{
	out->program = mem_xstrdup(program);
	out->timeout_item = ITEM_SECONDS;
	out->timeout_batch = BATCH_SECONDS;
}

void provider_setup_release(struct provider_setup *setup)
{
	free(setup->program);
	setup->program = NULL;
}

/*
 * "bin/score --fast" is beside the settings, so that a store can be moved with
 * its program; "score" is looked for on the PATH, "/opt/score" is itself.
 */
static bool is_below(const char *program)
{
	return program[0] != '/' &&
	       memchr(program, '/', strcspn(program, " \t")) != NULL;
}

static int take(const struct ini_section *s, const char *folder,
		const char *key, struct provider_setup *out, struct error *err)
{
	static const long range[2] = {1, MOST_SECONDS};
	const char *program = ini_section_get(s, key);

	if (ini_section_long(s, "timeout_item", range, &out->timeout_item,
			     err) < 0 ||
	    ini_section_long(s, "timeout_batch", range, &out->timeout_batch,
			     err) < 0)
		return -1;
	if (program && *program) {
		free(out->program);
		out->program = is_below(program) ? path_join(folder, program)
						 : mem_xstrdup(program);
	}
	return 0;
}

int provider_setup_read(const char *folder, const char *kind,
			struct provider_setup *out, struct error *err)
{
	char *path = path_join(folder, "qctool.ini");
	struct ini ini = INI_INIT;
	const struct ini_section *s;
	char own[32];
	int result = 0;

	provider_setup_set(out, NULL);
	if (file_exists(path)) {
		result = ini_read_file(path, &ini, err);
		s = result == 0 ? ini_section(&ini, "provider") : NULL;
		if (s)
			result = take(s, folder, kind, out, err);
		snprintf(own, sizeof(own), "provider.%s", kind);
		s = result == 0 ? ini_section(&ini, own) : NULL;
		if (s)
			result = take(s, folder, "program", out, err);
		if (result < 0 && err)
			err->kind = ERROR_USAGE;
	}
	ini_release(&ini);
	free(path);
	return result;
}
