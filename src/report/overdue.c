/* SPDX-License-Identifier: MIT */
#include "report/overdue.h"

/*
 * Only waits that somebody promised an end to: a rejected student's new photo
 * (replace_days) and the upload of what was handed over (qcyun-code: 7
 * to 10 days).
 */
struct walker {
	const struct session *session;
	struct overdue_walk *walk;
};

static const struct {
	const char *name;
	enum case_state state;
	enum policy_key days; /* 0 = never overdue */
} kinds[] = {
	[OVERDUE_PHOTO] = {"replace", CASE_REJECTED, POLICY_REPLACE_DAYS},
	[OVERDUE_ONLINE] = {"online", CASE_SENT, POLICY_ONLINE_DAYS},
};

const char *overdue_kind_name(enum overdue_kind kind)
{
	return kinds[kind].name;
}

static void note_years(const struct walker *w, struct date from, struct date to)
{
	int year;

	for (year = from.year; year <= to.year; year++)
		if (!workday_knows(w->session->workdays, year))
			w->walk->unknown_year = year;
}

/* The day itself is still in time. */
static int look(const struct walker *w, const struct student_row *row,
		enum overdue_kind kind, struct error *err)
{
	const struct session *session = w->session;
	long days = policy_number(&session->task->policies, kinds[kind].days);
	struct overdue_case late = {.row = row, .kind = kind};
	struct date today = date_of_time(session->now), from;
	date_time since;

	/* Once the case went on nothing is owed, however late it was. */
	if (row->state != kinds[kind].state || days == 0 ||
	    date_time_parse(row->state_since, &since) < 0)
		return 0;
	from = date_of_time(since);
	late.due = workday_after(session->workdays, from, days);
	if (date_compare(today, late.due) <= 0)
		return 0;
	note_years(w, from, today);
	/* On a weekend nobody could have done it yet. */
	late.days = workday_between(session->workdays, late.due, today);
	if (late.days == 0)
		return 0;
	return w->walk->fn(w->walk->ctx, &late, err);
}

/* A case is in one state, so at most one of the two is told of it. */
static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	const struct walker *w = ctx;
	int result = look(w, row, OVERDUE_PHOTO, err);

	return result ? result : look(w, row, OVERDUE_ONLINE, err);
}

int overdue_each(const struct session *session,
		 const struct case_filter *filter, struct overdue_walk *walk,
		 struct error *err)
{
	struct walker w = {session, walk};

	walk->unknown_year = 0;
	return student_store_each(session, filter, visit, &w, err);
}
