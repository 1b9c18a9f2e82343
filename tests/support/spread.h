/* SPDX-License-Identifier: MIT */
/* How far off many measurements are: their spread, shown in a line. */
#ifndef SUPPORT_SPREAD_H
#define SUPPORT_SPREAD_H

enum { SPREAD_MAX = 5000 };

struct spread {
	double v[SPREAD_MAX];
	int n;
};

/* Beyond SPREAD_MAX nothing is added. */
void spread_add(struct spread *s, double v);

void spread_sort(struct spread *s);

/* Of sorted ones what a share q, 0..1, lies under; NAN of none. */
double spread_at(const struct spread *s, double q);

/*
 * Bias (median of the signed), then median, p95 and most of the sizes, which
 * are left sorted.
 */
void spread_show(const char *name, struct spread *s);

#endif
