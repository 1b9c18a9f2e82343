/* SPDX-License-Identifier: MIT */
/*
 * Rights that a thread which decodes strangers' files gives up for good: it
 * can read files and compute.  By the kernel's Landlock it makes, writes and
 * removes none and runs no program; by a seccomp filter it opens no socket and
 * looks into no other process.  Where the kernel has neither nothing happens.
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

/*
 * Of the calling thread alone, for as long as it lives.  0, or -1 with errno
 * where the kernel could and has no room (memory, files): such a thread must
 * decode nothing.
 */
int sandbox_enter(void);

/* Whether the calling thread has entered one. */
bool sandbox_is_inside(void);

/*
 * For code that calls a decoder again and again from the main thread: a thread
 * without rights that runs one call at a time while the caller waits.
 *
 *	caller    sandbox_call(fn) ────┐           ┌─ runs ask ─┐       ┌──▶
 *	the box                        └─ runs fn ─┘            └─ fn ──┘
 *	                                  sandbox_ask(ask)
 *
 * The thread begins with the first call.  Called from within a sandbox,
 * everything runs in the caller.  One caller at a time.
 */
struct sandbox;
typedef void (*sandbox_fn)(void *arg);

struct sandbox *sandbox_open(void);
void sandbox_close(struct sandbox *take_box); /* NULL allowed */

/* -1 with err, and fn was not run, where no thread without rights can be had.
 */
int sandbox_call(struct sandbox *box, sandbox_fn fn, void *arg,
		 struct error *err);

/* From within fn: have the caller run ask, with all its rights. */
void sandbox_ask(struct sandbox *box, sandbox_fn ask, void *arg);

/* What this kernel gives; tried in a thread of its own, or -1 with errno. */
struct sandbox_rights {
	bool landlock, seccomp;
};
int sandbox_try(struct sandbox_rights *out);

/* -1, told of errno: there is no thread in which strangers' files are read. */
int sandbox_lacks_thread(struct error *err);

#endif
