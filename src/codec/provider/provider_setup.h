/* SPDX-License-Identifier: MIT */
/* Which provider programs a store has, and how long they may take. */
#ifndef CODEC_PROVIDER_PROVIDER_SETUP_H
#define CODEC_PROVIDER_PROVIDER_SETUP_H

#include "base/error.h"

/* A program and its time limits in seconds. */
struct provider_setup {
	char *program; /* owned; words separated by blanks; NULL = none */
	long timeout_item, timeout_batch;
};

/*
 * Read the section [provider] of folder/qctool.ini: the key kind ("code",
 * "score", "id") gives the program; timeout_item (default 10) and timeout_batch
 * (default 3600) its limits.  A section for one kind, such as [provider.score],
 * comes first if there is one.  program is NULL when file, section or key are
 * missing.  A relative path with a slash is taken relative to folder.  -1 with
 * ERROR_USAGE for bad settings.
 */
int provider_setup_read(const char *folder, const char *kind,
			struct provider_setup *out, struct error *err);
/* Use a program that was given on the command line; default limits. */
void provider_setup_set(struct provider_setup *out, const char *program);
void provider_setup_release(struct provider_setup *setup);

#endif
