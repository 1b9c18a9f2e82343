/* SPDX-License-Identifier: MIT */
#include "image/qr/mesh.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/qr/contrast.h"
#include "image/qr/mesh_anchor.h"

enum {
	STEPS = 10,	  /* of the search, each way */
	STEPS_MODULE = 4, /* steps a module: 2.5 modules each way */
};

/* Contrast an alignment pattern must have; what a step squared costs. */
static const double least_contrast = 0.6, step_penalty = 6e-4;
/* Nominal nanoseconds a point sampled. */
static const double point_cost = 8;

struct growth {
	const struct qr_pixels *px;
	struct qr_work *work;
	struct qr_mesh_anchors anchors;
};

static double alignment_contrast(const struct qr_pixels *px,
				 const struct qr_frame *f)
{
	struct qr_contrast t = {0};
	int x, y;

	for (y = -2; y <= 2; y++)
		for (x = -2; x <= 2; x++) {
			int ring = abs(x) > abs(y) ? abs(x) : abs(y);

			qr_contrast_add(&t,
					(double)qr_homography_sample(
						px, qr_frame_map(f, x, y)),
					ring != 1);
		}
	return qr_contrast_value(&t);
}

/*
 * Search round the prediction; a hit becomes an anchor.  The prediction's own
 * slope is the pattern's frame: a bent code is locally as good as flat.
 */
static bool find_pattern(struct growth *g, double u, double v)
{
	struct qr_frame f = qr_mesh_anchor_predict(&g->anchors, u, v);
	struct qr_point best_at = f.at;
	const int trials = (2 * STEPS + 1) * (2 * STEPS + 1);
	double best = -1;
	int i, j;

	qr_work_spend(g->work, trials * 25 * point_cost +
				       qr_mesh_anchor_cost(&g->anchors));
	for (j = -STEPS; j <= STEPS; j++)
		for (i = -STEPS; i <= STEPS; i++) {
			struct qr_frame here = f;
			double score;

			here.at.x +=
				(i * f.right.x + j * f.down.x) / STEPS_MODULE;
			here.at.y +=
				(i * f.right.y + j * f.down.y) / STEPS_MODULE;
			score = alignment_contrast(g->px, &here) -
				step_penalty * (i * i + j * j);
			if (score > best) {
				best = score;
				best_at = here.at;
			}
		}
	if (best < least_contrast)
		return false;
	qr_mesh_anchor_add(&g->anchors, u, v, best_at);
	return true;
}

static double nearest_anchor(const struct growth *g, double u, double v)
{
	double best = 1e9;
	int i;

	for (i = 0; i < g->anchors.n; i++)
		best = fmin(best, hypot(g->anchors.list[i].u - u,
					g->anchors.list[i].v - v));
	return best;
}

/*
 * Always the pattern nearest to what is known already: predictions reach 2.5
 * modules far, and go wrong with distance.
 */
static struct qr_grown find_patterns(struct growth *g)
{
	struct qr_point todo[QR_SPEC_ALIGNMENTS * QR_SPEC_ALIGNMENTS];
	int at[QR_SPEC_ALIGNMENTS], n, i, j, count = 0, next;
	struct qr_grown grown = {0, 0};

	n = qr_spec_alignment(g->anchors.base->version, at);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (qr_spec_has_alignment(i, j, n))
				todo[count++] = (struct qr_point){at[j] + 0.5,
								  at[i] + 0.5};
	grown.wanted = count;
	while (count > 0 && g->work->left > 0) {
		double best = 1e9, d;

		for (i = next = 0; i < count; i++) {
			d = nearest_anchor(g, todo[i].x, todo[i].y);
			if (d < best) {
				best = d;
				next = i;
			}
		}
		grown.found += find_pattern(g, todo[next].x, todo[next].y);
		todo[next] = todo[--count];
	}
	return grown;
}

struct qr_grown qr_mesh_grow(const struct qr_pixels *px,
			     const struct qr_frame frame[3],
			     const struct qr_pose *base, struct qr_work *work,
			     struct qr_mesh *mesh)
{
	struct growth *g = mem_xcalloc(1, sizeof(*g));
	struct qr_grown grown;

	g->px = px;
	g->work = work;
	g->anchors.base = base;
	qr_mesh_anchor_finders(&g->anchors, frame);
	grown = find_patterns(g);
	qr_mesh_anchor_fill(&g->anchors, work, mesh);
	free(g);
	return grown;
}
