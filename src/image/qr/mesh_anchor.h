/* SPDX-License-Identifier: MIT */
/*
 * The known places of a bent code, as deviations from a plane pose, and
 * interpolation between and beyond them by a moving least squares plane
 * (mesh.h). Pure.
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

struct qr_mesh_anchor {
	double u, v;   /* the place, modules */
	double dx, dy; /* its deviation from base, pixels */
};

struct qr_mesh_anchors {
	const struct qr_pose *base; /* borrowed */
	struct qr_mesh_anchor list[QR_MESH_ANCHORS];
	int n;
};

void qr_mesh_anchor_add(struct qr_mesh_anchors *anchors, double u, double v,
			struct qr_point at);

/*
 * Add the finders.  Each also gives its slope, by anchors three modules away:
 * by its centre alone the plane would be level there.
 */
void qr_mesh_anchor_finders(struct qr_mesh_anchors *anchors,
			    const struct qr_frame frame[3]);

/* The predicted frame at (u, v); its contrast is 0. */
struct qr_frame qr_mesh_anchor_predict(const struct qr_mesh_anchors *anchors,
				       double u, double v);

/* Fill the mesh: deviations at a lattice's nodes, bilinear between them. */
void qr_mesh_anchor_fill(const struct qr_mesh_anchors *anchors,
			 struct qr_work *work, struct qr_mesh *mesh);

/* The cost of a prediction in nominal nanoseconds (work.h). */
double qr_mesh_anchor_cost(const struct qr_mesh_anchors *anchors);

#endif
