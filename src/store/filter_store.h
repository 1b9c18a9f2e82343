/* SPDX-License-Identifier: MIT */
/*
 * Checks that the college, class, level and numbers of a filter exist.  A
 * mistyped one would match no student, and the office would believe an answer
 * such as "nobody is missing".  Main thread only.
 */
#ifndef STORE_FILTER_STORE_H
#define STORE_FILTER_STORE_H

#include "rules/case_filter.h"
#include "store/session.h"

/* 0, or ERROR_USAGE naming the first unknown value and the nearest known. */
int filter_store_check(const struct session *session,
		       const struct case_filter *filter, struct error *err);

/* Set ERROR_USAGE for a number that no student has; always returns -1. */
int filter_store_refuse(const struct session *session, const char *number,
			struct error *err);

#endif
