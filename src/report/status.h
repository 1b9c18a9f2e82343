/* SPDX-License-Identifier: MIT */
/* How far each college and class is: cases by state. */
#ifndef REPORT_STATUS_H
#define REPORT_STATUS_H

#include <stddef.h>

#include "rules/case_filter.h"
#include "rules/case_state.h"
#include "rules/task.h"
#include "store/session.h"

struct status_group {
	char *college, *class_name;
	long total, by_state[CASE_STATE_COUNT];
};

struct status {
	struct status_group *groups; /* by college, then class */
	size_t n, cap;
	struct status_group all;
};

int status_collect(const struct session *session,
		   const struct case_filter *filter, struct status *out,
		   struct error *err);
void status_release(struct status *status);

/* The stages people ask for, each a set of states. */
enum status_stage {
	STATUS_NO_PHOTO,
	STATUS_IN_WORK,
	STATUS_BLOCKED, /* intercepted, rejected, bounced, escalated */
	STATUS_REVIEW,
	STATUS_DONE,
	STATUS_STAGES
};
long status_count(const struct status_group *group, enum status_stage stage);

#endif
