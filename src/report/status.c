/* SPDX-License-Identifier: MIT */
#include "report/status.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"

/* Students come by college and class, so a new pair is a new group. */
static struct status_group *group_of(struct status *s,
				     const struct student *student)
{
	const char *college = student_get(student, STUDENT_fy);
	const char *class_name = student_get(student, STUDENT_bh);
	struct status_group *g = s->n ? &s->groups[s->n - 1] : NULL;

	if (g && strcmp(g->college, college) == 0 &&
	    strcmp(g->class_name, class_name) == 0)
		return g;
	MEM_GROW(s->groups, s->n, s->cap);
	g = &s->groups[s->n++];
	memset(g, 0, sizeof(*g));
	g->college = mem_xstrdup(college);
	g->class_name = mem_xstrdup(class_name);
	return g;
}

/* A state of a later version of the store is not counted, in no stage. */
static int count(void *ctx, const struct student_row *row, struct error *err)
{
	struct status *s = ctx;
	struct status_group *g = group_of(s, &row->student);

	(void)err;
	if (row->state >= CASE_STATE_COUNT)
		return 0;
	g->total++;
	g->by_state[row->state]++;
	s->all.total++;
	s->all.by_state[row->state]++;
	return 0;
}

int status_collect(const struct session *session,
		   const struct case_filter *filter, struct status *out,
		   struct error *err)
{
	memset(out, 0, sizeof(*out));
	return student_store_each(session, filter, count, out, err);
}

void status_release(struct status *status)
{
	size_t i;

	for (i = 0; i < status->n; i++) {
		free(status->groups[i].college);
		free(status->groups[i].class_name);
	}
	free(status->groups);
	memset(status, 0, sizeof(*status));
}

/*
 * The stages of the office from the states of the map (rules/case_state.h):
 *
 *   no photo   listed, ready, blocked
 *   in work    raw, made
 *   stopped    intercepted, rejected, bounced, escalated, disputed
 *   in review  pending, opened
 *   done       approved and all behind it
 */
long status_count(const struct status_group *group, enum status_stage stage)
{
	const long *n = group->by_state;

	switch (stage) {
	case STATUS_NO_PHOTO:
		return n[CASE_LISTED] + n[CASE_READY] + n[CASE_BLOCKED];
	case STATUS_IN_WORK:
		return n[CASE_RAW] + n[CASE_MADE];
	case STATUS_BLOCKED:
		return n[CASE_INTERCEPTED] + n[CASE_REJECTED] +
		       n[CASE_BOUNCED] + n[CASE_ESCALATED] + n[CASE_DISPUTED];
	case STATUS_REVIEW:
		return n[CASE_PENDING] + n[CASE_OPENED];
	case STATUS_DONE:
		return n[CASE_APPROVED] + n[CASE_PACKED] + n[CASE_SENT] +
		       n[CASE_ONLINE] + n[CASE_CONFIRMED] + n[CASE_EXEMPT] +
		       n[CASE_CLOSED];
	case STATUS_STAGES:
		break;
	}
	return 0;
}
