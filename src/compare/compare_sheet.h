/* SPDX-License-Identifier: MIT */
/*
 * A contact sheet of compared files: each pair with its verdict and the
 * evidence as pictures (page/pair_picture.h).  One thread.
 */
#ifndef COMPARE_COMPARE_SHEET_H
#define COMPARE_COMPARE_SHEET_H

#include "compare/compare_files.h"
#include "page/contact_sheet.h"
#include "page/pair_picture.h"

/* The pair as an item; picture all zero: nothing could be drawn. */
int compare_sheet_add(struct contact_sheet *sheet,
		      const struct compare_files_result *result,
		      const struct pair_picture *picture, struct error *err);

#endif
