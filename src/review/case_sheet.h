/* SPDX-License-Identifier: MIT */
/*
 * Inside of review/case_pictures.h: one case and its pictures, and how
 * it is laid out on a contact sheet.
 */
#ifndef REVIEW_CASE_SHEET_H
#define REVIEW_CASE_SHEET_H

#include "page/contact_sheet.h"
#include "page/pair_picture.h"
#include "review/case_view.h"
#include "review/stored_thumb.h"

/* Pairs drawn for one case; more are told by their findings. */
enum { CASE_SHEET_PAIRS = 4 };

/* What is known of a case before anything is drawn. */
struct case_entry {
	char *title, *number, *group, *status;
	struct findings findings;
	enum finding_severity worst;
	struct case_photo photo;
	double head_top, eye_line;
	char *photo_path, *made_path; /* NULL = none */
	struct case_pair *pairs;
	char *other_path[CASE_SHEET_PAIRS];
	size_t n_pairs;
	size_t row; /* of the table */
};

/* A case in work. */
struct case_item {
	const struct case_entry *entry;
	bool is_sheet;
	struct stored_thumb before, after;
	struct pair_picture pairs[CASE_SHEET_PAIRS];
	struct error lost[CASE_SHEET_PAIRS]; /* why one was not drawn */
	size_t n_pairs;
};

int case_sheet_add(struct contact_sheet *sheet, const struct case_item *it,
		   struct error *err);

#endif
