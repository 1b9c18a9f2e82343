/* SPDX-License-Identifier: MIT */
/*
 * Running another program as a child process: without a shell, in its own
 * process group, with non-blocking pipes to its stdin and from its stdout.  It
 * shares our stderr and inherits no other open file.  Main thread only.
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
 * command: words separated by blanks; the first is searched on the PATH unless
 * it has a slash.  ERROR_PROVIDER when it cannot be started; child_end() is not
 * needed then.
 */
int child_start(struct child *child, const char *command, struct error *err);
/* Close its stdin; may be called again. */
void child_close_in(struct child *child);

/* Close both pipes, wait up to wait_ms for its end, then kill its group. */
void child_end(struct child *child, int wait_ms);

#endif
