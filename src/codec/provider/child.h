/* SPDX-License-Identifier: MIT */
/*
 * A program of somebody else's as a child: no shell, a process group of its
 * own, pipes on stdin and stdout that never block us, stderr shared, no other
 * file of ours open.  Main thread only.
 */
#ifndef CODEC_PROVIDER_CHILD_H
#define CODEC_PROVIDER_CHILD_H

#include <sys/types.h>

#include "base/error.h"

struct child {
	pid_t pid;
	int in, out; /* our ends; -1 = closed */
};

/*
 * command: words parted by blanks, the first looked for on the PATH when it
 * has no slash.  ERROR_PROVIDER when it cannot be started; nothing to end
 * then.
 */
int child_start(struct child *child, const char *command, struct error *err);
void child_close_in(struct child *child); /* once or more */

/* Close both pipes, wait for so long, then end the whole group. */
void child_end(struct child *child, int wait_ms);

#endif
