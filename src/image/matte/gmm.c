/* SPDX-License-Identifier: MIT */
#include "image/matte/gmm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Rounds of k-means, and samples that a first centre is sought among. */
enum { KMEANS_ROUNDS = 6, CENTRE_SAMPLES = 512 };

/* No samples: mid grey, 100 levels wide, so that the other side decides. */
static const struct gmm_part broad = {
	.mean = {128, 128, 128},
	.inverse = {1e-4f, 0, 0, 1e-4f, 0, 1e-4f},
	.offset = -13.8f, /* log 1 - log 100^3 */
};

/*
 * What a part is made of, in one pass: count, sums, and sums of products in
 * the order of the covariance's upper triangle,
 *
 *        r  g  b
 *     r  0  1  2
 *     g     3  4
 *     b        5
 */
struct moments {
	double n, s[3], ss[6];
};

static void moments_add(struct moments *t, const float *c)
{
	t->n++;
	t->s[0] += c[0];
	t->s[1] += c[1];
	t->s[2] += c[2];
	t->ss[0] += (double)c[0] * c[0];
	t->ss[1] += (double)c[0] * c[1];
	t->ss[2] += (double)c[0] * c[2];
	t->ss[3] += (double)c[1] * c[1];
	t->ss[4] += (double)c[1] * c[2];
	t->ss[5] += (double)c[2] * c[2];
}

/* Mean, and the covariance inverted by its cofactors. */
static void part_from(const struct moments *t, double total, double softening,
		      struct gmm_part *part)
{
	static const int row[6] = {0, 0, 0, 1, 1, 2};
	static const int col[6] = {0, 1, 2, 1, 2, 2};
	double m[3], v[6], d, i0, i1, i2;
	int k;

	for (k = 0; k < 3; k++)
		m[k] = t->s[k] / t->n;
	for (k = 0; k < 6; k++)
		v[k] = t->ss[k] / t->n - m[row[k]] * m[col[k]] +
		       (row[k] == col[k] ? softening : 0);
	i0 = v[3] * v[5] - v[4] * v[4];
	i1 = v[2] * v[4] - v[1] * v[5];
	i2 = v[1] * v[4] - v[2] * v[3];
	d = v[0] * i0 + v[1] * i1 + v[2] * i2;
	part->inverse[0] = (float)(i0 / d);
	part->inverse[1] = (float)(i1 / d);
	part->inverse[2] = (float)(i2 / d);
	part->inverse[3] = (float)((v[0] * v[5] - v[2] * v[2]) / d);
	part->inverse[4] = (float)((v[1] * v[2] - v[0] * v[4]) / d);
	part->inverse[5] = (float)((v[0] * v[3] - v[1] * v[1]) / d);
	part->offset = (float)(log(t->n / total) - 0.5 * log(d));
	for (k = 0; k < 3; k++)
		part->mean[k] = (float)m[k];
}

static float square_distance(const float *a, const float *b)
{
	float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

	return x * x + y * y + z * z;
}

static int nearest(const float centre[GMM_PARTS][3], const float *c)
{
	int k, best = 0;
	float least = square_distance(centre[0], c), d;

	for (k = 1; k < GMM_PARTS; k++) {
		d = square_distance(centre[k], c);
		if (d < least) {
			least = d;
			best = k;
		}
	}
	return best;
}

/*
 * First centres: each the sample farthest from those before it.  A small
 * cluster of its own colour, a collar, so gets a part, which a random start
 * would miss now and then.
 */
static void spread_centres(const float *colours, size_t n,
			   float centre[GMM_PARTS][3])
{
	size_t i, step = n / CENTRE_SAMPLES + 1;
	int k, j;

	memcpy(centre[0], colours + 3 * (n / 2), 3 * sizeof(float));
	for (k = 1; k < GMM_PARTS; k++) {
		float far = -1;

		for (i = 0; i < n; i += step) {
			const float *c = colours + 3 * i;
			float d = square_distance(centre[0], c);

			for (j = 1; j < k; j++)
				d = fminf(d, square_distance(centre[j], c));
			if (d <= far)
				continue;
			far = d;
			memcpy(centre[k], c, 3 * sizeof(float));
		}
	}
}

static void k_means(const float *colours, size_t n, float centre[GMM_PARTS][3],
		    struct moments total[GMM_PARTS])
{
	int round, k, c;
	size_t i;

	spread_centres(colours, n, centre);
	for (round = 0; round < KMEANS_ROUNDS; round++) {
		memset(total, 0, GMM_PARTS * sizeof(*total));
		for (i = 0; i < n; i++)
			moments_add(&total[nearest(centre, colours + 3 * i)],
				    colours + 3 * i);
		for (k = 0; k < GMM_PARTS; k++)
			for (c = 0; c < 3 && total[k].n > 0; c++)
				centre[k][c] =
					(float)(total[k].s[c] / total[k].n);
	}
}

void gmm_learn(struct gmm *g, const float *colours, size_t n, double softening)
{
	float centre[GMM_PARTS][3];
	struct moments total[GMM_PARTS];
	int k;

	g->n = 0;
	if (n == 0) {
		g->n = 1;
		g->parts[0] = broad;
		return;
	}
	k_means(colours, n, centre, total);
	for (k = 0; k < GMM_PARTS; k++)
		if (total[k].n > 0)
			part_from(&total[k], (double)n, softening,
				  &g->parts[g->n++]);
}

/*
 * The best part alone, not the sum over parts: GrabCut's own shortcut, and no
 * exp() a pixel.
 */
float gmm_cost(const struct gmm *g, const float colour[3])
{
	float best = 1e9f;
	int k;

	for (k = 0; k < g->n; k++) {
		const struct gmm_part *p = &g->parts[k];
		const float *v = p->inverse;
		float x = colour[0] - p->mean[0], y = colour[1] - p->mean[1];
		float z = colour[2] - p->mean[2];
		float q = x * (v[0] * x + 2 * (v[1] * y + v[2] * z)) +
			  y * (v[3] * y + 2 * v[4] * z) + z * z * v[5];

		best = fminf(best, 0.5f * q - p->offset);
	}
	return best;
}
