/* SPDX-License-Identifier: MIT */
/*
 * A contact sheet: an HTML page that loads nothing else, with a card for each
 * photo.  A card shows the picture before and after, the measured lines (crown,
 * eyes, chin) beside the finished one and, if the reader asks for it, over
 * both, the findings, and further rows of pictures such as the pair of a
 * comparison. All cards have the same height, so that the grid has no holes; a
 * card with further rows takes the whole width.
 *
 * Items are written at once and not kept, so their number does not cost memory.
 * The filters with counts (all, with findings, refused) work without a script;
 * keys and the search field need it.  After CONTACT_SHEET_PAGE items the next
 * page begins, NAME-2.html beside NAME.html; the pages are linked.  Style and
 * script come from share/sheet/.  Every text is escaped; all are in the
 * language of the process.  The files get their names only when they are
 * complete, by contact_sheet_close(); mode 0600.  One thread at a time.
 */
#ifndef PAGE_CONTACT_SHEET_H
#define PAGE_CONTACT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "page/list_file.h"
#include "rules/finding.h"

enum contact_shape {
	CONTACT_LINE, /* from (x,y) to (x2,y2) */
	CONTACT_BOX,  /* corners (x,y) and (x2,y2) */
	CONTACT_OVAL, /* inside that box */
	CONTACT_PATH, /* through n points, closed */
};

/* In pixels of the picture it is drawn over. */
struct contact_mark {
	enum contact_shape shape;
	double x, y, x2, y2;
	const double *points; /* CONTACT_PATH: x, y, x, y, … */
	size_t n;	      /* points */
	const char *label;    /* shown on the mark, or NULL */
	const char *color;    /* a CSS colour word or #rrggbb; NULL green */
};

/* The box of a face, green on every sheet. */
struct contact_mark contact_sheet_face(double x, double y, double width,
				       double height);

struct contact_picture {
	const void *jpeg; /* NULL = there is none */
	size_t size;
	int width, height;   /* of the pixels the marks are in */
	const char *caption; /* without a jpeg: what stands in its place */
	const struct contact_mark *marks;
	size_t n_marks;
	const char *lost; /* why there is no jpeg; then the caption is below */
};

/* Pictures side by side below a heading. */
struct contact_row {
	const char *title; /* NULL = none */
	const struct contact_picture *pictures;
	size_t n;
};

enum { CONTACT_SHEET_PAGE = 400 }; /* items */

struct contact_item {
	const char *file, *title; /* a number or a path; a name or NULL */
	const char *group;	  /* college and class, or NULL */
	const char *status;	  /* "made", "refused", "pass", … */
	enum finding_severity worst;
	struct contact_picture before, after;
	const struct contact_row *rows; /* below the two */
	size_t n_rows;
	const struct findings *findings; /* NULL none */
};

struct contact_sheet;

/* Whether a path is named like a sheet (.html, .htm) rather than a list. */
bool contact_sheet_knows(const char *path);

/* What is counted: the words of the filters and of the sum. */
enum contact_unit { CONTACT_PHOTOS, CONTACT_PAIRS, CONTACT_GROUPS };

/* The heading's texts are copied. */
struct contact_sheet *contact_sheet_open(const char *path,
					 const struct list_file_options *about,
					 enum contact_unit unit,
					 struct error *err);
int contact_sheet_add(struct contact_sheet *sheet,
		      const struct contact_item *item, struct error *err);

/* sheet is freed in any case. */
int contact_sheet_close(struct contact_sheet *take_sheet, struct error *err);
void contact_sheet_abandon(struct contact_sheet *take_sheet); /* NULL too */

#endif
