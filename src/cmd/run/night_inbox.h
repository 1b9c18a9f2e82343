/* SPDX-License-Identifier: MIT */
/*
 * The inbox of a night: which of its files are complete, and where files are
 * moved after they were imported.
 *
 *	inbox/photos/2022010101.jpg                     written an hour ago
 *	inbox/photos/2022010102.jpg                     still being copied: left
 *	inbox/archive/2026-05-11/photos/2022010101.jpg  where the first goes
 *
 * A file that somebody must look at (unreadable, refused) stays where it is and
 * is reported every night.  Main thread only.
 */
#ifndef CMD_RUN_NIGHT_INBOX_H
#define CMD_RUN_NIGHT_INBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"

struct night_inbox {
	const char *root;
	long settle;	     /* seconds a file must not have changed for */
	bool keep;	     /* done files stay where they are */
	date_time now;	     /* of the archive's folder */
	long left, archived; /* counted over the night */
};

/* The settled files of one folder, in byte order. */
struct night_drop {
	const char *folder;
	char **paths;
	unsigned char *state; /* of each path: nothing heard, done, not done */
	size_t n, cap, at;
};

/* Nothing when there is no such folder; night_inbox_release() in any case. */
int night_inbox_find(struct night_inbox *inbox, const char *folder,
		     struct night_drop *out, struct error *err);

/*
 * What became of a file, or of an entry "PATH/NAME" of an archive; in the order
 * of the paths.  One that is not done keeps its whole archive.
 */
void night_inbox_tell(struct night_drop *drop, const char *name, bool done);

/* Move what is done, once it is safe in the store. */
int night_inbox_archive(struct night_inbox *inbox, struct night_drop *drop,
			struct error *err);
void night_inbox_release(struct night_drop *drop);

/* Whether it has one of the folders that a night looks into; their names. */
bool night_inbox_is_known(const struct night_inbox *inbox, struct buf *names);

/* Bytes of all files the night may take in. */
int night_inbox_size(const struct night_inbox *inbox, uint64_t *bytes,
		     struct error *err);

#endif
