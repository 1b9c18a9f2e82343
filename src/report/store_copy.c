/* SPDX-License-Identifier: MIT */
#include "report/store_copy.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/file_bundle.h"
#include "base/path.h"
#include "base/sha256.h"
#include "store/file_store.h"

enum { MAX_BYTES = 200 << 20 }; /* of a file, as file_store.c takes it in */

/* By its length, so that one that was cut off is copied again. */
static bool is_there(const struct store_copy *copy, const char *from,
		     const char *to, const char *sha256)
{
	char found[SHA256_HEX];

	if (!file_exists(to))
		return false;
	if (!copy->prove && file_exists(from))
		return file_is_as_long(from, to);
	return sha256_file(to, found, NULL, NULL) == 0 &&
	       strcmp(found, sha256) == 0;
}

/* On its way to the disk together with others. */
struct copier {
	struct store_copy *job;
	struct file_bundle files;
};

static int copy_bytes(struct copier *c, const char *from, const char *to,
		      const char *sha256, struct error *err)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(from, MAX_BYTES, &bytes, err);

	if (result == 0)
		result = sha256_check(buf_str(&bytes), bytes.size, sha256, from,
				      err);
	if (result == 0)
		result = file_bundle_add(&c->files, to, buf_str(&bytes),
					 bytes.size, err);
	buf_release(&bytes);
	return result;
}

static int copy_one(void *ctx, enum file_store_room room, const char *sha256,
		    struct error *err)
{
	struct copier *c = ctx;
	struct store_copy *copy = c->job;
	char *from = file_store_path_in(copy->from, room, sha256);
	char *to = file_store_path_in(copy->to, room, sha256);
	struct error why = ERROR_INIT;
	int result = cancel_check(err);

	copy->files++;
	if (result == 0 && !is_there(copy, from, to, sha256)) {
		if (copy_bytes(c, from, to, sha256, &why) == 0) {
			copy->copied++;
		} else if (why.kind == ERROR_SYSTEM) {
			*err = why;
			result = -1;
		} else {
			copy->bad++;
			copy->failed(copy->ctx, from, &why);
		}
	}
	free(from);
	free(to);
	return result;
}

int store_copy_files(struct store_copy *copy, struct error *err)
{
	struct copier c = {.job = copy};
	int result;

	copy->files = copy->copied = copy->bad = 0;
	result = file_store_each(copy->names, copy_one, &c, err);
	if (result == 0)
		result = file_bundle_commit(&c.files, err);
	file_bundle_drop(&c.files);
	return result;
}
