/* SPDX-License-Identifier: MIT */
/*
 * From three finders to the bytes of a code: frames, version, pose, modules. If
 * the code is not plane, a mesh is used, and for poor pictures deconvolution.
 * Every result has passed the code's own Reed-Solomon checks.  One struct is
 * the scratch of one thread; costs are counted in qr_work.
 */
#ifndef CODE_CODE_DECODE_H
#define CODE_CODE_DECODE_H

#include <stdbool.h>

#include "image/qr/mesh.h"

struct code_decode {
	struct qr_work *work; /* borrowed */
	double best;	      /* score of the best pose so far */
	struct qr_decoded decoded;
	struct qr_sample sample;
	struct qr_grid grid;
	struct qr_mesh mesh;
};

/* True when a code was read: it is in decoded, its place in *pose. */
bool code_decode_read(struct code_decode *decode, const struct qr_pixels *px,
		      const struct qr_finder finder[3], struct qr_pose *pose);

#endif
