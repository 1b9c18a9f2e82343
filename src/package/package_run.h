/* SPDX-License-Identifier: MIT */
/*
 * A package of the task's approved cases: files are written, then the cases
 * move on and the store remembers what went where, in one transaction.
 */
#ifndef PACKAGE_PACKAGE_RUN_H
#define PACKAGE_PACKAGE_RUN_H

#include "package/package_build.h"
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
	bool again; /* packed cases too, for building the same once more */
	/* for each case, in the order of the list */
	int (*show)(void *ctx, const struct package_shown *shown,
		    struct error *err);
	void *ctx;
};

/* ERROR_POLICY when no case is approved, or the name was used before. */
int package_run(const struct package_run *run, struct package_result *result,
		struct error *err);

#endif
