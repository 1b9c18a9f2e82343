/* SPDX-License-Identifier: MIT */
/*
 * Photo paper: one person a sheet, or filled on, with cut lines and captions
 * (rules/print_plan.h), as PDF or JPEG (page/print_file.h).  Of a store the
 * approved photos in the order of class and 学号, without one the files as they
 * are given.  One photo is in memory at a time.  Main thread.
 */
#ifndef REPORT_PRINT_SHEET_H
#define REPORT_PRINT_SHEET_H

#include "codec/archive/intake.h"
#include "report/print_sizes.h"
#include "rules/case_filter.h"
#include "store/student_store.h"

/* One person or file; borrowed until the next. */
struct print_sheet_result {
	const char *file;	       /* NULL of a store */
	const struct student *student; /* NULL of a file */
	int prints;		       /* 0 = none */
	long sheet;		       /* where they begin, from 1 */
	bool failed;		       /* the photo cannot be read */
	struct findings findings;
};

typedef int (*print_sheet_fn)(void *ctx,
			      const struct print_sheet_result *result,
			      struct error *err);

struct print_sheet {
	const struct session *session;
	const struct case_filter *filter; /* of a store */
	char *const *operands;		  /* files; NULL = the store */
	int operand_count;
	const char *path; /* .pdf, .jpg */
	struct print_layout layout;
	struct print_paper paper;
	const char *caption; /* "" = none */
	bool mixed;	     /* fill on, do not begin a sheet a person */
	bool unmask;
	void (*total)(void *ctx, long total);
	intake_left_out_fn not_pictures; /* of files, at the end */
	print_sheet_fn show;
	void *ctx;
};

struct print_sheet_counts {
	long total, printed, left_out, failed, sheets;
	char **files; /* what was written */
	size_t n_files, cap_files;
};

/*
 * Nothing is written when nobody has a photo or session->dry_run.  Release
 * counts in any case.
 */
int print_sheet(const struct print_sheet *job,
		struct print_sheet_counts *counts, struct error *err);
void print_sheet_release(struct print_sheet_counts *counts);

#endif
