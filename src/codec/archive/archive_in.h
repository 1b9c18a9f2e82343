/* SPDX-License-Identifier: MIT */
/*
 * Archives from outside, read one entry after the other: zip (PKWARE's
 * APPNOTE.TXT), 7z, rar, tar (POSIX pax, GNU; plain or compressed), or a zip
 * alone as the container of a workbook.
 *
 * Names come out as UTF-8: as stored when they are well-formed, else from
 * GB18030.  They are labels for people and tables and never become paths of
 * ours; a name that path_is_safe() refuses is still delivered as it is.
 * Every limit ends in ERROR_LIMIT while reading, before memory is taken.
 * One thread at a time per handle; different handles do not share anything.
 */
#ifndef CODEC_ARCHIVE_ARCHIVE_IN_H
#define CODEC_ARCHIVE_ARCHIVE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

enum archive_in_formats {
	ARCHIVE_IN_ANY,
	ARCHIVE_IN_ZIP, /* by the central directory; a file only */
};

/* 0 means the default in brackets. */
struct archive_in_limits {
	uint64_t entry_bytes; /* of one entry [1 GiB] */
	uint64_t total_bytes; /* of all that was unpacked [64 GiB] */
	unsigned ratio;	      /* unpacked : packed, beyond 32 MiB [100] */
	size_t entries;	      /* [200,000] */
};

struct archive_in_entry {
	const char *name; /* borrowed until the next call */
	size_t index;	  /* from 0, in reading order, folders too */
	bool is_file;	  /* else a folder, link, device: nothing to read */
	bool encrypted;
	bool gbk;     /* the name was not UTF-8 and read as GB18030 */
	int64_t size; /* declared, -1 unknown; not to be trusted */
};

struct archive_in;

/* By the first bytes of a file; -1 with err when it cannot be read. */
enum archive_in_kind {
	ARCHIVE_IN_NONE,
	ARCHIVE_IN_ARCHIVE,
	ARCHIVE_IN_PROGRAM, /* one that may unpack itself */
};
int archive_in_sniff(const char *path, struct error *err);
bool archive_in_is_program(const void *bytes, size_t n);
bool archive_in_sniff_bytes(const void *bytes, size_t n);

/* limits NULL: the defaults.  bytes are borrowed until archive_in_close(). */
struct archive_in *archive_in_open(const char *path,
				   enum archive_in_formats formats,
				   const struct archive_in_limits *limits,
				   struct error *err);
struct archive_in *archive_in_open_bytes(const void *bytes, size_t n,
					 enum archive_in_formats formats,
					 const struct archive_in_limits *limits,
					 struct error *err);
/* Bytes of the whole archive; of what was unpacked of it so far. */
uint64_t archive_in_size(const struct archive_in *in);
uint64_t archive_in_unpacked(const struct archive_in *in);

void archive_in_close(struct archive_in *take_in); /* NULL allowed */

/* For encrypted entries (zip: AES and the old kind); begins again. */
int archive_in_set_password(struct archive_in *in, const char *password,
			    struct error *err);

/* Begin again at the first entry; what was unpacked stays counted. */
int archive_in_rewind(struct archive_in *in, struct error *err);

/* 1 with the next entry, 0 at the end, however often it is asked, -1. */
int archive_in_next(struct archive_in *in, struct archive_in_entry *entry,
		    struct error *err);

/*
 * Run fn where the archive is unpacked, without rights: what it calls of this
 * file does not cross to there and back each time, which for small entries is
 * most of what they cost.  -1 with err, and fn was not run, as sandbox_call().
 */
int archive_in_inside(struct archive_in *in, void (*fn)(void *arg), void *arg,
		      struct error *err);

/* 1 with a piece of the current entry, 0 at its end, -1. */
int archive_in_read(struct archive_in *in, const char **piece, size_t *n,
		    struct error *err);

/* Append the whole current entry. */
int archive_in_read_all(struct archive_in *in, struct buf *out,
			struct error *err);

#endif
