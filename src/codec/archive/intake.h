/* SPDX-License-Identifier: MIT */
/*
 * The main road of pictures into the program: what a command was given becomes
 * a list of files with bytes.  From here picture_kind() tells what they are,
 * photo_decode() makes pixels of them.
 *
 * Given are files, folders (recursively, byte order of the path), archives
 * (zip, 7z, rar, tar; zips that unpack themselves; archives within archives, to
 * two levels) and "-" for a list of paths on stdin.  Items come in that order.
 * A file's bytes are read by whoever works on the item (intake_load, any
 * thread); an archive's entries arrive loaded.  Names are labels for people,
 * UTF-8, never paths of ours.
 *
 * What systems leave beside files (Thumbs.db, desktop.ini, .lnk, ~$…, those of
 * a Mac) is passed over in silence; other files that are no pictures, unless
 * they were named one by one, are passed over and counted (intake_left_out).
 */
#ifndef CODEC_ARCHIVE_INTAKE_H
#define CODEC_ARCHIVE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/sha256.h"

enum {
	INTAKE_MAX_FILES = 2000000,
	INTAKE_NAMES = 5, /* of files left out */
};

struct intake_item {
	char *name; /* "folder/a.jpg" or "photos.zip/班级/a.jpg" */
	char *path; /* as on disk; NULL for an entry of an archive */
	/* of a file of the store: what its bytes must be; "" = anything */
	char sha256[SHA256_HEX];
	struct buf bytes;
	bool loaded;
	bool gbk_name;	     /* of an archive, not UTF-8 there */
	bool foreign_path;   /* the path is no UTF-8, name is decoded */
	const char *finding; /* a code that goes with the error; or NULL */
	struct error error;  /* kind NONE while all is well */
};

void intake_item_release(struct intake_item *item);

/*
 * Read the file's bytes unless they are there; a failure is in item->error,
 * ERROR_STORE when the bytes are not those of item->sha256.
 */
void intake_load(struct intake_item *item);

/*
 * Append the path's bytes in base64, when name is not the path; false when it
 * is.  Who masks names keeps them to himself.
 */
bool intake_item_bytes(const struct intake_item *item, struct buf *out);

struct intake;

/* Find all files at once, so that the total is known; no pixels are read. */
struct intake *intake_open(char *const *operands, int count, struct error *err);
/* Paths that a program found in a folder: none of them was named. */
struct intake *intake_open_found(char *const *paths, int count,
				 struct error *err);
void intake_close(struct intake *take_intake); /* NULL allowed */

/* Files known so far (entries of archives count as they come). */
long intake_total(const struct intake *intake);

/*
 * The files passed over so far that were no pictures: how many, and the names
 * of the first INTAKE_NAMES of them, borrowed.
 */
long intake_left_out(const struct intake *intake, const char **names);

/* How a workflow that opens the intake itself hands that on. */
typedef void (*intake_left_out_fn)(void *ctx, long count, const char *names);

/* 1 with the next item (the caller releases it), 0 at the end, -1. */
int intake_next(struct intake *intake, struct intake_item *item,
		struct error *err);

/*
 * ERROR_INPUT when nothing came in by then, and it was not an empty list of
 * paths: whoever names a folder believes that there is something in it.
 */
int intake_need_some(const struct intake *intake, struct error *err);

#endif
