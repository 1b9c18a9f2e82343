/* SPDX-License-Identifier: MIT */
/*
 * A person confirms that a code belongs to its student.  Needed for codes that
 * were assigned only by a file's name, or whose picture looks like a
 * screenshot. A contradiction in the payload itself (another 学号, another
 * school) cannot be confirmed; it must be corrected, and the code sent again.
 */
#ifndef CODE_CODE_CONFIRM_H
#define CODE_CODE_CONFIRM_H

#include "rules/case_filter.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "store/session.h"

struct code_confirm_result {
	const struct student *student;
	const char *status;		 /* "confirmed", "known", "refused" */
	const struct findings *findings; /* why it was refused */
};

struct code_confirm {
	const struct session *session;
	const struct case_filter *filter;
	void (*show)(void *ctx, const struct code_confirm_result *result);
	void *ctx;
};

struct code_confirm_counts {
	long total, confirmed, known, refused;
};

int code_confirm(const struct code_confirm *how,
		 struct code_confirm_counts *counts, struct error *err);

#endif
