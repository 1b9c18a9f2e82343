/* SPDX-License-Identifier: MIT */
/*
 * The picture files of the store.  Each is named by the SHA-256 of its bytes
 * and lies below originals/ (as it came, never modified) or made/.  The same
 * bytes are stored only once.  Main thread only, unless said otherwise.
 */
#ifndef STORE_FILE_STORE_H
#define STORE_FILE_STORE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "store/session.h"

enum file_store_room { FILE_STORE_ORIGINAL, FILE_STORE_MADE };

/* A picture to be stored. */
struct file_store_item {
	enum file_store_room room;
	const void *bytes;
	size_t size;
	char sha256[SHA256_HEX]; /* filled in by put and note */
};

/*
 * Store it; the file is synced before the row that names it is committed.
 * Until then it has no name: it cannot be read, a rollback removes it, and a
 * write that fails may only be reported by the commit.
 */
int file_store_put(const struct session *session, struct file_store_item *item,
		   struct error *err);

/*
 * Sync what was put and give it its name now, so that it can be read within
 * the same transaction.
 */
int file_store_settle(struct store *store, struct error *err);

/* For dry runs: only the hash and the database row, no file. */
int file_store_note(const struct session *session, struct file_store_item *item,
		    struct error *err);

/* Remove the temporary files that killed runs left (base/sweep.h). */
void file_store_sweep(const struct store *store);

/* The path of a stored file (_in: of the store in folder); to be freed. */
char *file_store_path_in(const char *folder, enum file_store_room room,
			 const char *sha256);
char *file_store_path(const struct store *store, enum file_store_room room,
		      const char *sha256);

/* Append a file's bytes; ERROR_STORE when they do not have that hash. */
int file_store_read(struct store *store, enum file_store_room room,
		    const char *sha256, struct buf *out, struct error *err);

/* The same for a path from file_store_path(); any thread. */
int file_store_read_path(const char *path, struct buf *out, struct error *err);

/* Every file that the database names, each once. */
typedef int (*file_store_fn)(void *ctx, enum file_store_room room,
			     const char *sha256, struct error *err);
int file_store_each(struct store *store, file_store_fn fn, void *ctx,
		    struct error *err);

#endif
