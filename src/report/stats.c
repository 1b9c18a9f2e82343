/* SPDX-License-Identifier: MIT */
#include "report/stats.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/log_store.h"
#include "store/student_store.h"

/* Every state once, so that the parts add up to the students. */
static const enum stats_part parts[CASE_STATE_COUNT] = {
	[CASE_LISTED] = STATS_MISSING,	  [CASE_READY] = STATS_MISSING,
	[CASE_BLOCKED] = STATS_STOPPED,	  [CASE_RAW] = STATS_WORK,
	[CASE_MADE] = STATS_WORK,	  [CASE_INTERCEPTED] = STATS_STOPPED,
	[CASE_PENDING] = STATS_WORK,	  [CASE_OPENED] = STATS_WORK,
	[CASE_REJECTED] = STATS_REFUSED,  [CASE_APPROVED] = STATS_DONE,
	[CASE_PACKED] = STATS_DONE,	  [CASE_SENT] = STATS_DONE,
	[CASE_BOUNCED] = STATS_REFUSED,	  [CASE_ONLINE] = STATS_DONE,
	[CASE_DISPUTED] = STATS_STOPPED,  [CASE_CONFIRMED] = STATS_DONE,
	[CASE_ESCALATED] = STATS_STOPPED, [CASE_EXEMPT] = STATS_DONE,
	[CASE_CLOSED] = STATS_DONE,
};

static const char *const events[STATS_EVENTS] = {"make", "submit", "approve",
						 "reject", "send"};

long stats_count(const struct status_group *group, enum stats_part part)
{
	long n = 0;
	int i;

	for (i = 0; i < CASE_STATE_COUNT; i++)
		if (parts[i] == part)
			n += group->by_state[i];
	return n;
}

/*
 * From the end: a case's log runs forward, so its next day is mostly near it.
 */
static struct stats_day *day_of(struct stats *s, struct date day)
{
	size_t i = s->n_days;

	while (i > 0 && date_compare(s->days[i - 1].day, day) > 0)
		i--;
	if (i > 0 && date_compare(s->days[i - 1].day, day) == 0)
		return &s->days[i - 1];
	MEM_GROW(s->days, s->n_days, s->cap_days);
	memmove(&s->days[i + 1], &s->days[i],
		(s->n_days - i) * sizeof(*s->days));
	s->n_days++;
	memset(&s->days[i], 0, sizeof(s->days[i]));
	s->days[i].day = day;
	return &s->days[i];
}

struct counter {
	const struct session *session;
	date_time since;
	struct stats *stats;
};

/*
 * By the log and not by the states: a case rejected and submitted again was
 * work on both days, and its state tells of the last alone.
 */
static int count_event(void *ctx, const struct log_entry *e, struct error *err)
{
	const struct counter *c = ctx;
	int i;

	(void)err;
	if (e->at < c->since || e->at > c->session->now)
		return 0;
	for (i = 0; i < STATS_EVENTS; i++)
		if (strcmp(e->event, events[i]) == 0)
			day_of(c->stats, date_of_time(e->at))->n[i]++;
	return 0;
}

/*
 * A walk over the chosen students and not over the whole log, so that --class
 * counts the days of that class.
 */
static int count_days(void *ctx, const struct student_row *row,
		      struct error *err)
{
	struct counter *c = ctx;

	return log_store_each(c->session->store, row->student.id, count_event,
			      ctx, err);
}

/* Classes come by college, so a new name is a new college. */
static void sum_colleges(struct stats *s)
{
	const struct status_group *from;
	struct status_group *to = NULL;
	size_t i;
	int state;

	for (i = 0; i < s->classes.n; i++) {
		from = &s->classes.groups[i];
		if (!to || strcmp(to->college, from->college) != 0) {
			MEM_GROW(s->colleges, s->n_colleges, s->cap_colleges);
			to = &s->colleges[s->n_colleges++];
			memset(to, 0, sizeof(*to));
			to->college = from->college;
		}
		to->total += from->total;
		for (state = 0; state < CASE_STATE_COUNT; state++)
			to->by_state[state] += from->by_state[state];
	}
}

int stats_collect(const struct session *session,
		  const struct case_filter *filter, date_time since,
		  struct stats *out, struct error *err)
{
	struct counter counter = {session, since, out};

	memset(out, 0, sizeof(*out));
	if (status_collect(session, filter, &out->classes, err) < 0)
		return -1;
	sum_colleges(out);
	return student_store_each(session, filter, count_days, &counter, err);
}

void stats_release(struct stats *stats)
{
	status_release(&stats->classes);
	free(stats->colleges);
	free(stats->days);
	memset(stats, 0, sizeof(*stats));
}
