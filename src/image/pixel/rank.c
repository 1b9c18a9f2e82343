/* SPDX-License-Identifier: MIT */
#include "image/pixel/rank.h"

#include <stdlib.h>

float rank_float(float *v, size_t n, size_t k)
{
	ptrdiff_t low = 0, high = (ptrdiff_t)n - 1, at = (ptrdiff_t)k;

	while (low < high) {
		/* the middle one: v is often sorted nearly, as rows of greys
		 * are */
		float pivot = v[(low + high) / 2];
		ptrdiff_t i = low, j = high;

		while (i <= j) {
			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i <= j) {
				float t = v[i];

				v[i++] = v[j];
				v[j--] = t;
			}
		}
		if (at <= j)
			high = j;
		else if (at >= i)
			low = i;
		else
			break;
	}
	return v[at];
}

static int ascending(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

double rank_double(double *v, size_t n, size_t k)
{
	qsort(v, n, sizeof(*v), ascending);
	return v[k];
}
