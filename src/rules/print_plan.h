/* SPDX-License-Identifier: MIT */
/*
 * The layout of prints on photo paper: in rows, each of one size, upright or
 * turned by 90°.  Each print has its caption below it if there is room for
 * that; otherwise one caption stands at the sheet's edge.  Lengths are
 * millimetres, from the top left corner.  Pure, thread-safe.
 *
 *      ┌──────────────────────────────────┐
 *      │ ┌─────┐ ┌─────┐ ┌─────┐ ┌─────┐ c│   6寸, mixed-8-4: a row of 2寸
 *      │ │     │ │     │ │     │ │     │ a│   upright, two of 1寸 turned,
 *      │ │     │ │     │ │     │ │     │ p│   140×99 of 152×102 mm; no room
 *      │ └─────┘ └─────┘ └─────┘ └─────┘ t│   under the prints, so the caption
 *      │ ┌─────┐ ┌─────┐ ┌─────┐ ┌─────┐ i│   stands once, at the side
 *      │ └─────┘ └─────┘ └─────┘ └─────┘ o│
 *      │ ┌─────┐ ┌─────┐ ┌─────┐ ┌─────┐ n│
 *      │ └─────┘ └─────┘ └─────┘ └─────┘  │
 *      └──────────────────────────────────┘
 */
#ifndef RULES_PRINT_PLAN_H
#define RULES_PRINT_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { PRINT_PLAN_NAME = 48, PRINT_PLAN_PARTS = 4, PRINT_PLAN_CELLS = 400 };

#define PRINT_PLAN_TYPE	 8.0 /* type size of captions, points */
#define PRINT_PLAN_LINE	 3.4 /* height of a caption's line */
#define PRINT_PLAN_SPACE .6  /* between a print and its caption */

struct print_size {
	char name[PRINT_PLAN_NAME];
	double width, height;
};

struct print_paper {
	struct print_size size;
	double margin; /* left white at each edge */
};

struct print_part {
	struct print_size size;
	int count; /* 0 = as many as fit */
};

/* The prints for one person. */
struct print_layout {
	struct print_part parts[PRINT_PLAN_PARTS];
	size_t n;
};

/* The box of a print on the paper; if turned, width and height are as well. */
struct print_cell {
	double x, y, width, height;
	bool turned;
	size_t part; /* index into the layout's parts */
};

enum print_caption {
	PRINT_CAPTION_NONE,
	PRINT_CAPTION_UNDER, /* each print */
	PRINT_CAPTION_BELOW, /* once, at the lower edge */
	PRINT_CAPTION_SIDE,  /* once, turned, at the right edge */
};

struct print_plan {
	struct print_cell cells[PRINT_PLAN_CELLS];
	size_t n;
	enum print_caption caption;
	int lines;	     /* number of lines in a caption */
	double gap;	     /* between the prints of a row */
	double x, y, length; /* place of a caption that stands once */
};

/*
 * Lay out one person's sheet.  lines: the most lines a caption may need, 0 for
 * no caption.  ERROR_POLICY when the prints, or the prints with a caption, do
 * not fit on the paper.
 */
int print_plan_make(const struct print_paper *paper,
		    const struct print_layout *layout, int lines,
		    struct print_plan *out, struct error *err);

/*
 * For several persons on the same sheets, one after the other: each call of
 * print_plan_next() gives the place of the next print in *cell; the caller sets
 * cell->part before.  *fresh is set when this print begins a new sheet.
 * Captions are always below the prints.
 */
struct print_flow {
	const struct print_paper *paper;
	int lines;
	/* private to print_plan_next(); zero at the start */
	struct print_cell cell; /* size and turn of the row's prints */
	double x, y;		/* place of the next print */
	double under;		/* room for the caption below a print */
	double gap;		/* between the prints of the row */
	int left;		/* how many more fit into the row */
	bool begun;
};
int print_plan_next(struct print_flow *flow, const struct print_layout *layout,
		    struct print_cell *cell, bool *fresh, struct error *err);

#endif
