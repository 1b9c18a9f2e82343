/* SPDX-License-Identifier: MIT */
/*
 * Where a zip begins within a file.  A zip is found by its directory at the
 * end; of a self-extracting one that was cut off only the heads of the entries
 * are left (APPNOTE.TXT, 4.3.7):
 *
 *   0 PK\3\4   4 version needed (2)   6 flags (2)   8 method (2)   10 time (2)
 *   12 date (2)   14 crc, sizes (12)   26 bytes of the name (2)   28 extra (2)
 *   30 the name
 *
 * Any thread.
 */
#ifndef CODEC_ARCHIVE_ZIP_HEAD_H
#define CODEC_ARCHIVE_ZIP_HEAD_H

#include "codec/archive/archive_source.h"

/*
 * The place of the first head in the first 4 MB of a program; 0 when there is
 * none.  A program that can write zips has the four bytes but no head.
 */
uint64_t zip_head_place(const struct archive_source *source);

#endif
