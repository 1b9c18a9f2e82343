/* SPDX-License-Identifier: MIT */
#include "image/pixel/linear.h"

#include <math.h>

/* A pivot under this is rounding left over from cancelled terms. */
static const double least_pivot = 1e-9;

static int pivot_of(const double *m, int n, int column)
{
	int r, pivot = column, wide = n + 1;

	for (r = column + 1; r < n; r++)
		if (fabs(m[r * wide + column]) > fabs(m[pivot * wide + column]))
			pivot = r;
	return pivot;
}

static void swap_rows(double *a, double *b, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		double t = a[i];

		a[i] = b[i];
		b[i] = t;
	}
}

bool linear_solve(double *m, int n, double *x)
{
	int c, r, k, wide = n + 1;

	for (c = 0; c < n; c++) {
		double *top = m + c * wide;

		swap_rows(top, m + pivot_of(m, n, c) * wide, wide);
		/* written so that NaN is no pivot either */
		if (!(fabs(top[c]) > least_pivot))
			return false;
		for (r = 0; r < n; r++) {
			double *row = m + r * wide, f = row[c] / top[c];

			for (k = c; r != c && k <= n; k++)
				row[k] -= f * top[k];
		}
	}
	for (c = 0; c < n; c++)
		x[c] = m[c * wide + n] / m[c * wide + c];
	return true;
}

/* Column i below the diagonal becomes zero, in all right sides alike. */
static void eliminate(struct linear_definite *s, int i)
{
	const double *top = s->m + i * s->stride;
	int j, k, c;

	for (j = i + 1; j < s->n; j++) {
		double *row = s->m + j * s->stride, f = row[i] / top[i];

		for (k = i; k < s->n; k++)
			row[k] -= f * top[k];
		for (c = 0; c < s->rights; c++) {
			double *v = s->right + c * s->stride;

			v[j] -= f * v[i];
		}
	}
}

void linear_solve_definite(struct linear_definite *s)
{
	int i, k, c;

	for (i = 0; i < s->n; i++)
		eliminate(s, i);
	for (c = 0; c < s->rights; c++) {
		double *v = s->right + c * s->stride;

		for (i = s->n - 1; i >= 0; i--) {
			const double *row = s->m + i * s->stride;

			for (k = i + 1; k < s->n; k++)
				v[i] -= row[k] * v[k];
			v[i] /= row[i];
		}
	}
}

bool linear_plane_solve(const struct linear_plane *p, double least, int n,
			double out[][3])
{
	double a = p->moment[0], b = p->moment[1], c = p->moment[2];
	double d = p->moment[3], e = p->moment[4], f = p->moment[5];
	/* the adjugate: symmetric, so six of its nine */
	double i00 = d * f - e * e, i01 = c * e - b * f, i02 = b * e - c * d;
	double i11 = a * f - c * c, i12 = b * c - a * e, i22 = a * d - b * b;
	double det = a * i00 + b * i01 + c * i02;
	int k;

	if (!(fabs(det) > least))
		return false;
	for (k = 0; k < n; k++) {
		const double *r = p->right[k];

		out[k][0] = (i00 * r[0] + i01 * r[1] + i02 * r[2]) / det;
		out[k][1] = (i01 * r[0] + i11 * r[1] + i12 * r[2]) / det;
		out[k][2] = (i02 * r[0] + i12 * r[1] + i22 * r[2]) / det;
	}
	return true;
}
