/* SPDX-License-Identifier: MIT */
/*
 * Places of a bent code that are known, as deviations from a plane base, and
 * what they say of the places between and beyond them: a moving least squares
 * plane (mesh.h).  Pure.
 */
#ifndef IMAGE_QR_MESH_ANCHOR_H
#define IMAGE_QR_MESH_ANCHOR_H

#include "image/qr/lattice.h"
#include "image/qr/sample.h"

enum {
	QR_MESH_PITCH = 2, /* modules from node to node of a lattice */
	/* three finders, and alignment patterns or a lattice's nodes */
	QR_MESH_ANCHORS = 9 + QR_LATTICE_SIDE * QR_LATTICE_SIDE,
};

/* In modules where, in pixels how far from the base. */
struct qr_mesh_anchor {
	double u, v, dx, dy;
};

struct qr_mesh_anchors {
	const struct qr_pose *base; /* borrowed */
	struct qr_mesh_anchor list[QR_MESH_ANCHORS];
	int n;
};

void qr_mesh_anchor_add(struct qr_mesh_anchors *anchors, double u, double v,
			struct qr_point at);

/*
 * The finders.  Each tells its slope too, as anchors three modules out: one
 * place alone would leave the plane level there.
 */
void qr_mesh_anchor_finders(struct qr_mesh_anchors *anchors,
			    const struct qr_frame frame[3]);

/* Where (u, v) should lie, and the modules round it; contrast is 0. */
struct qr_frame qr_mesh_anchor_predict(const struct qr_mesh_anchors *anchors,
				       double u, double v);

/* All modules: deviations of a lattice's nodes, bilinear between them. */
void qr_mesh_anchor_fill(const struct qr_mesh_anchors *anchors,
			 struct qr_work *work, struct qr_mesh *mesh);

/* Nominal nanoseconds of a prediction. */
double qr_mesh_anchor_cost(const struct qr_mesh_anchors *anchors);

#endif
