/* SPDX-License-Identifier: MIT */
/*
 * Packing the task's approved cases: their photos are made in the form that the
 * recipient wants and judged by its profile, the files are written, and then,
 * in one transaction, the cases change their state and the store records what
 * was packed.  Cases that a policy holds back or whose photos do not pass are
 * shown with the reason and do not change.  A dry run does the same and writes
 * nothing.
 */
#ifndef PACKAGE_PACKAGE_RUN_H
#define PACKAGE_PACKAGE_RUN_H

#include "package/package_build.h"
#include "rules/delivery.h"
#include "rules/case_filter.h"
#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

/* What became of a case; entry NULL = left out, by policy when refused. */
struct package_shown {
	const struct student *student;
	const char *entry;
	const struct findings *findings;
	bool refused;
};

struct package_run {
	const struct session *session;
	const struct package_profile *profile;
	const struct case_filter *filter;
	/* path without an ending; its name is the package's */
	const char *stem;
	const char *password;
	long max_bytes, max_count;
	bool thumbnails;
	bool again; /* cases that are packed or further, too */
	/*
	 * Makes or judges the photos by the profile's photo profile, as
	 * photo/photo_deliver.h says.
	 */
	int (*deliver)(void *ctx, struct delivery *list, size_t n,
		       struct error *err);
	/* for each case, in the order of the list */
	int (*show)(void *ctx, const struct package_shown *shown,
		    struct error *err);
	void *ctx; /* of both */
};

/* ERROR_POLICY when no case is approved, or the name was used before. */
int package_run(const struct package_run *run, struct package_result *result,
		struct error *err);

#endif
