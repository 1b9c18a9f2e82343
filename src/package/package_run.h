/* SPDX-License-Identifier: MIT */
/*
 * A package of the task's approved cases: their photos are brought into the
 * form that the recipient wants and judged by it, files are written, then the
 * cases move on and the store remembers what went where, in one transaction.
 * Who is held back by policy, or whose photo does not fit, is shown with the
 * reason and stays where he is.  A dry run does the same and writes nothing.
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
