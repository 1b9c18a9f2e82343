/* SPDX-License-Identifier: MIT */
/*
 * Small dense systems of linear equations, as they come from least squares
 * (Golub and Van Loan, Matrix Computations, 3.4 and 4.2).  Doubles in a fixed
 * order of operations give the same bits on every machine, provided that fused
 * multiply-add is not allowed.  Pure.
 */
#ifndef IMAGE_PIXEL_LINEAR_H
#define IMAGE_PIXEL_LINEAR_H

#include <stdbool.h>

/*
 * Solve n equations by Gauss-Jordan elimination with row exchange.  Row i of
 * m is n coefficients and the right side, packed:
 *
 *      m = | a00 a01 … | b0 |      n rows of n + 1
 *          | a10 a11 … | b1 |
 *
 * m is overwritten; the solution goes to x[n].  False, with x unset, when the
 * largest pivot of a column is under 1e-9: the matrix is nearly singular.
 */
bool linear_solve(double *m, int n, double *x);

/*
 * Solve for several right sides by Gauss elimination without row exchange,
 * which is safe where m is symmetric and positive definite: the normal
 * equations of least squares with something added along the diagonal.
 */
struct linear_definite {
	double *m;     /* n rows, stride doubles apart; overwritten */
	double *right; /* rights rows, stride apart; become the solutions */
	int n, stride, rights;
};

void linear_solve_definite(struct linear_definite *system);

/*
 * A plane v = a + b x + c y fitted to weighted points by least squares, for up
 * to three values v a point.  Begin with a struct of zeros.
 *
 *      | w   wx  wy  |   | a |   | wv  |
 *      | wx  wxx wxy | · | b | = | wxv |     sums over all points
 *      | wy  wxy wyy |   | c |   | wyv |
 */
enum { LINEAR_PLANE_VALUES = 3 };

struct linear_plane {
	double moment[6]; /* w, wx, wy, wxx, wxy, wyy */
	double right[LINEAR_PLANE_VALUES][3];
};

static inline void linear_plane_add(struct linear_plane *p, double w,
				    const double at[2])
{
	p->moment[0] += w;
	p->moment[1] += w * at[0];
	p->moment[2] += w * at[1];
	p->moment[3] += w * at[0] * at[0];
	p->moment[4] += w * at[0] * at[1];
	p->moment[5] += w * at[1] * at[1];
}

/* Add value k of the point that was just added. */
static inline void linear_plane_value(struct linear_plane *p, double w,
				      const double at[2], int k, double value)
{
	p->right[k][0] += w * value;
	p->right[k][1] += w * at[0] * value;
	p->right[k][2] += w * at[1] * value;
}

/*
 * a, b, c for the first n values, by the adjugate of the matrix.  False, with
 * out unset, when its determinant is not larger than least: the points are on
 * one line.
 */
bool linear_plane_solve(const struct linear_plane *p, double least, int n,
			double out[][3]);

#endif
