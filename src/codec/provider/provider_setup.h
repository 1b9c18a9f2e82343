/* SPDX-License-Identifier: MIT */
/* Which provider programs a store has, and how long they may take. */
#ifndef CODEC_PROVIDER_PROVIDER_SETUP_H
#define CODEC_PROVIDER_PROVIDER_SETUP_H

#include "base/error.h"

/* A program and its time limits in seconds. */
struct provider_setup {
	char *program; /* owned; words parted by blanks; NULL = none */
	long timeout_item, timeout_batch;
};

/*
 * [provider] of folder/qctool.ini: the program named by kind ("code",
 * "score", "id"), timeout_item (default 10) and timeout_batch (3600).  A
 * section of its own, [provider.score], may name program and limits of one
 * kind and goes before.  No file, section or key: program is NULL.  A relative
 * path with a slash is below the folder.  -1 with ERROR_USAGE for bad settings.
 */
int provider_setup_read(const char *folder, const char *kind,
			struct provider_setup *out, struct error *err);
/* The same for a program given by hand. */
void provider_setup_set(struct provider_setup *out, const char *program);
void provider_setup_release(struct provider_setup *setup);

#endif
