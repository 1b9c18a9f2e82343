/* SPDX-License-Identifier: MIT */
/*
 * The contact sheet of checking, making and matting: each photo before and
 * after, with the measurements drawn in (box of the face, lines of crown, eyes
 * and chin, the crop, the person's outline).  Without a path, or for NULL, the
 * functions do nothing, so that a job need not check.  The job opens and ends
 * the sheet; the job's caller sets its path and title.  Main thread.
 */
#ifndef PHOTO_PHOTO_SHEET_H
#define PHOTO_PHOTO_SHEET_H

#include <stdbool.h>

#include "page/contact_sheet.h"
#include "photo/photo_batch.h"
#include "rules/student.h"

struct photo_sheet {
	const char *path; /* NULL = no sheet */
	struct list_file_options about;
	bool unmask;	 /* names and numbers in clear */
	bool hide_files; /* names of the roster in names of files, too */
	long count;	 /* photos shown, when the sheet has ended */
	struct contact_sheet *page;
};

int photo_sheet_open(struct photo_sheet *sheet, struct error *err);

/* What photo_batch.preview must be for it: the batch's workers make those. */
int photo_sheet_preview(const struct photo_sheet *sheet);

/* student NULL: under the file's own name; else the student's. */
int photo_sheet_add(struct photo_sheet *sheet,
		    const struct photo_batch_item *item,
		    const struct student *student, struct error *err);

/*
 * The page goes into its place; when the work's result is -1, away.  Returns
 * -1 in that case and when the page cannot be written.
 */
int photo_sheet_end(struct photo_sheet *sheet, int result, struct error *err);

#endif
