/* SPDX-License-Identifier: MIT */
/*
 * The evidence of a same-photo verdict for reviewers, on a contact sheet: the
 * face of this photo, the face of the other mapped onto it, and where the fine
 * detail of both agrees; then both whole photos with the face marked.  It is
 * drawn from the files each time and not stored.  Thread-safe.
 */
#ifndef PAGE_PAIR_PICTURE_H
#define PAGE_PAIR_PICTURE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"
#include "page/contact_sheet.h"

struct pair_picture_source {
	const void *bytes;
	size_t size;
	struct image_box face; /* upright, full size; width 0 = none */
};

struct pair_picture_jpeg {
	struct buf bytes;
	int width, height;
};

struct pair_picture {
	struct pair_picture_jpeg whole[2];
	struct image_box face[2]; /* in pixels of whole; width 0 = none */
	struct pair_picture_jpeg first, second, agreement;
};

/* ERROR_INPUT when one of the two cannot be read. */
int pair_picture_make(const struct pair_picture_source sources[2],
		      struct pair_picture *out, struct error *err);
void pair_picture_release(struct pair_picture *p); /* all zero too */

enum { PAIR_PICTURE_ROW = 5 };

/* The pictures of one pair laid out as a row of a contact sheet. */
struct pair_picture_row {
	struct contact_mark marks[2];
	struct contact_picture pictures[PAIR_PICTURE_ROW];
};

/*
 * The aligned faces, then the whole photos; how many, 0 when nothing was
 * drawn.  Borrows from drawn and points into itself, so neither may move.
 */
size_t pair_picture_row(const struct pair_picture *drawn,
			struct pair_picture_row *out);

/* The same where this photo is shown beside it already. */
size_t pair_picture_beside(const struct pair_picture *drawn,
			   struct pair_picture_row *out);

#endif
