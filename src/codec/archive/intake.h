/* SPDX-License-Identifier: MIT */
/*
 * The main road of pictures into the program: what a command was given becomes
 * a list of files with bytes.  From here picture_kind() tells what they are,
 * photo_decode() makes pixels of them.
 *
 * Given are files, folders (recursively, byte order of the path), archives
 * (zip, 7z, rar, tar) and "-" for a list of paths on stdin.  Items come in that
 * order.  A file's bytes are read by whoever works on the item (intake_load,
 * any thread); an archive's entries arrive loaded.  Names are labels for
 * people, never paths of ours.
 */
#ifndef CODEC_ARCHIVE_INTAKE_H
#define CODEC_ARCHIVE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/sha256.h"

enum { INTAKE_MAX_FILES = 2000000 };

struct intake_item {
	char *name; /* "folder/a.jpg" or "photos.zip/班级/a.jpg" */
	char *path; /* NULL for an entry of an archive */
	/* of a file of the store: what its bytes must be; "" = anything */
	char sha256[SHA256_HEX];
	struct buf bytes;
	bool loaded;
	bool gbk_name;	    /* of an archive, not UTF-8 there */
	struct error error; /* kind NONE while all is well */
};

void intake_item_release(struct intake_item *item);

/*
 * Read the file's bytes unless they are there; a failure is in item->error,
 * ERROR_STORE when the bytes are not those of item->sha256.
 */
void intake_load(struct intake_item *item);

/* Whether it is something beside the photos of an archive: a list, a note. */
bool intake_is_extra(const struct intake_item *item);

struct intake;

/* Find all files at once, so that the total is known; no pixels are read. */
struct intake *intake_open(char *const *operands, int count, struct error *err);
void intake_close(struct intake *take_intake); /* NULL allowed */

/* Files known so far (entries of archives count as they come). */
long intake_total(const struct intake *intake);

/* 1 with the next item (the caller releases it), 0 at the end, -1. */
int intake_next(struct intake *intake, struct intake_item *item,
		struct error *err);

/*
 * ERROR_INPUT when nothing came in by then, and it was not an empty list of
 * paths: whoever names a folder believes that there is something in it.
 */
int intake_need_some(const struct intake *intake, struct error *err);

#endif
