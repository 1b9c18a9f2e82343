/* SPDX-License-Identifier: MIT */
/*
 * Bent, crumpled and warped codes: where each module lies when no homography
 * says it.  Pure; costs are counted in qr_work.
 */
#ifndef IMAGE_QR_MESH_H
#define IMAGE_QR_MESH_H

#include "image/qr/sample.h"

/*
 * Grow a mesh from the finders' frames over the alignment patterns, each
 * looked for where those found before say it should be.  base is a pose to
 * measure deviations from, of the version that is meant.  How many patterns
 * were found of how many looked for.
 */
struct qr_grown {
	int found, wanted;
};

struct qr_grown qr_mesh_grow(const struct qr_pixels *px,
			     const struct qr_frame frame[3],
			     const struct qr_pose *base, struct qr_work *work,
			     struct qr_mesh *mesh);

#endif
