/* SPDX-License-Identifier: MIT */
#include "codec/jpeg_twice.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Pixels are rounded between the two savings; this far values spread. */
static const double spread = 1.2;

/* A gap is as empty as this, with so many values expected in it. */
static const double empty = 0.25;
enum { EXPECTED = 60, BANDS = 3, MAX_STEP = 64 };

/* Whether the bin of value v > 0 holds multiples of the first step. */
static bool is_fed(int v, int step, int first)
{
	double at = (double)v * step;
	double far = fabs(at - first * round(at / first));

	return far <= step / 2.0 + spread;
}

/* The most in the fed bins that follow the gap at v. */
static long peak_behind(const long *n, int v, const int steps[2], int sign)
{
	long most = 0;

	while (v < JPEG_COUNTS_MOST && !is_fed(v, steps[0], steps[1]))
		v++;
	for (; v < JPEG_COUNTS_MOST && is_fed(v, steps[0], steps[1]); v++)
		most = n[sign * v] > most ? n[sign * v] : most;
	return most;
}

/*
 * How full the gaps are that this first step would leave, against the peaks
 * behind them; 1 when unknown.  Values of a picture saved once become fewer
 * with their size, so there it is 1 or more.
 */
static double fullness(const long *n, int step, int first)
{
	const int steps[2] = {step, first};
	long there = 0, should = 0;
	int v, sign;

	for (sign = -1; sign <= 1; sign += 2)
		for (v = 1; v < JPEG_COUNTS_MOST; v++) {
			if (is_fed(v, step, first))
				continue;
			should += peak_behind(n, v, steps, sign);
			there += n[sign * v];
		}
	return should < EXPECTED ? 1 : (double)there / (double)should;
}

bool jpeg_twice_counts(const struct jpeg_counts *counts)
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
		     jpeg_twice_counts(counts);

	free(counts);
	return twice;
}
