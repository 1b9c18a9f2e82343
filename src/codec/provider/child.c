/* SPDX-License-Identifier: MIT */
#include "codec/provider/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	WORDS = 16,  /* of a command */
	STEP_MS = 5, /* between two looks whether it has ended */
};

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* By blanks alone: no shell, no quotes, so nothing can be slipped in. */
static int split(char *command, char *words[WORDS + 1])
{
	char *rest = NULL, *word = strtok_r(command, " \t", &rest);
	int n = 0;

	for (; word && n < WORDS; word = strtok_r(NULL, " \t", &rest))
		words[n++] = word;
	words[n] = NULL;
	return word ? 0 : n;
}

/*
 * A group of its own, so that its children end with it; signals as a program
 * expects them (ours ignores SIGPIPE and may be blocking); of our files only
 * the pipes: the store and the photos stay with us.
 */
static int spawn(struct child *child, char *const words[], int in, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int result;

	sigemptyset(&none);
	sigemptyset(&all);
	sigaddset(&all, SIGPIPE);
	sigaddset(&all, SIGINT);
	sigaddset(&all, SIGTERM);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP |
					       POSIX_SPAWN_SETSIGDEF |
					       POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setpgroup(&how, 0);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setsigmask(&how, &none);
	result = posix_spawnp(&child->pid, words[0], &files, &how, words,
			      environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return result;
}

int child_start(struct child *child, const char *command, struct error *err)
{
	char *copy = mem_xstrdup(command), *words[WORDS + 1];
	int in[2] = {-1, -1}, out[2] = {-1, -1}, failed = EINVAL;

	*child = (struct child){.pid = -1, .in = -1, .out = -1};
	if (split(copy, words) > 0)
		failed = pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0
				 ? errno
				 : spawn(child, words, in[0], out[1]);
	close_one(&in[0]);
	close_one(&out[1]);
	child->in = in[1];
	child->out = out[0];
	free(copy);
	if (failed) {
		close_one(&child->in);
		close_one(&child->out);
		errno = failed;
		error_set_errno(err, _("provider %s cannot be started"),
				command);
		if (err)
			err->kind = ERROR_PROVIDER;
		return -1;
	}
	/* Our ends alone: what it reads and writes may block it. */
	fcntl(child->in, F_SETFL, O_NONBLOCK);
	fcntl(child->out, F_SETFL, O_NONBLOCK);
	return 0;
}

void child_close_in(struct child *child)
{
	close_one(&child->in);
}

/* The child stays a zombie, so that its group's number is not used again. */
static int has_ended(pid_t pid)
{
	siginfo_t info = {.si_pid = 0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) !=
		       0 ||
	       info.si_pid != 0;
}

void child_end(struct child *child, int wait_ms)
{
	const struct timespec step = {0, STEP_MS * 1000000L};
	double end = clock_seconds() + wait_ms / 1e3;

	close_one(&child->in);
	close_one(&child->out);
	while (!has_ended(child->pid) && clock_seconds() < end)
		nanosleep(&step, NULL);
	/* The group, even of one that has ended: its children may live. */
	kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
