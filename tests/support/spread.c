/* SPDX-License-Identifier: MIT */
#include "support/spread.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void spread_add(struct spread *s, double v)
{
	if (s->n < SPREAD_MAX)
		s->v[s->n++] = v;
}

static int by_value(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

void spread_sort(struct spread *s)
{
	qsort(s->v, (size_t)s->n, sizeof(double), by_value);
}

double spread_at(const struct spread *s, double q)
{
	return s->n ? s->v[(int)(q * (s->n - 1))] : (double)NAN;
}

void spread_show(const char *name, struct spread *s)
{
	double bias;
	int i;

	spread_sort(s);
	bias = spread_at(s, 0.5);
	for (i = 0; i < s->n; i++)
		s->v[i] = fabs(s->v[i]);
	spread_sort(s);
	printf("  %-24s bias %7.2f  median %6.2f  p95 %6.2f  max %6.2f\n", name,
	       bias, spread_at(s, 0.5), spread_at(s, 0.95), spread_at(s, 1));
}
