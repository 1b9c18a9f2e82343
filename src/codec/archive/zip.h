/* SPDX-License-Identifier: MIT */
/*
 * Writing a zip (PKWARE's APPNOTE.TXT, through libarchive).  Pictures that are
 * packed already (.jpg .jpeg .png .zip .xlsx) are stored, everything else is
 * deflated.  Entries come in the order of the calls, names are UTF-8 and
 * flagged so unless GBK is asked for, times are the one time given: the same
 * calls give the same bytes, whatever the machine's zone (i18n_start() fixes
 * it) and user.  With a password the entries are AES-256 (WinZip AE; 7-Zip and
 * WinRAR open it, Info-ZIP's unzip 6 does not) and the bytes differ each time
 * by the random salt.
 *
 * The file is written beside its place and appears whole at zip_close().  One
 * thread at a time per handle.
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

/* What an entry takes beyond its bytes and twice its name, never more. */
enum { ZIP_ENTRY_OVERHEAD = 200 };

struct zip_options {
	date_time at;
	const char *password; /* NULL or "" = none */
	/*
	 * Names in GBK without the flag, as programs of a Chinese Windows write
	 * and expect them; zip_name_fits_gbk() tells of a name beforehand.
	 */
	bool gbk;
};

/* NULL with err when it cannot be written. */
struct zip *zip_open(const char *path, const struct zip_options *options,
		     struct error *err);

/*
 * Add an entry.  A name that path_is_safe() refuses is ERROR_INPUT; that no
 * name comes twice is the caller's care.
 */
int zip_add(struct zip *zip, const char *name, const void *bytes, size_t n,
	    struct error *err);

/* Whether GBK has every character of a name. */
bool zip_name_fits_gbk(const char *name);

/* What a zip became: of the bytes as they were written. */
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
