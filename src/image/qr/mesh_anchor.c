/* SPDX-License-Identifier: MIT */
#include "image/qr/mesh_anchor.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/linear.h"

/* Added to squared distances, modules: how far one anchor rules alone. */
static const double softening = 9;
/* Under it all anchors lie in a line, and no plane is laid through them. */
static const double least_determinant = 1e-12;
/* From a finder's middle to the code's edge, modules. */
static const double finder_centre = 3.5;
/* Nominal nanoseconds of an anchor weighed. */
static const double anchor_cost = 12;

void qr_mesh_anchor_add(struct qr_mesh_anchors *anchors, double u, double v,
			struct qr_point at)
{
	struct qr_point base =
		qr_homography_map(&anchors->base->homography, u, v);

	anchors->list[anchors->n++] =
		(struct qr_mesh_anchor){u, v, at.x - base.x, at.y - base.y};
}

static void add_frame(struct qr_mesh_anchors *a, const struct qr_frame *f,
		      double u, double v)
{
	qr_mesh_anchor_add(a, u, v, f->at);
	qr_mesh_anchor_add(a, u + 3, v, qr_frame_map(f, 3, 0));
	qr_mesh_anchor_add(a, u, v + 3, qr_frame_map(f, 0, 3));
}

void qr_mesh_anchor_finders(struct qr_mesh_anchors *anchors,
			    const struct qr_frame frame[3])
{
	double far = qr_spec_side(anchors->base->version) - finder_centre;

	add_frame(anchors, &frame[0], finder_centre, finder_centre);
	add_frame(anchors, &frame[1], far, finder_centre);
	add_frame(anchors, &frame[2], finder_centre, far);
}

/* A plane of deviations, x and y: there, and what a module on adds. */
struct deviation {
	double x[3], y[3];
};

/* Near anchors weigh most, and their slope carries on outside. */
static struct deviation deviation(const struct qr_mesh_anchors *anchors,
				  double u, double v)
{
	struct linear_plane plane = {.moment = {0}};
	struct deviation d = {{0}, {0}};
	double out[2][3];
	int i;

	for (i = 0; i < anchors->n; i++) {
		const struct qr_mesh_anchor *a = &anchors->list[i];
		double at[2] = {a->u - u, a->v - v};
		double q = at[0] * at[0] + at[1] * at[1] + softening;
		double w = 1 / (q * q);

		linear_plane_add(&plane, w, at);
		linear_plane_value(&plane, w, at, 0, a->dx);
		linear_plane_value(&plane, w, at, 1, a->dy);
	}
	if (linear_plane_solve(&plane, least_determinant, 2, out)) {
		memcpy(d.x, out[0], sizeof(d.x));
		memcpy(d.y, out[1], sizeof(d.y));
	}
	return d;
}

struct qr_frame qr_mesh_anchor_predict(const struct qr_mesh_anchors *anchors,
				       double u, double v)
{
	const struct qr_homography *h = &anchors->base->homography;
	struct qr_point p = qr_homography_map(h, u, v);
	struct qr_point right = qr_homography_map(h, u + 1, v);
	struct qr_point down = qr_homography_map(h, u, v + 1);
	struct deviation d = deviation(anchors, u, v);

	return (struct qr_frame){
		.at = {p.x + d.x[0], p.y + d.y[0]},
		.right = {right.x - p.x + d.x[1], right.y - p.y + d.y[1]},
		.down = {down.x - p.x + d.x[2], down.y - p.y + d.y[2]}};
}

double qr_mesh_anchor_cost(const struct qr_mesh_anchors *anchors)
{
	return anchors->n * anchor_cost;
}

void qr_mesh_anchor_fill(const struct qr_mesh_anchors *anchors,
			 struct qr_work *work, struct qr_mesh *mesh)
{
	struct qr_lattice *l = mem_xmalloc(sizeof(*l));
	int x, y, i, j;

	qr_sample_mesh(anchors->base, mesh);
	qr_lattice_init(l, mesh->side, QR_MESH_PITCH);
	for (j = 0; j < l->n; j++)
		for (i = 0; i < l->n; i++) {
			struct deviation d =
				deviation(anchors, qr_lattice_at(l, i) + 0.5,
					  qr_lattice_at(l, j) + 0.5);

			l->move[j * l->n + i][0] = (float)d.x[0];
			l->move[j * l->n + i][1] = (float)d.y[0];
		}
	qr_work_spend(work, l->n * l->n * qr_mesh_anchor_cost(anchors));
	for (y = 0; y < mesh->side; y++)
		for (x = 0; x < mesh->side; x++) {
			int at = y * mesh->side + x;

			mesh->x[at] += qr_lattice_between(l, x, y, 0);
			mesh->y[at] += qr_lattice_between(l, x, y, 1);
		}
	free(l);
}
