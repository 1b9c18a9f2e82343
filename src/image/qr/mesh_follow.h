/* SPDX-License-Identifier: MIT */
/*
 * Crumpled codes: the mesh is followed from the finders outward by the modules
 * themselves.  A node whose neighbours are known is predicted to a part of a
 * module, and is moved to where the modules round it are most black and white;
 * nothing is searched for far off, where the next module would look as good.
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

/* base is a pose of the version that is meant, deviations are small beside. */
void qr_mesh_follow(const struct qr_pixels *px, const struct qr_frame frame[3],
		    const struct qr_pose *base, struct qr_work *work,
		    struct qr_mesh *mesh);

#endif
