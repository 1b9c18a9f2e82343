/* SPDX-License-Identifier: MIT */
/*
 * How many of each group still lack what, now and at an earlier time.  A group
 * is what the students have in common in the fields asked for, in the order of
 * the roster's lists.
 */
#ifndef REPORT_MISSING_GROUP_H
#define REPORT_MISSING_GROUP_H

#include "report/missing.h"

enum { MISSING_GROUP_FIELDS = 4 };

struct missing_group {
	char *words[MISSING_GROUP_FIELDS]; /* by fields; owned */
	long total, missing, unpaid;
	long by[MISSING_KINDS];
	long refused; /* rows of rosters that were left out; not in total */
	long then; /* missing at that time, of those who were listed by then */
};

struct missing_groups {
	enum student_field fields[MISSING_GROUP_FIELDS];
	size_t n_fields;
	struct missing_group *groups;
	size_t n, cap;
	struct missing_group all; /* words NULL */
};

/*
 * "学院,班级" by titles, English titles or names, at most
 * MISSING_GROUP_FIELDS; ERROR_USAGE names what is near.
 */
int missing_group_read(const char *by, struct missing_groups *out,
		       struct error *err);

/* since 0 = no earlier time. */
int missing_group_collect(const struct session *session,
			  const struct case_filter *filter, date_time since,
			  struct missing_groups *out, struct error *err);
void missing_group_release(struct missing_groups *all);

#endif
