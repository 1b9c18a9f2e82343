/* SPDX-License-Identifier: MIT */
/*
 * Where prints lie on photo paper: rows of one size, upright or turned, with a
 * caption under each print where there is room, else one at the sheet's edge.
 * Lengths in millimetres from the top left corner.  Pure, thread-safe.
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

/* Of captions: 8 points, and what a line takes. */
#define PRINT_PLAN_TYPE	 8.0
#define PRINT_PLAN_LINE	 3.4
#define PRINT_PLAN_SPACE .6 /* between a print and its caption */

struct print_size {
	char name[PRINT_PLAN_NAME];
	double width, height;
};

struct print_paper {
	struct print_size size;
	double margin; /* stays white */
};

struct print_part {
	struct print_size size;
	int count; /* 0 = as many as fit */
};

/* What one person gets. */
struct print_layout {
	struct print_part parts[PRINT_PLAN_PARTS];
	size_t n;
};

/* A print as it lies on the paper: of a turned one the box is turned too. */
struct print_cell {
	double x, y, width, height;
	bool turned;
	size_t part; /* of the layout */
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
	int lines;	     /* of a caption */
	double gap;	     /* between the prints of a row */
	double x, y, length; /* of a caption that stands once */
};

/*
 * One person's sheet.  lines: how many a caption may want, 0 for none.
 * ERROR_POLICY when the prints, or not even the caption, fit the paper.
 */
int print_plan_make(const struct print_paper *paper,
		    const struct print_layout *layout, int lines,
		    struct print_plan *out, struct error *err);

/*
 * One person after the other on the same sheets: print_plan_next() gives the
 * place of the next print, cell->part is the caller's; *fresh says that a new
 * sheet begins with it.  Captions stand under the prints.
 */
struct print_flow {
	const struct print_paper *paper;
	int lines;
	/* the rest is its own, zero at the start */
	struct print_cell cell; /* as the row's prints lie */
	double x, y, under;	/* of the next print */
	double gap;		/* between the prints of the row */
	int left;		/* places of the row */
	bool begun;
};
int print_plan_next(struct print_flow *flow, const struct print_layout *layout,
		    struct print_cell *cell, bool *fresh, struct error *err);

#endif
