/* SPDX-License-Identifier: MIT */
/*
 * Fits a code's version and homography to three finders: the pose under
 * which everything that is known beforehand (finders, separators, timing,
 * alignment patterns) has most contrast.  Pure; what it costs is counted in
 * struct qr_work, so that a limit on it never depends on the clock.
 */
#ifndef IMAGE_QR_FIT_H
#define IMAGE_QR_FIT_H

#include "image/qr_finder.h"
#include "image/qr_warp.h"
#include "image/qr_work.h"

struct qr_pose {
	struct qr_warp warp;
	struct qr_point corner[4]; /* as qr_warp_from() takes them */
	int version;
	double score; /* 0..1; over 0.8 is sure, under 0.35 is none */
};

/*
 * How much three spots look like finders of one code, each in the frame that
 * the other two give it: the least of their contrasts, 1 for perfect ones.
 */
double qr_fit_plausible(const struct qr_pixels *px,
			const struct qr_finder finder[3]);

/*
 * The best pose for finders in the order corner, right, down.  The score is
 * 0 when the work ran out before anything was found.
 */
void qr_fit(const struct qr_pixels *px, const struct qr_finder finder[3],
	    struct qr_work *work, struct qr_pose *out);

/* Climb on from a pose of the same version with finer steps. */
void qr_fit_refine(const struct qr_pixels *px, double step,
		   struct qr_work *work, struct qr_pose *pose);

#endif
