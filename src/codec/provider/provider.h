/* SPDX-License-Identifier: MIT */
/*
 * Provider programs do what only a licensed party may do, such as decrypting
 * codes or comparing faces.  The protocol is JSON lines (RFC 8259) over pipes:
 *
 *   we write to its stdin    one object a line, each with an id
 *   it writes to its stdout  first a line with its name, then one object a line
 *                            for each request, with the same id, in any order
 *
 * A program is started once a batch, without a shell, in its own process group.
 * Both pipes are served at the same time and at most PROVIDER_WINDOW requests
 * are open, so neither side blocks the other.  What it writes is not trusted:
 * lines, names and times have limits.  Main thread only; SIGPIPE must be
 * ignored (base/cancel.h).
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
	/* returns request i of 0..n - 1 as a new object; id is added to it */
	struct json *(*ask)(void *ctx, size_t i);
	/* called with the answer to request i (borrowed), in any order */
	int (*answer)(void *ctx, size_t i, const struct json *object,
		      struct error *err);
	void *ctx;
	/* filled in; only letters, digits and -._+ */
	char name[PROVIDER_NAME], version[PROVIDER_NAME];
	size_t answered, restarts;
};

/*
 * 0 when every request was answered.  ERROR_PROVIDER, which names the program,
 * when it cannot be started, dies, violates the protocol, answers an id that is
 * not open, or does not answer open requests within timeout_item; the answers
 * that came before are valid.  A program that died or became silent is started
 * once more for the unanswered requests; one that violated the protocol is not.
 * The program and its children are ended before this returns.
 */
int provider_run(struct provider_batch *batch, struct error *err);

#endif
