/* SPDX-License-Identifier: MIT */
/*
 * Checking, making or matting files as one job.  Results are written into a
 * folder, each under a name of its own (photo_names.h).  Another file of that
 * name is not overwritten unless replace is set; the photo is refused with
 * MAT-FILE-THERE instead.  Main thread; works in parallel inside, results in
 * input order.
 */
#ifndef PHOTO_PHOTO_FILES_H
#define PHOTO_PHOTO_FILES_H

#include "photo/photo_batch.h"
#include "photo/photo_sheet.h"

struct photo_files_result {
	const struct photo_batch_item *item; /* its verdict is final */
	const char *path;		     /* written; NULL = none */
	enum photo_verdict verdict; /* of any job: made is PASS or WARN */
};

struct photo_files {
	enum photo_batch_job job;
	char *const *operands; /* files, folders, archives */
	int operand_count;
	const char *profile;
	const struct photo_make_options *options; /* NULL for checks */
	bool iso; /* of checks: with the measures of ISO/IEC 29794-5 */
	const char *folder; /* made when missing; NULL: nothing is written */
	bool replace;	    /* other files of the same names give way */
	bool dry_run;	    /* say the paths, write nothing into them */
	struct photo_sheet *sheet; /* NULL = none */
	date_time now;
	int jobs;
	int (*show)(void *ctx, const struct photo_files_result *result,
		    struct error *err);
	void (*total)(void *ctx, long total); /* again when archives open */
	intake_left_out_fn left_out;	      /* at the end */
	void *ctx;
};

struct photo_files_counts {
	long pass, warn, fail, errors;
};

/* ERROR_USAGE for an unknown profile or background. */
int photo_files(const struct photo_files *job,
		struct photo_files_counts *counts, struct error *err);

#endif
