/* SPDX-License-Identifier: MIT */
/*
 * Address labels on sheets (report/print_sizes.h), one after the other.
 *
 *      ┌──────────────────────────────┐
 *      │ 100081                       │  postal code
 *      │ 示例市学院路1号示例大学      │  address, as many lines as fit
 *      │ 3号楼 502                    │
 *      │ 张三 收                      │  who
 *      │ 138…     计科2201 2022010101 │  telephone; for the office
 *      └──────────────────────────────┘
 *
 * One thread at a time.
 */
#ifndef REPORT_LABEL_SHEET_H
#define REPORT_LABEL_SHEET_H

#include "page/print_file.h"
#include "report/print_sizes.h"

struct label_sheet {
	struct print_file *file; /* borrowed */
	const struct print_labels *labels;
	long next; /* place of the next label; of the first, those used up */
	/* its own */
	struct pdf *sheet;
};

/* Texts as they are to be read; "" leaves a line out. */
struct label_sheet_text {
	const char *postcode, *address, *name, *phone, *office;
};

/* *wrong: bits of PDF_TEXT_ (codec/document/pdf.h). */
int label_sheet_add(struct label_sheet *s, const struct label_sheet_text *text,
		    int *wrong, struct error *err);

#endif
