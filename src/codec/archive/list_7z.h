/* SPDX-License-Identifier: MIT */
/*
 * Where a 7z archive begins in a file, and how large its list of entries is.
 * libarchive reads the whole list before it gives the first entry, so a list
 * that is too large must be refused before that.  Any thread.
 */
#ifndef CODEC_ARCHIVE_LIST_7Z_H
#define CODEC_ARCHIVE_LIST_7Z_H

#include "codec/archive/archive_source.h"

/*
 * The largest list accepted, in bytes.  For an entry that takes 4 bytes in the
 * list libarchive allocates about 90: a list of 34 MB took 735 MB of memory.
 * The list of 200,000 photos with their times just fits.
 */
enum { LIST_7Z_MOST = 12 << 20 };

/*
 * Where the archive begins in a self-extracting program; 0 when there is none.
 * Needed because libarchive 3.6 only looks between 156 and 384 KB, but 7-Zip's
 * own program for Linux (7zCon.sfx) is 498 KB long.
 */
uint64_t list_7z_place(const struct archive_source *source);

/* The size of the list when unpacked, in bytes; 0 when this is not a 7z. */
uint64_t list_7z_size(const struct archive_source *source);

#endif
