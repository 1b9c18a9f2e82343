/* SPDX-License-Identifier: MIT */
/*
 * How pictures come into the program: the operands of a command become a list
 * of items, one for each file.  Afterwards picture_kind() tells what an item is
 * and photo_decode() makes pixels of it.
 *
 * Operands are files, folders (searched recursively, in byte order of the
 * path), archives (zip, 7z, rar, tar; self-extracting zips; archives within
 * archives, to two levels) and "-" for a list of paths on stdin.  Items come in
 * that order.  A file is read by whoever works on its item (intake_load(), any
 * thread); entries of archives are already loaded.  Names are labels in UTF-8,
 * never used as paths.
 *
 * Files that systems leave behind (Thumbs.db, desktop.ini, .lnk, ~$…, those of
 * a Mac) are skipped silently.  Other files that are not pictures are skipped
 * and counted (intake_left_out()), unless the operands name them one by one.
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
	INTAKE_NAMES = 5, /* so many skipped files are named */
};

struct intake_item {
	char *name; /* "folder/a.jpg" or "photos.zip/班级/a.jpg" */
	char *path; /* as on disk; NULL for an entry of an archive */
	/* the hash that a file of the store must have; "" = any */
	char sha256[SHA256_HEX];
	struct buf bytes;
	bool loaded;
	bool gbk_name;	     /* an archive had the name in GB18030 */
	bool foreign_path;   /* the path is not UTF-8; name is decoded */
	const char *finding; /* the finding for error; or NULL */
	struct error error;  /* kind ERROR_NONE unless reading failed */
};

void intake_item_release(struct intake_item *item);

/*
 * Read the file's bytes unless they are loaded.  A failure is stored in
 * item->error; it is ERROR_STORE when the bytes do not have the hash sha256.
 */
void intake_load(struct intake_item *item);

/*
 * Append the bytes of the path in base64, for a path that name does not show
 * (foreign_path); else false.  Not to be shown where names are masked.
 */
bool intake_item_bytes(const struct intake_item *item, struct buf *out);

struct intake;

/* Finds all files at once, so that the total is known, but reads none. */
struct intake *intake_open(char *const *operands, int count, struct error *err);
/* The same for paths that the program found itself; no user named them. */
struct intake *intake_open_found(char *const *paths, int count,
				 struct error *err);
void intake_close(struct intake *take_intake); /* NULL allowed */

/* How many items are known so far; entries of archives are added when read. */
long intake_total(const struct intake *intake);

/*
 * How many files were skipped so far because they are not pictures; *names: the
 * first INTAKE_NAMES of them, borrowed.
 */
long intake_left_out(const struct intake *intake, const char **names);

/* By this a workflow that opens the intake itself reports these. */
typedef void (*intake_left_out_fn)(void *ctx, long count, const char *names);

/* 1 with the next item, which the caller releases; 0 at the end; -1. */
int intake_next(struct intake *intake, struct intake_item *item,
		struct error *err);

/*
 * To be asked at the end: ERROR_INPUT when there was no item at all, because
 * who names a folder expects something in it.  An empty list on stdin is
 * allowed.
 */
int intake_need_some(const struct intake *intake, struct error *err);

#endif
