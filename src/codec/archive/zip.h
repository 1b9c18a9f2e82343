/* SPDX-License-Identifier: MIT */
/*
 * Writing a zip (PKWARE's APPNOTE.TXT, through libarchive).  Files that are
 * compressed already (.jpg .jpeg .png .zip .xlsx) are stored, all others are
 * deflated.  Entries keep the order of the calls; names are in UTF-8, and
 * flagged as such, unless GBK is asked for; all entries have the same given
 * time.  So the same calls give the same bytes on every machine.
 *
 * With a password the entries are encrypted by AES-256 (WinZip AE; 7-Zip and
 * WinRAR open it, Info-ZIP's unzip 6 does not); the random salt then makes the
 * bytes differ each time.
 *
 * The file gets its name only when it is complete, by zip_close().  One thread
 * at a time per handle.
 */
#ifndef CODEC_ARCHIVE_ZIP_H
#define CODEC_ARCHIVE_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/date.h"
#include "base/error.h"
#include "base/sha256.h"

struct zip;

/* The most bytes an entry takes besides its content and twice its name. */
enum { ZIP_ENTRY_OVERHEAD = 200 };

struct zip_options {
	date_time at;
	const char *password; /* NULL or "" = none */
	/*
	 * Names in GBK without the flag, as programs on a Chinese Windows write
	 * and expect them; zip_name_fits_gbk() tells whether a name can be
	 * written so.
	 */
	bool gbk;
};

/* NULL with err when it cannot be written. */
struct zip *zip_open(const char *path, const struct zip_options *options,
		     struct error *err);

/*
 * Add an entry.  A name that path_is_safe() refuses is ERROR_INPUT.  The caller
 * makes sure that no name is used twice.
 */
int zip_add(struct zip *zip, const char *name, const void *bytes, size_t n,
	    struct error *err);

/* Whether GBK has every character of a name. */
bool zip_name_fits_gbk(const char *name);

/* Hash and size of the zip file as it was written. */
struct zip_sum {
	char sha256[SHA256_HEX];
	long long bytes;
};

/*
 * Finish the file and put it in its place; sum NULL = not wanted.  zip is freed
 * in any case.
 */
int zip_close(struct zip *take_zip, mode_t mode, struct zip_sum *sum,
	      struct error *err);

/* Drop everything; NULL allowed. */
void zip_abandon(struct zip *take_zip);

#endif
