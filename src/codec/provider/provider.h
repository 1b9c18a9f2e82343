/* SPDX-License-Identifier: MIT */
/*
 * Provider programs (JSON lines, RFC 8259, over pipes): what only a licensed
 * party can do, done by a program of its own.  Started once a batch, without a
 * shell, in a process group of its own; a JSON object a line on its stdin, one
 * a line back in any order with the same id; its first line names it.  Both
 * pipes are served at once and at most PROVIDER_WINDOW requests are open, so
 * neither side blocks.  All it says is hostile: lines, names and times have
 * limits.  Main thread only; SIGPIPE must be ignored (base/cancel.h).
 */
#ifndef CODEC_PROVIDER_PROVIDER_H
#define CODEC_PROVIDER_PROVIDER_H

#include <stddef.h>

#include "base/error.h"
#include "base/json.h"
#include "codec/provider/provider_setup.h"

enum {
	PROVIDER_LINE_LIMIT = 1 << 20, /* bytes, either way */
	PROVIDER_WINDOW = 64,	       /* requests without an answer */
	PROVIDER_NAME = 48,
};

struct provider_batch {
	const struct provider_setup *setup;
	size_t n;
	/* request i, 0..n - 1, as a new object; id is added */
	struct json *(*ask)(void *ctx, size_t i);
	/* its answer, borrowed; answers come in any order, one for each i */
	int (*answer)(void *ctx, size_t i, const struct json *object,
		      struct error *err);
	void *ctx;
	/* filled; letters, digits and -._+ only */
	char name[PROVIDER_NAME], version[PROVIDER_NAME];
	size_t answered, restarts;
};

/*
 * 0 when every request has its answer.  ERROR_PROVIDER names the program when
 * it cannot be started, dies, breaks the form, answers for an id that is not
 * open, or is silent for timeout_item with requests open; answers that came
 * before were handed over.  One that died or fell silent is started once more
 * for what is unanswered; one that broke the form is not.  The program and its
 * children are ended before this returns.
 */
int provider_run(struct provider_batch *batch, struct error *err);

#endif
