/* SPDX-License-Identifier: MIT */
/*
 * Making photos by another profile from the original submissions of cases that
 * are approved or further, and writing them as files.  Two students whose file
 * names only differ in case or width are both refused, and so is a name that
 * another file has already.  The states of the cases do not change; the log
 * gets one row "photo-export" with profile and counts.  Main thread; works in
 * parallel inside, results in the order of the list.
 */
#ifndef PHOTO_PHOTO_EXPORT_H
#define PHOTO_PHOTO_EXPORT_H

#include "photo/photo_batch.h"
#include "photo/photo_sheet.h"
#include "rules/case_filter.h"
#include "rules/student.h"
#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

struct photo_export_result {
	const struct student *student;	     /* borrowed */
	const char *profile;		     /* its name */
	const char *path;		     /* written; NULL = refused */
	const struct photo_batch_item *item; /* NULL = never made */
	const struct findings *findings;     /* why it is refused */
	bool failed;			     /* we, not the photo */
};

struct photo_export {
	const struct session *session;
	const struct photo_engine *engine;
	const struct profile *profile;
	const struct case_filter *filter; /* NULL = all */
	const struct photo_make_options *options;
	const char *name;	   /* a template; NULL = the profile's */
	const char *folder;	   /* made when missing */
	bool force;		   /* other files of the same names give way */
	struct photo_sheet *sheet; /* NULL = none */
	int (*show)(void *ctx, const struct photo_export_result *result,
		    struct error *err);
	void (*total)(void *ctx, long total); /* once; may be NULL */
	void *ctx;
};

struct photo_export_counts {
	long total, written, refused, failed;
};

/* ERROR_POLICY when no case is approved; ERROR_USAGE for the template. */
int photo_export(const struct photo_export *job,
		 struct photo_export_counts *counts, struct error *err);

#endif
