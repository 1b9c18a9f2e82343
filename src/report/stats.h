/* SPDX-License-Identifier: MIT */
/*
 * Figures of a task: cases of each class and college by how far they are, and
 * what was done on each day by the log.  Main thread only.
 */
#ifndef REPORT_STATS_H
#define REPORT_STATS_H

#include "base/table.h"
#include "report/status.h"

/* How far a case is; each state is one of these. */
enum stats_part {
	STATS_DONE,
	STATS_WORK,    /* photo here, made or before the reviewer */
	STATS_MISSING, /* nothing came yet */
	STATS_REFUSED, /* rejected or sent back */
	STATS_STOPPED, /* by a comparison, a gate, or with the registrar */
	STATS_PARTS
};

enum stats_event {
	STATS_MAKE,
	STATS_SUBMIT,
	STATS_APPROVE,
	STATS_REJECT,
	STATS_SEND,
	STATS_EVENTS
};

struct stats_day {
	struct date day;
	long n[STATS_EVENTS];
};

struct stats {
	struct status classes;
	struct status_group *colleges; /* class_name NULL, names borrowed */
	size_t n_colleges, cap_colleges;
	struct stats_day *days; /* in order; days without an event are none */
	size_t n_days, cap_days;
};

/* since 0 = all days; the cases are counted as they stand in any case. */
int stats_collect(const struct session *session,
		  const struct case_filter *filter, date_time since,
		  struct stats *out, struct error *err);
void stats_release(struct stats *stats);

long stats_count(const struct status_group *group, enum stats_part part);

/* "done", "in_work", …; "makes", "approvals", … */
const char *stats_part_name(enum stats_part part);
const char *stats_event_name(enum stats_event event);

/* Columns and rows into an empty table; classes end with a row of the sums. */
void stats_fill_classes(const struct stats *stats, struct table *t);
void stats_fill_colleges(const struct stats *stats, struct table *t);
void stats_fill_days(const struct stats *stats, struct table *t);

/* All three as sheets of a workbook, colleges and days with a chart. */
int stats_save_book(const struct stats *stats, const char *path, date_time at,
		    struct error *err);

#endif
