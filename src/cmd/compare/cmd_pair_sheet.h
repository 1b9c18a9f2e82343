/* SPDX-License-Identifier: MIT */
/* A comparison's pictures as a contact sheet shows them. */
#ifndef CMD_COMPARE_CMD_PAIR_SHEET_H
#define CMD_COMPARE_CMD_PAIR_SHEET_H

#include "compare/compare_picture.h"
#include "page/contact_sheet.h"

enum { CMD_PAIR_PICTURES = 5 };

struct cmd_pair_sheet {
	struct contact_mark marks[2];
	struct contact_picture pictures[CMD_PAIR_PICTURES];
};

/*
 * The aligned faces, then the whole photos; how many, 0 when nothing was
 * drawn.  Borrows from drawn and points into itself, so neither may move.
 */
size_t cmd_pair_sheet_fill(const struct compare_picture *drawn,
			   struct cmd_pair_sheet *out);

/* A face's box, green. */
struct contact_mark cmd_pair_sheet_box(double x, double y, double w, double h);

#endif
