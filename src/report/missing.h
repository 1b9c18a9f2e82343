/* SPDX-License-Identifier: MIT */
/*
 * Who still lacks what: every student whose case is not on its way to the
 * platform, with the reason and what to do.
 */
#ifndef REPORT_MISSING_H
#define REPORT_MISSING_H

#include "base/i18n.h"
#include "rules/case_filter.h"
#include "store/session.h"
#include "store/student_store.h"

struct missing_case {
	const struct student_row *row; /* borrowed */
	const char *what;	   /* code, photo, make, compare, review … */
	struct buf reason, advice; /* in the language of the process */
};

typedef int (*missing_fn)(void *ctx, const struct missing_case *m,
			  struct error *err);

int missing_each(const struct session *session,
		 const struct case_filter *filter, missing_fn fn, void *ctx,
		 struct error *err);

#endif
