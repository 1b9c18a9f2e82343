/* SPDX-License-Identifier: MIT */
/*
 * The names of a zip that lie: bit 11 of their flags says UTF-8 (APPNOTE.TXT,
 * 4.4.4 and appendix D) and their bytes are none, as some Chinese packers write
 * them.  libarchive gives such a name up; here it is taken from the central
 * directory as it stands.  Read once, then read-only; any thread.
 */
#ifndef CODEC_ARCHIVE_ZIP_NAMES_H
#define CODEC_ARCHIVE_ZIP_NAMES_H

#include "codec/archive/archive_source.h"

struct zip_names;

/*
 * Whether the directory has more entries than so many; libarchive takes memory
 * for all of them before it gives the first.
 */
bool zip_names_exceed(const struct archive_source *source, size_t entries);

/* NULL when it is no zip, or none of its names lies: the usual case. */
struct zip_names *zip_names_read(const struct archive_source *source);
void zip_names_free(struct zip_names *take_names); /* NULL allowed */

/*
 * The name of the entry with this number, counted in the order of the entries'
 * places in the file; NULL when it does not lie (or names is NULL).
 */
const char *zip_names_get(const struct zip_names *names, size_t index);

#endif
