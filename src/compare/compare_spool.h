/* SPDX-License-Identifier: MIT */
/*
 * Where the bytes of pictures are found again: files by their path, entries
 * of archives in a nameless temporary file, since an archive can only be read
 * from its beginning.  One thread keeps, any number read afterwards.
 *
 *     temporary file  | entry 0 | entry 1 | ...
 *                     ^ offset 0  ^ offset, size: a place
 */
#ifndef COMPARE_COMPARE_SPOOL_H
#define COMPARE_COMPARE_SPOOL_H

#include "codec/archive/intake.h"

struct compare_spool;

struct compare_spool_place {
	char *path; /* NULL: in the temporary file */
	long long offset;
	size_t size;
};

struct compare_spool *compare_spool_open(void);
void compare_spool_close(struct compare_spool *take_spool);

/* The item may be released afterwards. */
int compare_spool_keep(struct compare_spool *spool,
		       const struct intake_item *item,
		       struct compare_spool_place *place, struct error *err);
void compare_spool_place_release(struct compare_spool_place *place);

int compare_spool_read(const struct compare_spool *spool,
		       const struct compare_spool_place *place,
		       struct buf *bytes, struct error *err);

#endif
