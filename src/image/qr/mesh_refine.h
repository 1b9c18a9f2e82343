/* SPDX-License-Identifier: MIT */
/*
 * Refines a mesh patch by patch: modules are most unlike each other where
 * they are read at their centres, so the variance of what is sampled is made
 * largest, as focus is found by contrast.  No pattern is needed, any data
 * will do.  Pure; costs are counted in qr_work.
 *
 *      a node's patch is moved over 9 x 9 places 0.12 modules apart;
 *      all nodes are smoothed together; modules between them bilinear
 */
#ifndef IMAGE_QR_MESH_REFINE_H
#define IMAGE_QR_MESH_REFINE_H

#include "image/qr/sample.h"

void qr_mesh_refine(const struct qr_pixels *px, struct qr_work *work,
		    struct qr_mesh *mesh);

#endif
