/* SPDX-License-Identifier: MIT */
#include "code/code_decode.h"

#include <math.h>

#include "base/mem.h"
#include "image/qr/deconvolution.h"
#include "image/qr/mesh_refine.h"

/* Noise that was climbed in its own frame stays below this. */
#define FRAME_SURE 0.72

static bool try_grid(struct code_decode *r, bool thorough)
{
	double area = (double)r->mesh.side * r->mesh.side;

	qr_work_spend(r->work, area * (thorough ? 250 : 60));
	return qr_decode_grid(&r->grid, thorough, &r->decoded) == 0;
}

/* The modules of the mesh under every rule until one of them decodes. */
static bool try_rules(struct code_decode *r, const struct qr_pixels *px,
		      bool thorough)
{
	double area = (double)r->mesh.side * r->mesh.side;
	int rule;

	qr_sample_read(px, &r->mesh, &r->sample);
	qr_work_spend(r->work, area * 45);
	for (rule = 0; rule < QR_SAMPLE_RULES && r->work->left > 0; rule++) {
		qr_sample_split(&r->sample, rule, &r->grid);
		if (try_grid(r, thorough))
			return true;
		if (!thorough || rule != 1)
			continue;
		qr_deconvolution_split(&r->sample, &r->grid);
		qr_work_spend(r->work, area * 1200);
		if (try_grid(r, true))
			return true;
	}
	return false;
}

static bool read_plane(struct code_decode *r, const struct qr_pixels *px,
		       const struct qr_pose *pose, bool thorough)
{
	qr_sample_mesh(pose, &r->mesh);
	return try_rules(r, px, thorough);
}

/* A code that is not plane. */
static bool read_bent(struct code_decode *r, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *base, bool *known)
{
	struct qr_grown grown =
		qr_mesh_grow(px, frame, base, r->work, &r->mesh);

	*known = grown.wanted == 0 || grown.found * 2 >= grown.wanted;
	return *known && try_rules(r, px, false);
}

/* Every help there is, on the mesh that was grown last. */
static bool read_hard(struct code_decode *r, const struct qr_pixels *px)
{
	qr_mesh_refine(px, r->work, &r->mesh);
	return try_rules(r, px, true);
}

/* A pose without perspective, for a version that is only supposed. */
static void flat_pose(const struct qr_frame frame[3], int version,
		      struct qr_pose *pose)
{
	int i;

	for (i = 0; i < 3; i++)
		pose->corner[i] = frame[i].at;
	pose->corner[3].x = frame[1].at.x + frame[2].at.x - frame[0].at.x;
	pose->corner[3].y = frame[1].at.y + frame[2].at.y - frame[0].at.y;
	pose->version = version;
	pose->warp = qr_homography_from(pose->corner, qr_spec_side(version));
}

/* The grown mesh as it is, settled, and last the plane with all helps. */
static bool read_good(struct code_decode *r, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *pose)
{
	bool known;

	return read_bent(r, px, frame, pose, &known) ||
	       (known && read_hard(r, px)) || read_plane(r, px, pose, true);
}

/* Finders beyond doubt, but no plane fits: strongly bent. */
static bool read_warped(struct code_decode *r, const struct qr_pixels *px,
			const struct qr_frame frame[3],
			const struct qr_versions *versions,
			struct qr_pose *pose)
{
	const int tries[] = {versions->told, versions->nearest,
			     versions->nearest + 1, versions->nearest - 1};
	bool known;
	int i;

	for (i = 0; i < 4 && r->work->left > 0; i++) {
		if (tries[i] < 2 || tries[i] > QR_SPEC_VERSIONS ||
		    (i > 0 && tries[i] == versions->told))
			continue;
		flat_pose(frame, tries[i], pose);
		if (read_bent(r, px, frame, pose, &known) ||
		    (known && read_hard(r, px)))
			return true;
	}
	return false;
}

bool code_decode_read(struct code_decode *r, const struct qr_pixels *px,
		      const struct qr_finder finder[3], struct qr_pose *pose)
{
	struct qr_frame frame[3];
	struct qr_versions versions;
	double least;

	qr_frame_measure(px, finder, r->work, frame);
	least = fmin(frame[0].contrast,
		     fmin(frame[1].contrast, frame[2].contrast));
	qr_fit_versions(px, frame, &versions);
	qr_fit(px, frame, &versions, r->work, pose);
	if (pose->score > r->best)
		r->best = pose->score;
	if (pose->score > 0.35 && read_plane(r, px, pose, false))
		return true;
	if (pose->score > 0.75 || (pose->score > 0.6 && least > FRAME_SURE))
		return read_good(r, px, frame, pose);
	return least > FRAME_SURE && read_warped(r, px, frame, &versions, pose);
}
