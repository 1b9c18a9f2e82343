/* SPDX-License-Identifier: MIT */
/*
 * For crumpled codes: the mesh is followed from the finders outward by the
 * modules themselves.  A node whose neighbours are known can be predicted to a
 * fraction of a module; it is then moved to where the modules around it have
 * the most contrast.  The search stays near, because one module further
 * everything looks just as good.
 *
 *      F ● ● ○ · · F      F  finder      ●  node that is known
 *      ● ● ○ · · · ·      ○  next: the one with most known round it
 *      ● ○ · · · · ·      ·  later
 *      F ○ · · · · ·
 *
 * Pure; costs are counted in qr_work.
 */
#ifndef IMAGE_QR_MESH_FOLLOW_H
#define IMAGE_QR_MESH_FOLLOW_H

#include "image/qr/sample.h"

/* base: a pose of the right version, from which deviations are measured. */
void qr_mesh_follow(const struct qr_pixels *px, const struct qr_frame frame[3],
		    const struct qr_pose *base, struct qr_work *work,
		    struct qr_mesh *mesh);

#endif
