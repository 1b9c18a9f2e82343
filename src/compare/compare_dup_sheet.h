/* SPDX-License-Identifier: MIT */
/*
 * The groups of compare_dup.h as cards of a contact sheet, the pictures of each
 * side by side under their files' names.  One thread at a time.
 */
#ifndef COMPARE_COMPARE_DUP_SHEET_H
#define COMPARE_COMPARE_DUP_SHEET_H

#include "compare/compare_dup_group.h"
#include "page/contact_sheet.h"

/* A picture that cannot be read any more is told by its name alone. */
int compare_dup_sheet_add(struct contact_sheet *sheet,
			  const struct compare_dup_group *group,
			  struct error *err);

#endif
