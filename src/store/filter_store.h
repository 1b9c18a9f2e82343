/* SPDX-License-Identifier: MIT */
/*
 * Whether what a person asked for is there: the college, class, level and
 * numbers of a filter.  A mistyped one would find nobody, and "nobody lacks
 * anything" is the answer an office acts on.  Main thread only.
 */
#ifndef STORE_FILTER_STORE_H
#define STORE_FILTER_STORE_H

#include "rules/case_filter.h"
#include "store/session.h"

/* 0, or ERROR_USAGE naming the first that no student has and what is near. */
int filter_store_check(const struct session *session,
		       const struct case_filter *filter, struct error *err);

/* Sets ERROR_USAGE for a number that no student has, always -1. */
int filter_store_refuse(const struct session *session, const char *number,
			struct error *err);

#endif
