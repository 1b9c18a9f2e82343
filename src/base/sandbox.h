/* SPDX-License-Identifier: MIT */
/*
 * A thread that decodes strangers' files first gives up its rights, for good:
 * all it can still do is read files and compute.  The kernel's Landlock keeps
 * it from making, writing and removing files and from running programs; a
 * seccomp filter keeps it from opening sockets and from looking into other
 * processes.  On kernels that have neither, the thread keeps its rights.
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

/*
 * Give up the rights of the calling thread, for as long as it lives.  Returns
 * 0, also where the kernel lacks the means; or -1 with errno when the kernel
 * has them but ran out of memory or files: such a thread must not decode
 * anything.
 */
int sandbox_enter(void);

/* Whether the calling thread has given up its rights. */
bool sandbox_is_inside(void);

/*
 * For code that calls a decoder again and again from the main thread: a second
 * thread without rights runs one call at a time while the caller waits.
 *
 *	caller    sandbox_call(fn) ────┐           ┌─ runs ask ─┐       ┌──▶
 *	the box                        └─ runs fn ─┘            └─ fn ──┘
 *	                                  sandbox_ask(ask)
 *
 * The thread is started by the first call.  When the caller itself has already
 * given up its rights, everything runs in the caller.  One caller at a time.
 */
struct sandbox;
typedef void (*sandbox_fn)(void *arg);

struct sandbox *sandbox_open(void);
void sandbox_close(struct sandbox *take_box); /* NULL allowed */

/* -1 with err when no such thread can be started; fn was not run then. */
int sandbox_call(struct sandbox *box, sandbox_fn fn, void *arg,
		 struct error *err);

/* From within fn: have the caller run ask, with all its rights. */
void sandbox_ask(struct sandbox *box, sandbox_fn ask, void *arg);

/* What this kernel offers; tried in a thread of its own.  -1 with errno. */
struct sandbox_rights {
	bool landlock, seccomp;
};
int sandbox_try(struct sandbox_rights *out);

/* Set err, from errno: no thread without rights can be started.  Returns -1. */
int sandbox_lacks_thread(struct error *err);

#endif
