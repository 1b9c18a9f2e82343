/* SPDX-License-Identifier: MIT */
/*
 * Refines a mesh patch by patch: modules are most unlike each other where
 * they are read at their centres.  Pure; costs are counted in qr_work.
 */
#ifndef IMAGE_QR_MESH_REFINE_H
#define IMAGE_QR_MESH_REFINE_H

#include "image/qr/sample.h"

void qr_mesh_refine(const struct qr_pixels *px, struct qr_work *work,
		    struct qr_mesh *mesh);

#endif
