/* SPDX-License-Identifier: MIT */
/*
 * Bent, crumpled and warped codes: how far each module lies from the
 * homography, found in two steps.  Pure; costs are counted in qr_work.
 */
#ifndef IMAGE_QR_MESH_H
#define IMAGE_QR_MESH_H

#include "image/qr_sample.h"

/*
 * Shifts at finders and alignment patterns, spread over the grid.  The number
 * of patterns found; below 4 the shift is not filled.
 */
int qr_mesh_from_patterns(const struct qr_pixels *px,
			  const struct qr_pose *pose, struct qr_work *work,
			  struct qr_shift *shift);

/*
 * Refine a shift patch by patch: modules are most unlike their neighbourhood
 * where they are read at their centres.
 */
void qr_mesh_settle(const struct qr_pixels *px, const struct qr_pose *pose,
		    struct qr_work *work, struct qr_shift *shift);

#endif
