/* SPDX-License-Identifier: MIT */
/*
 * Pictures in the store, named by the SHA-256 of their bytes below
 * originals/ (as they came, never modified) and made/.  Putting the same
 * bytes twice keeps one file.
 */
#ifndef STORE_FILE_STORE_H
#define STORE_FILE_STORE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "store/session.h"

enum file_store_room { FILE_STORE_ORIGINAL, FILE_STORE_MADE };

/* A picture on its way in. */
struct file_store_item {
	enum file_store_room room;
	const void *bytes;
	size_t size;
	char sha256[SHA256_HEX]; /* filled in by put and note */
};

/* The file is on disk (synced) before the row that names it commits. */
int file_store_put(const struct session *session, struct file_store_item *item,
		   struct error *err);

/* Only the hash and the database row, no file: for dry runs. */
int file_store_note(const struct session *session, struct file_store_item *item,
		    struct error *err);

/* Take away what killed runs left among the pictures. */
void file_store_sweep(const struct store *store);

/* The path of a stored file, in a copy of the store too; the caller's. */
char *file_store_path_in(const char *folder, enum file_store_room room,
			 const char *sha256);
char *file_store_path(const struct store *store, enum file_store_room room,
		      const char *sha256);

/* Read and compare with the name; ERROR_STORE when the bytes changed. */
int file_store_read(struct store *store, enum file_store_room room,
		    const char *sha256, struct buf *out, struct error *err);

/* The same of a path of file_store_path(); any thread. */
int file_store_read_path(const char *path, struct buf *out, struct error *err);

/* Every file the database names, each once. */
typedef int (*file_store_fn)(void *ctx, enum file_store_room room,
			     const char *sha256, struct error *err);
int file_store_each(struct store *store, file_store_fn fn, void *ctx,
		    struct error *err);

#endif
