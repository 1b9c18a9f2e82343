/* SPDX-License-Identifier: MIT */
/*
 * Where a 7z begins, and how large the list of its entries is: libarchive reads
 * all of that before it gives the first entry.  Any thread.
 */
#ifndef CODEC_ARCHIVE_LIST_7Z_H
#define CODEC_ARCHIVE_LIST_7Z_H

#include "codec/archive/archive_source.h"

/*
 * libarchive takes some 90 bytes for an entry of a 7z whose list has four: one
 * of 34 MB took 735.  200,000 photos with their times are as large as this.
 */
enum { LIST_7Z_MOST = 12 << 20 };

/*
 * The place of the 7z in a program that unpacks itself; 0 when there is none.
 * libarchive 3.6 looks for it from 156 to 384 KB: 7-Zip's own for Linux
 * (7zCon.sfx) has 498.
 */
uint64_t list_7z_place(const struct archive_source *source);

/* Bytes of the list once it is unpacked; 0 when this is no 7z. */
uint64_t list_7z_size(const struct archive_source *source);

#endif
