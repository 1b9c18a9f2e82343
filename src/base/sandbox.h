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

/* Of the calling thread alone; never fails. */
void sandbox_enter(void);

/* What this kernel gives; tried in a thread of its own. */
struct sandbox_rights {
	bool landlock, seccomp;
};
struct sandbox_rights sandbox_try(void);

#endif
