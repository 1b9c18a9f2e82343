/* SPDX-License-Identifier: MIT */
/*
 * A small copy of a stored picture for a page, or the reason why there is none.
 * The reason must be shown, because a page with an empty place looks like a
 * case without a photo.  Any thread; it only needs a path from
 * file_store_path().
 */
#ifndef REVIEW_STORED_THUMB_H
#define REVIEW_STORED_THUMB_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

struct stored_thumb {
	struct buf jpeg;   /* empty = there is none */
	int width, height; /* of the file, not of the JPEG */
	/*
	 * ERROR_NONE, or why it is empty, without a path.  ERROR_INPUT are
	 * bytes that came as no picture: their photo has a finding.  All else
	 * is the store's, and the command has to say it.
	 */
	struct error lost;
};

/* path NULL = there is none to be drawn.  rows 0: the file as it is. */
void stored_thumb_draw(const char *path, int rows, struct stored_thumb *out);
void stored_thumb_release(struct stored_thumb *t); /* all zero too */

/* The file's bytes; -1 with err in such words and kinds as lost has. */
int stored_thumb_read(const char *path, struct buf *out, struct error *err);

/* What stands in the place of a picture; NULL = there is nothing to say. */
const char *stored_thumb_lost(const struct error *lost);

/* Whether that is for the command to say. */
bool stored_thumb_is_fault(const struct error *lost);

/*
 * Whom to tell on the caller's thread of what is missing in a page, by the
 * student's number; fn NULL = nobody.
 */
struct stored_thumb_tell {
	void (*fn)(void *ctx, const char *number, const struct error *why);
	void *ctx;
};
void stored_thumb_tell(const struct stored_thumb_tell *tell, const char *number,
		       const char *what, const struct error *lost);

#endif
