/* SPDX-License-Identifier: MIT */
#include "image/qr/mesh.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/pixel/linear.h"
#include "image/qr/lattice.h"
#include "image/qr/contrast.h"

enum {
	ANCHORS = 9 + QR_SPEC_ALIGNMENTS * QR_SPEC_ALIGNMENTS,
	PITCH = 4,	  /* modules from node to node of the lattice */
	STEPS = 10,	  /* of the search, each way */
	STEPS_MODULE = 4, /* steps a module: 2.5 modules each way */
};

/* Added to squared distances, modules: how far one anchor rules alone. */
static const double softening = 9;
/* Under it all anchors lie in a line, and no plane is laid through them. */
static const double least_determinant = 1e-12;
/* Contrast an alignment pattern must have; what a step squared costs. */
static const double least_contrast = 0.6, step_penalty = 6e-4;
/* From a finder's middle to the code's edge, modules. */
static const double finder_centre = 3.5;

/* Nominal nanoseconds a point sampled, and an anchor weighed. */
static const double point_cost = 8, anchor_cost = 12;

/* A place that is known: its deviation from the base, in pixels. */
struct anchor {
	double u, v, dx, dy;
};

struct growth {
	const struct qr_pixels *px;
	const struct qr_pose *base;
	struct qr_work *work;
	struct anchor anchor[ANCHORS];
	int n;
};

static void add_anchor(struct growth *g, double u, double v, struct qr_point at)
{
	struct qr_point base = qr_homography_map(&g->base->homography, u, v);

	g->anchor[g->n++] = (struct anchor){u, v, at.x - base.x, at.y - base.y};
}

/*
 * The deviation at (u, v) by a moving least squares plane: near anchors weigh
 * most, and their slope carries on outside.
 */
static struct qr_point deviation(const struct growth *g, double u, double v)
{
	struct linear_plane plane = {.moment = {0}};
	double out[2][3];
	int i;

	for (i = 0; i < g->n; i++) {
		const struct anchor *a = &g->anchor[i];
		double at[2] = {a->u - u, a->v - v};
		double q = at[0] * at[0] + at[1] * at[1] + softening;
		double w = 1 / (q * q);

		linear_plane_add(&plane, w, at);
		linear_plane_value(&plane, w, at, 0, a->dx);
		linear_plane_value(&plane, w, at, 1, a->dy);
	}
	if (!linear_plane_solve(&plane, least_determinant, 2, out))
		return (struct qr_point){0, 0};
	return (struct qr_point){out[0][0], out[1][0]};
}

static struct qr_point predict(const struct growth *g, double u, double v)
{
	struct qr_point p = qr_homography_map(&g->base->homography, u, v);
	struct qr_point d = deviation(g, u, v);

	return (struct qr_point){p.x + d.x, p.y + d.y};
}

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
	struct qr_point centre = predict(g, u, v);
	struct qr_point right = predict(g, u + 1, v);
	struct qr_point down = predict(g, u, v + 1);
	struct qr_frame f = {.at = centre,
			     .right = {right.x - centre.x, right.y - centre.y},
			     .down = {down.x - centre.x, down.y - centre.y}};
	struct qr_point best_at = centre;
	const int trials = (2 * STEPS + 1) * (2 * STEPS + 1);
	double best = -1;
	int i, j;

	qr_work_spend(g->work,
		      trials * 25 * point_cost + 3 * g->n * anchor_cost);
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
	add_anchor(g, u, v, best_at);
	return true;
}

static double nearest_anchor(const struct growth *g, double u, double v)
{
	double best = 1e9;
	int i;

	for (i = 0; i < g->n; i++)
		best = fmin(best,
			    hypot(g->anchor[i].u - u, g->anchor[i].v - v));
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

	n = qr_spec_alignment(g->base->version, at);
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

/*
 * A finder tells its slope too, as anchors three modules out: one place alone
 * would leave the plane level there.
 */
static void add_frame(struct growth *g, const struct qr_frame *f, double u,
		      double v)
{
	add_anchor(g, u, v, f->at);
	add_anchor(g, u + 3, v, qr_frame_map(f, 3, 0));
	add_anchor(g, u, v + 3, qr_frame_map(f, 0, 3));
}

static void fill_mesh(const struct growth *g, struct qr_mesh *mesh)
{
	struct qr_lattice *l = mem_xmalloc(sizeof(*l));
	int x, y, i, j;

	qr_sample_mesh(g->base, mesh);
	qr_lattice_init(l, mesh->side, PITCH);
	for (j = 0; j < l->n; j++)
		for (i = 0; i < l->n; i++) {
			struct qr_point d =
				deviation(g, qr_lattice_at(l, i) + 0.5,
					  qr_lattice_at(l, j) + 0.5);

			l->move[j * l->n + i][0] = (float)d.x;
			l->move[j * l->n + i][1] = (float)d.y;
		}
	qr_work_spend(g->work, l->n * l->n * g->n * anchor_cost);
	for (y = 0; y < mesh->side; y++)
		for (x = 0; x < mesh->side; x++) {
			int at = y * mesh->side + x;

			mesh->x[at] += qr_lattice_between(l, x, y, 0);
			mesh->y[at] += qr_lattice_between(l, x, y, 1);
		}
	free(l);
}

struct qr_grown qr_mesh_grow(const struct qr_pixels *px,
			     const struct qr_frame frame[3],
			     const struct qr_pose *base, struct qr_work *work,
			     struct qr_mesh *mesh)
{
	struct growth g = {.px = px, .base = base, .work = work};
	double far = qr_spec_side(base->version) - finder_centre;
	struct qr_grown grown;

	add_frame(&g, &frame[0], finder_centre, finder_centre);
	add_frame(&g, &frame[1], far, finder_centre);
	add_frame(&g, &frame[2], finder_centre, far);
	grown = find_patterns(&g);
	fill_mesh(&g, mesh);
	return grown;
}
