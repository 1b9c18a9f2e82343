/* SPDX-License-Identifier: MIT */
/*
 * Some Chinese packers write names in a zip that are flagged as UTF-8 (bit 11,
 * APPNOTE.TXT, 4.4.4 and appendix D) but are not.  libarchive gives no name for
 * such an entry; here its bytes are read from the central directory.  Read
 * once, then read-only; any thread.
 */
#ifndef CODEC_ARCHIVE_ZIP_NAMES_H
#define CODEC_ARCHIVE_ZIP_NAMES_H

#include "codec/archive/archive_source.h"

struct zip_names;

/*
 * Whether there is the end of a zip that has entries.  One that was cut off
 * lacks it.
 */
bool zip_names_has_end(const struct archive_source *source);

/*
 * Whether the directory has more than that many entries.  libarchive allocates
 * memory for all of them before it gives the first.
 */
bool zip_names_exceed(const struct archive_source *source, size_t entries);

/* NULL when this is not a zip or has no such names, which is usual. */
struct zip_names *zip_names_read(const struct archive_source *source);
void zip_names_free(struct zip_names *take_names); /* NULL allowed */

/*
 * The bytes of the name of entry index, in the order of the entries' places in
 * the file; NULL when that name is flagged rightly, or names is NULL.
 */
const char *zip_names_get(const struct zip_names *names, size_t index);

#endif
