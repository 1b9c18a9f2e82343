/* SPDX-License-Identifier: MIT */
/*
 * How the columns of a list are arranged on A4 paper, in type of at least 8
 * points.  Portrait is used if every cell fits on one line, else landscape;
 * then long texts are broken into lines.  When even that is too wide, the
 * columns are spread over several pages side by side, each of which repeats the
 * columns that name the student:
 *
 *     page 1              page 2              page 3
 *     学号 姓名 a b c      学号 姓名 d e f      the next rows of a b c
 *
 * Pure.  Widths are millimetres, extents ems.
 */
#ifndef PAGE_LIST_PLAN_H
#define PAGE_LIST_PLAN_H

#include <stdbool.h>
#include <stddef.h>

struct list_plan_column {
	double whole; /* its widest cell on one line */
	double least; /* the widest part that must not be broken */
	double fixed; /* millimetres whatever the type; 0 = by its texts */
	bool key;     /* names the student */
};

struct list_plan_band {
	size_t *columns, n; /* from left to right */
	double width;
};

struct list_plan {
	double width, height; /* of the paper */
	double size;	      /* of the type, in points */
	double *column;	      /* widths, with the room beside the text */
	struct list_plan_band *bands;
	size_t n_bands;
};

#define LIST_PLAN_MARGIN 11.0 /* left and right of the paper */
#define LIST_PLAN_PAD	 1.3  /* left and right of a text */

void list_plan_make(struct list_plan *plan,
		    const struct list_plan_column *columns, size_t n);
void list_plan_release(struct list_plan *plan);

#endif
