/* SPDX-License-Identifier: MIT */
/*
 * Fitting a code's version and homography to three finders: the pose in which
 * all modules that are known beforehand (finders, separators, timing, alignment
 * patterns) have the most contrast.  The standard's reference algorithm
 * (ISO/IEC 18004, 12) goes from edge to edge and from pattern to pattern, and
 * fails at the first that it does not find; here they all count together.
 *
 *      version guess ─→ fourth corner: rings of trials, pixels as they are
 *                    ─→ all four: compass search, bilinear
 *
 * Pure; what it costs is counted in struct qr_work, so that a limit on it
 * never depends on the clock.
 */
#ifndef IMAGE_QR_FIT_H
#define IMAGE_QR_FIT_H

#include "image/qr/frame.h"

struct qr_pose {
	struct qr_homography homography;
	struct qr_point corner[4]; /* as qr_homography_from() takes them */
	int version;
	double score; /* 0..1; over 0.8 is sure, under 0.35 is none */
};

/* The version according to the three finders. */
struct qr_versions {
	int nearest; /* by distance and module size, 1..40 */
	int told;    /* by the version information; 0 = cannot be read */
};

void qr_fit_versions(const struct qr_pixels *px, const struct qr_frame frame[3],
		     struct qr_versions *out);

/*
 * The best pose for the frames of corner, right and down.  The score is 0
 * when the work ran out before anything was found.
 */
void qr_fit(const struct qr_pixels *px, const struct qr_frame frame[3],
	    const struct qr_versions *versions, struct qr_work *work,
	    struct qr_pose *out);

#endif
