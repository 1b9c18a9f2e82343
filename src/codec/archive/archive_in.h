/* SPDX-License-Identifier: MIT */
/*
 * Archives from outside, read one entry after the other: zip (PKWARE's
 * APPNOTE.TXT), 7z, rar, tar (POSIX pax, GNU; plain or compressed), or a zip
 * alone as the container of a workbook.
 *
 * Names are given in UTF-8: as stored when they are well-formed, else converted
 * from GB18030.  They serve as labels and are never used as paths, so a name
 * that path_is_safe() would refuse is given as it is.
 * A file beyond one of the limits is refused with ERROR_LIMIT before memory is
 * taken for it.
 * One thread at a time per handle; handles share nothing.
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
	ARCHIVE_IN_ZIP, /* read by its central directory; must be a file */
};

/* 0 stands for the default, which is given in brackets. */
struct archive_in_limits {
	uint64_t entry_bytes; /* one entry, unpacked [1 GiB] */
	uint64_t total_bytes; /* all entries, unpacked [64 GiB] */
	unsigned ratio;	      /* unpacked : packed, after 32 MiB [100] */
	size_t entries;	      /* [200,000] */
};

struct archive_in_entry {
	const char *name; /* borrowed until the next call */
	size_t index;	  /* from 0, in reading order, folders too */
	bool is_file;	  /* false: folder, link or device, without content */
	bool encrypted;
	bool gbk;     /* the name was not UTF-8 and was read as GB18030 */
	int64_t size; /* as the archive declares it, maybe falsely; -1 = not */
};

struct archive_in;

/* What a file is by its first bytes; -1 with err when it cannot be read. */
enum archive_in_kind {
	ARCHIVE_IN_NONE,
	ARCHIVE_IN_ARCHIVE,
	ARCHIVE_IN_PROGRAM, /* may be a self-extracting archive */
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
/*
 * Whether it is a program in which a 7z or a zip without an end begins, so that
 * an error is about the archive and not about a program without one.
 */
bool archive_in_is_in_program(const struct archive_in *in);

/* The size of the archive in bytes, and the bytes unpacked so far. */
uint64_t archive_in_size(const struct archive_in *in);
uint64_t archive_in_unpacked(const struct archive_in *in);

void archive_in_close(struct archive_in *take_in); /* NULL allowed */

/* For encrypted entries (of a zip: AES or ZipCrypto); also rewinds. */
int archive_in_set_password(struct archive_in *in, const char *password,
			    struct error *err);

/* Begin again at the first entry; the bytes unpacked are still counted. */
int archive_in_rewind(struct archive_in *in, struct error *err);

/* 1 with the next entry, 0 at the end and ever after, -1 with err. */
int archive_in_next(struct archive_in *in, struct archive_in_entry *entry,
		    struct error *err);

/*
 * Run fn on the thread without rights that unpacks the archive (see
 * sandbox_call()).  There fn may call the functions of this file directly.
 * From any other thread each such call switches to that thread and back, which
 * takes most of the time when entries are small.  -1 with err when fn could not
 * be run.
 */
int archive_in_inside(struct archive_in *in, void (*fn)(void *arg), void *arg,
		      struct error *err);

/* 1 with a piece of the current entry, 0 at its end, -1 with err. */
int archive_in_read(struct archive_in *in, const char **piece, size_t *n,
		    struct error *err);

/* Append the whole current entry. */
int archive_in_read_all(struct archive_in *in, struct buf *out,
			struct error *err);

#endif
