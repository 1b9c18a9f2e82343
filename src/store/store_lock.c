/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/store_private.h"

enum { STEP_MS = 50 };

static void pause_step(void)
{
	struct timespec step = {0, STEP_MS * 1000000L};

	nanosleep(&step, NULL);
}

/*
 * flock() on a file of its own.  SQLite's locks last for a transaction; a run
 * is many of them, with files written between, and two runs at once would hand
 * the same photos out twice.  fcntl() locks would be dropped by any close() of
 * the file in this process.
 */
int store_lock_take(struct store *store, long wait, struct error *err)
{
	char *path = path_join(store->folder, "qctool.lock");
	long tries = wait * 1000 / STEP_MS;

	store->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (store->lock_fd < 0) {
		error_set_errno(err, "%s", path);
		free(path);
		return -1;
	}
	free(path);
	/* The kernel drops the lock with the process, however it ends. */
	while (flock(store->lock_fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return error_set_errno(err, _("cannot lock %s"),
					       store->folder);
		if (cancel_check(err) < 0)
			return -1;
		if (tries-- <= 0)
			return error_set(err, ERROR_LOCKED,
					 _("%s is in use by another run; try "
					   "again or wait with --lock-wait"),
					 store->folder);
		pause_step();
	}
	return 0;
}

void store_lock_drop(struct store *store)
{
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	store->lock_fd = -1;
}
