/* SPDX-License-Identifier: MIT */
#include "image/align/affine.h"

#include <math.h>
#include <string.h>

#include "image/align/warp.h"
#include "image/pixel/clones.h"
#include "image/pixel/linear.h"
#include "image/pixel/vector.h"

/*
 * A map that shrinks or blows up an area more than this has run away: guesses
 * have sizes of .56 to 1.67 (image/align/coarse.c), areas of .31 to 2.77.
 */
#define LEAST_AREA .15f
#define MOST_AREA  5.0f

/* A step's own area under which its inverse would throw the map far away. */
#define LEAST_STEP_AREA .1

/*
 * Steps under this many patch pixels at the ellipse's rim are the end: smaller
 * ones cost rounds and change no correlation that counts.
 */
#define STILL .02f

/* The residual's scale in the weight, in squares of a normalised level. */
#define CAUCHY .5f /* 1 / scale² */

/*
 * Damping: a share of the diagonal keeps the step short where the face says
 * little of a parameter, the sum keeps a flat face from dividing by nothing.
 */
#define DAMPING_SHARE 1.001
#define DAMPING_SUM   1e-3

#define TINY 1e-9 /* energy added, against two flat faces */

/*
 * The 6 x 6 matrix of the normal equations holds g g' times x², xy, x, y², y
 * and 1, with x, y from the centre and g the mean gradient of both faces.  In
 * one row y is constant, so only powers of x are summed there: gxx, gxy, gyy
 * times 1, x, x²; the residual e times g times 1, x; powers of y come with the
 * row.  And what the correlation needs.
 *
 *             m0  m1  m2  m3  m4  m5
 *        m0 [ x²  xy  x | x²  xy  x ]
 *        m1 [ xy  y²  y | xy  y²  y ]     upper left:  times gxx
 *        m2 [ x   y   1 | x   y   1 ]     upper right: times gxy
 *        m3 [-----------+-----------]     lower right: times gyy
 *        m4 [  likewise |           ]     product[0..2][ x² xy x y² y 1 ]
 *        m5 [           |           ]
 */
enum sum {
	XX,
	XX1,
	XX2,
	XY,
	XY1,
	XY2,
	YY,
	YY1,
	YY2,
	EX,
	EX1,
	EY,
	EY1,
	ROW_SUMS
};
enum pair_sum { N, A, B, AA, BB, AB, PAIR_SUMS };

struct sums {
	double product[3][6]; /* gxx, gxy, gyy times x², xy, x, y², y, 1 */
	double error[2][3];   /* e gx, e gy times x, y, 1 */
	double pair[PAIR_SUMS];
};

struct row {
	const float *a, *above, *below;	    /* of face a */
	const float *b, *b_above, *b_below; /* of the warped b */
	const float *inside;
	int first, end; /* pixels of the row within the ellipse */
	float x0;	/* x of pixel 0 from the centre */
};

/* The same, a sum a lane. */
struct lane_sums {
	vector_floats product[3][6], error[2][3], pair[PAIR_SUMS];
};

/* Half of a central difference, the mean of two faces. */
VECTOR_INLINE void gradient(const float *after[2], const float *before[2],
			    vector_floats *out)
{
	vector_floats a, b, c, d;

	vector_load(after[0], &a);
	vector_load(before[0], &b);
	vector_load(after[1], &c);
	vector_load(before[1], &d);
	*out = (a - b + c - d) * .25f;
}

VECTOR_INLINE void add_products(const vector_floats *wx,
				const vector_floats *wy, const vector_floats *g,
				const vector_floats *x, vector_floats *row)
{
	vector_floats xx = *wx * g[0], xy = *wx * g[1], yy = *wy * g[1];

	row[XX] += xx;
	row[XX1] += xx * *x;
	row[XX2] += xx * *x * *x;
	row[XY] += xy;
	row[XY1] += xy * *x;
	row[XY2] += xy * *x * *x;
	row[YY] += yy;
	row[YY1] += yy * *x;
	row[YY2] += yy * *x * *x;
}

VECTOR_INLINE void add_pair(const vector_floats *on, const vector_floats *a,
			    const vector_floats *b, vector_floats *pair)
{
	pair[N] += *on;
	pair[A] += *a;
	pair[B] += *b;
	pair[AA] += *a * *a;
	pair[BB] += *b * *b;
	pair[AB] += *a * *b;
}

static const float ramp[VECTOR_LANES] = {0, 1, 2, 3, 4, 5, 6, 7};

/* VECTOR_LANES pixels from the i-th on, the first done of them not again. */
VECTOR_INLINE void add_pixels(const struct row *r, int i, int done,
			      vector_floats *row, vector_floats *pair)
{
	const float *a_at = r->a + i, *b_at = r->b + i;
	vector_floats on, a, b, e, w, x, wx, wy, ex, ey, g[2];

	gradient((const float *[2]){a_at + 1, b_at + 1},
		 (const float *[2]){a_at - 1, b_at - 1}, &g[0]);
	gradient((const float *[2]){r->below + i, r->b_below + i},
		 (const float *[2]){r->above + i, r->b_above + i}, &g[1]);
	vector_load(r->inside + i, &on);
	vector_load(a_at, &a);
	vector_load(b_at, &b);
	vector_rest(done, &e);
	on *= e;
	vector_load(ramp, &x);
	x += r->x0 + (float)i;
	a *= on;
	b *= on;
	e = b - a;
	w = on / (1 + e * e * CAUCHY);
	wx = w * g[0];
	wy = w * g[1];
	ex = wx * e;
	ey = wy * e;
	add_products(&wx, &wy, g, &x, row);
	row[EX] += ex;
	row[EX1] += ex * x;
	row[EY] += ey;
	row[EY1] += ey * x;
	add_pair(&on, &a, &b, pair);
}

/* A row's sums, once y is known. */
VECTOR_INLINE void add_y(const vector_floats *row, float y, struct lane_sums *s)
{
	int k;

	for (k = 0; k < 3; k++) {
		const vector_floats *one = &row[XX + 3 * k];

		s->product[k][0] += one[2];
		s->product[k][1] += one[1] * y;
		s->product[k][2] += one[1];
		s->product[k][3] += one[0] * y * y;
		s->product[k][4] += one[0] * y;
		s->product[k][5] += one[0];
	}
	for (k = 0; k < 2; k++) {
		const vector_floats *one = &row[EX + 2 * k];

		s->error[k][0] += one[1];
		s->error[k][1] += one[0] * y;
		s->error[k][2] += one[0];
	}
}

enum { TAIL = VECTOR_LANES + 2 }; /* a pixel more on either side */

/* A row shorter than VECTOR_LANES, with nothing beyond it. */
struct tail {
	float a[TAIL], above[TAIL], below[TAIL];
	float b[TAIL], b_above[TAIL], b_below[TAIL], inside[TAIL];
};

VECTOR_INLINE void cut(const float *from, int n, float to[TAIL])
{
	memset(to, 0, TAIL * sizeof(*to));
	memcpy(to, from - 1, (size_t)(n + 2) * sizeof(*to));
}

VECTOR_INLINE void add_short(const struct row *r, vector_floats *row,
			     vector_floats *pair)
{
	int i = r->first, n = r->end - i;
	struct tail t;
	struct row alone = {.a = t.a + 1,
			    .above = t.above + 1,
			    .below = t.below + 1,
			    .b = t.b + 1,
			    .b_above = t.b_above + 1,
			    .b_below = t.b_below + 1,
			    .inside = t.inside + 1,
			    .x0 = r->x0 + (float)i};

	cut(r->a + i, n, t.a);
	cut(r->above + i, n, t.above);
	cut(r->below + i, n, t.below);
	cut(r->b + i, n, t.b);
	cut(r->b_above + i, n, t.b_above);
	cut(r->b_below + i, n, t.b_below);
	cut(r->inside + i, n, t.inside);
	t.inside[1 + n] = 0;
	add_pixels(&alone, 0, 0, row, pair);
}

IMAGE_CLONES
static void add_row(const struct row *r, float y, struct lane_sums *s)
{
	vector_floats row[ROW_SUMS] = {{0}};
	int i;

	for (i = r->first; i + VECTOR_LANES <= r->end; i += VECTOR_LANES)
		add_pixels(r, i, 0, row, s->pair);
	if (r->end - r->first < VECTOR_LANES)
		add_short(r, row, s->pair);
	else if (i < r->end)
		add_pixels(r, r->end - VECTOR_LANES,
			   VECTOR_LANES - (r->end - i), row, s->pair);
	add_y(row, y, s);
}

static void sum_lanes(const struct lane_sums *lanes, struct sums *s)
{
	int i, k;

	for (k = 0; k < 3; k++)
		for (i = 0; i < 6; i++)
			s->product[k][i] = vector_sum(&lanes->product[k][i]);
	for (k = 0; k < 2; k++)
		for (i = 0; i < 3; i++)
			s->error[k][i] = vector_sum(&lanes->error[k][i]);
	for (k = 0; k < PAIR_SUMS; k++)
		s->pair[k] = vector_sum(&lanes->pair[k]);
}

/* The ellipse within the warped rectangle, which is one pixel larger. */
static void add_ellipse(const struct align_warp *w, const struct plane *level,
			struct sums *s)
{
	double rx = w->width / 2.0 - 1, ry = w->height / 2.0 - 1, y, half;
	struct lane_sums lanes;
	int j;

	memset(&lanes, 0, sizeof(lanes));
	for (j = 1; j + 1 < w->height; j++) {
		const float *a = plane_row(level, w->top + j) + w->left;
		struct row r = {.a = a,
				.above = a - level->width,
				.below = a + level->width,
				.b = w->value[j],
				.b_above = w->value[j - 1],
				.b_below = w->value[j + 1],
				.inside = w->inside[j],
				.x0 = .5f - (float)w->width / 2};

		y = j + .5 - w->height / 2.0;
		half = rx * sqrt(fmax(0, 1 - y * y / (ry * ry)));
		r.first = (int)ceil(w->width / 2.0 - half);
		r.end = w->width - r.first;
		add_row(&r, (float)y, &lanes);
	}
	sum_lanes(&lanes, s);
}

static float correlation(const struct sums *s)
{
	const double *p = s->pair;
	double aa = p[AA] - p[A] * p[A] / p[N];
	double bb = p[BB] - p[B] * p[B] / p[N];

	return (float)((p[AB] - p[A] * p[B] / p[N]) / sqrt(aa * bb + TINY));
}

/* The step in a's frame: how a would have to move to look like the warp. */
static bool step_of(const struct sums *s, double step[6])
{
	/* which of a block's six sums stands at row i % 3, column j % 3 */
	static const int of[3][3] = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};
	double h[6][7];
	int i, j;

	for (i = 0; i < 6; i++) {
		for (j = 0; j < 6; j++)
			h[i][j] = s->product[i / 3 + j / 3][of[i % 3][j % 3]];
		h[i][6] = s->error[i / 3][i % 3];
		h[i][i] = h[i][i] * DAMPING_SHARE + DAMPING_SUM;
	}
	return linear_solve(h[0], 6, step);
}

/* m after the inverse of x -> x + step(x), both in pixels of one level. */
static bool compose(float m[6], const double d[6], double k)
{
	double a = 1 + d[0], b = d[1], c = d[3], e = 1 + d[4], det, area;
	double i0, i1, i3, i4, tx, ty, n[6];
	int i;

	det = a * e - b * c;
	if (fabs(det) < LEAST_STEP_AREA)
		return false;
	i0 = e / det;
	i1 = -b / det;
	i3 = -c / det;
	i4 = a / det;
	tx = -(i0 * d[2] + i1 * d[5]) / k;
	ty = -(i3 * d[2] + i4 * d[5]) / k;
	n[0] = m[0] * i0 + m[1] * i3;
	n[1] = m[0] * i1 + m[1] * i4;
	n[2] = m[0] * tx + m[1] * ty + m[2];
	n[3] = m[3] * i0 + m[4] * i3;
	n[4] = m[3] * i1 + m[4] * i4;
	n[5] = m[3] * tx + m[4] * ty + m[5];
	area = fabs(n[0] * n[4] - n[1] * n[3]);
	for (i = 0; i < 6; i++)
		m[i] = (float)n[i];
	return area > LEAST_AREA && area < MOST_AREA;
}

/* Whether no pixel within reach of the centre moves enough to go on. */
static bool is_still(const double d[6], double k, double reach)
{
	double move = fabs(d[2]) + fabs(d[5]);

	move += (fabs(d[0]) + fabs(d[1]) + fabs(d[3]) + fabs(d[4])) * reach;
	return move < STILL * k;
}

float align_affine(const struct align_face *a, const struct align_face *b,
		   int level, float m[6], int rounds)
{
	double k = align_face_scale(level), step[6];
	float best = -2, now, best_m[6];
	struct align_warp warp;
	struct sums sums;
	int t;

	align_warp_place(&warp, a, level, ALIGN_FACE_HALF_WIDTH + 1 / k,
			 ALIGN_FACE_HALF_HEIGHT + 1 / k);
	for (t = 0; t <= rounds; t++) {
		align_warp(&warp, a, b, (struct align_view){level, m, NULL});
		add_ellipse(&warp, &a->level[level], &sums);
		/* under a third of the ellipse on b: that little misleads */
		if (sums.pair[N] < warp.width * warp.height / 4.0)
			break;
		now = correlation(&sums);
		if (now > best) {
			best = now;
			memcpy(best_m, m, sizeof(best_m));
		}
		if (t == rounds || !step_of(&sums, step) ||
		    !compose(m, step, k) ||
		    is_still(step, k, ALIGN_FACE_HALF_HEIGHT * k))
			break;
	}
	if (best > -2)
		memcpy(m, best_m, sizeof(best_m));
	return best;
}
