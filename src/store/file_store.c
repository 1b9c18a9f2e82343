/* SPDX-License-Identifier: MIT */
#include "store/file_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sweep.h"
#include "store/sql.h"
#include "store/store_private.h"

enum { MAX_BYTES = 200 << 20 };

static const struct sql_query insert_original = {
	"INSERT OR IGNORE INTO original (sha256, bytes, added_at)"
	" VALUES (?, ?, ?)",
	"sit",
};

static const struct sql_query select_files = {
	"SELECT 0, sha256 FROM original UNION"
	" SELECT 1, sha256 FROM made WHERE status = 'made' ORDER BY 1, 2",
	"",
};

char *file_store_path_in(const char *folder, enum file_store_room room,
			 const char *sha256)
{
	return mem_xprintf("%s/%s/%.2s/%s", folder,
			   room == FILE_STORE_MADE ? "made" : "originals",
			   sha256, sha256);
}

char *file_store_path(const struct store *store, enum file_store_room room,
		      const char *sha256)
{
	return file_store_path_in(store_folder(store), room, sha256);
}

static int add_original(const struct session *session,
			const struct file_store_item *item, struct error *err)
{
	return sql_run(session->store, &insert_original, err, item->sha256,
		       (long long)item->size, session->now);
}

/*
 * originals/9f/9f86d081…: named by content, so the same picture sent twice is
 * one file and a name is proof of its bytes.  256 folders keep each short
 * enough for a file manager to open.
 */
int file_store_put(const struct session *session, struct file_store_item *item,
		   struct error *err)
{
	struct store *store = session->store;
	char *path;
	int result;

	sha256_hex(item->bytes, item->size, item->sha256);
	path = file_store_path(store, item->room, item->sha256);
	result = file_bundle_add(&store->files, path, item->bytes, item->size,
				 err);
	/* Else each row is a commit of its own. */
	if (result == 0 && !store->in_transaction)
		result = file_store_settle(store, err);
	if (result == 0 && item->room == FILE_STORE_ORIGINAL)
		result = add_original(session, item, err);
	free(path);
	return result;
}

int file_store_settle(struct store *store, struct error *err)
{
	return file_bundle_commit(&store->files, err);
}

/*
 * Where the file system cannot make files without a name a killed run leaves
 * some.  512 folders are too many for every command, few for one that writes
 * pictures all night.
 */
void file_store_sweep(const struct store *store)
{
	static const char *const rooms[] = {"originals", "made"};
	size_t room;
	int i;

	for (room = 0; room < ARRAY_SIZE(rooms); room++)
		for (i = 0; i < 256; i++) {
			char *path =
				mem_xprintf("%s/%s/%02x", store_folder(store),
					    rooms[room], (unsigned)i);

			sweep_folder(path);
			free(path);
		}
}

int file_store_note(const struct session *session, struct file_store_item *item,
		    struct error *err)
{
	sha256_hex(item->bytes, item->size, item->sha256);
	return add_original(session, item, err);
}

int file_store_read_path(const char *path, struct buf *out, struct error *err)
{
	char *sha256 = path_stem(path);
	size_t start = out->size;
	int result = file_read(path, MAX_BYTES, out, err);

	if (result == 0)
		result = sha256_check(buf_str(out) + start, out->size - start,
				      sha256, path, err);
	free(sha256);
	return result;
}

int file_store_read(struct store *store, enum file_store_room room,
		    const char *sha256, struct buf *out, struct error *err)
{
	char *path = file_store_path(store, room, sha256);
	int result = file_store_read_path(path, out, err);

	free(path);
	return result;
}

int file_store_each(struct store *store, file_store_fn fn, void *ctx,
		    struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_files, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		if (fn(ctx,
		       sql_int(&q, 0) ? FILE_STORE_MADE : FILE_STORE_ORIGINAL,
		       sql_text(&q, 1), err) != 0) {
			sql_close(&q);
			return -1;
		}
	return got;
}
