/* SPDX-License-Identifier: MIT */
/*
 * Cases with their pictures: a contact sheet for a path FILE.html (the photo
 * as it came, the made one, and for each comparison the evidence), thumbnails
 * for a workbook or PDF.  Cases are gathered first while the store is read,
 * pictures drawn afterwards by threads, so that the store is not held for
 * that long.  Main thread.
 */
#ifndef REVIEW_CASE_PICTURES_H
#define REVIEW_CASE_PICTURES_H

#include "base/table.h"
#include "page/list_file.h"
#include "review/case_view.h"
#include "review/stored_thumb.h"
#include "store/session.h"

struct case_pictures_options {
	const char *path; /* NULL, or of a kind without pictures: none */
	struct list_file_options about; /* of the sheet */
	bool unmask;			/* names and numbers in clear */
	/* after each case, on the caller's thread; NULL = not called */
	void (*step)(void *ctx, long done, long total);
	void *ctx;
	struct stored_thumb_tell lost; /* pictures that cannot be shown */
};

struct case_pictures;

/* NULL when the path shows no pictures.  The options' texts are borrowed. */
struct case_pictures *
case_pictures_new(const struct session *session,
		  const struct case_pictures_options *options);

/* A case, shown in this row of the table.  Nothing for NULL. */
void case_pictures_add(struct case_pictures *p, const struct case_view *view,
		       size_t row);

/*
 * Draw all: the sheet is written here, thumbnails go into the table.  In the
 * place of a picture that cannot be read the sheet says why, and options.lost
 * is told.  The store may be closed by now.
 */
int case_pictures_draw(struct case_pictures *p, struct table *table,
		       struct error *err);

/* Cases on the sheet; 0 when it is none. */
size_t case_pictures_on_sheet(const struct case_pictures *p);
bool case_pictures_is_sheet(const struct case_pictures *p);
void case_pictures_free(struct case_pictures *take_pictures);

#endif
