/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_twice.h"

#include <stdlib.h>

#include "base/mem.h"

/* Pixels are rounded between the two savings; this far values spread. */
static const double spread = 1.2;

/* A gap is as empty as this, with so many values expected in it. */
static const double empty = 0.25;
enum { EXPECTED = 60, BANDS = 3, MAX_STEP = 64 };

/* Which bins of values 1, 2, … hold multiples of the first, larger step. */
static void feed(int step, int first, bool fed[JPEG_COUNTS_MOST])
{
	int reach = (int)(step / 2.0 + spread), over = 0, v;

	for (v = 1; v < JPEG_COUNTS_MOST; v++) {
		/* how far the value is over a multiple of the first */
		over += step;
		over -= over >= first ? first : 0;
		fed[v] = over <= reach || first - over <= reach;
	}
}

/* What is in the gaps, and the most in the fed bins behind each of them. */
static void add_gaps(const long *n, int sign, const bool *fed, long sums[2])
{
	long peak = 0;
	int v;

	for (v = JPEG_COUNTS_MOST - 1; v > 0; v--) {
		if (!fed[v]) {
			sums[0] += n[sign * v];
			sums[1] += peak;
		} else if (v + 1 < JPEG_COUNTS_MOST && !fed[v + 1]) {
			peak = n[sign * v];
		} else if (n[sign * v] > peak) {
			peak = n[sign * v];
		}
	}
}

/*
 * How full the gaps are that this first step would leave, against the peaks
 * behind them; 1 when unknown.  Values of a picture saved once become fewer
 * with their size, so there it is 1 or more.
 */
static double fullness(const long *n, int step, int first)
{
	bool fed[JPEG_COUNTS_MOST];
	long sums[2] = {0, 0};

	feed(step, first, fed);
	add_gaps(n, 1, fed, sums);
	add_gaps(n, -1, fed, sums);
	return sums[1] < EXPECTED ? 1 : (double)sums[0] / (double)sums[1];
}

bool jpeg_twice_counted(const struct jpeg_counts *counts)
{
	int k, first, found = 0;

	for (k = 1; k < JPEG_COUNTS_BANDS; k++) {
		const long *n = counts->n[k] + JPEG_COUNTS_MOST;
		int step = counts->step[k];

		for (first = step + 1; step > 0 && first <= MAX_STEP; first++)
			if (fullness(n, step, first) < empty) {
				found++;
				break;
			}
	}
	return found >= BANDS;
}

bool jpeg_twice(const void *bytes, size_t n)
{
	struct jpeg_counts *counts = mem_xcalloc(1, sizeof(*counts));
	struct error ignored = ERROR_INIT;
	bool twice = jpeg_count(bytes, n, counts, &ignored) == 0 &&
		     jpeg_twice_counted(counts);

	free(counts);
	return twice;
}
