/* SPDX-License-Identifier: MIT */
#include "code/code_decode.h"

#include <math.h>

#include "base/mem.h"
#include "image/qr/deconvolution.h"
#include "image/qr/mesh_follow.h"

/* A finder's contrast: noise that was climbed in its own frame stays below. */
static const double sure_finder = 0.72;

/*
 * Scores of a pose, 0..1: worth sampling as a plane; a code, if its finders
 * are sure too; a code whatever they are.
 */
static const double fair_pose = 0.35, good_pose = 0.6, sure_pose = 0.75;

/* Nominal nanoseconds a module: sampled, decoded, with erasures, equalised. */
static const double sample_cost = 45, decode_cost = 60, thorough_cost = 250,
		    deconvolution_cost = 1600;

static bool try_grid(struct code_decode *d, bool thorough)
{
	double area = (double)d->mesh.side * d->mesh.side;

	qr_work_spend(d->work, area * (thorough ? thorough_cost : decode_cost));
	return qr_decode_grid(&d->grid, thorough, &d->decoded) == 0;
}

/*
 * The modules of the mesh under every rule until one of them decodes: which
 * rule is right depends on light and blur, and error correction alone can
 * tell.  Deconvolution starts from the sharpened reading.
 */
static bool try_rules(struct code_decode *d, const struct qr_pixels *px,
		      bool thorough)
{
	double area = (double)d->mesh.side * d->mesh.side;
	enum qr_sample_rule rule;

	qr_sample_read(px, &d->mesh, &d->sample);
	qr_work_spend(d->work, area * sample_cost);
	for (rule = 0; rule < QR_SAMPLE_RULES && d->work->left > 0; rule++) {
		qr_sample_split(&d->sample, rule, &d->grid);
		if (try_grid(d, thorough))
			return true;
		if (!thorough || rule != QR_SAMPLE_SHARP)
			continue;
		qr_deconvolution_split(&d->sample, &d->grid);
		qr_work_spend(d->work, area * deconvolution_cost);
		if (try_grid(d, true))
			return true;
	}
	return false;
}

static bool read_plane(struct code_decode *d, const struct qr_pixels *px,
		       const struct qr_pose *pose, bool thorough)
{
	qr_sample_mesh(pose, &d->mesh);
	return try_rules(d, px, thorough);
}

/* A code that is not plane. */
static bool read_bent(struct code_decode *d, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *base)
{
	struct qr_grown grown =
		qr_mesh_grow(px, frame, base, d->work, &d->mesh);

	/* with fewer than half of the patterns the mesh is a guess */
	return grown.found * 2 >= grown.wanted && try_rules(d, px, false);
}

/* A crumpled code: the finders alone are trusted; with every help there is. */
static bool read_crumpled(struct code_decode *d, const struct qr_pixels *px,
			  const struct qr_frame frame[3],
			  const struct qr_pose *base)
{
	qr_mesh_follow(px, frame, base, d->work, &d->mesh);
	return try_rules(d, px, true);
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
	pose->homography =
		qr_homography_from(pose->corner, qr_spec_side(version));
}

/*
 * As the patterns say; then as the modules say, and as the plane with all
 * helps, this one before where it fits well: tiny modules cannot be followed.
 */
static bool read_good(struct code_decode *d, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *pose)
{
	bool plane = pose->score > sure_pose;

	return read_bent(d, px, frame, pose) ||
	       (plane && read_plane(d, px, pose, true)) ||
	       read_crumpled(d, px, frame, pose) ||
	       (!plane && read_plane(d, px, pose, true));
}

/*
 * Finders beyond doubt, but no plane fits: strongly bent.  The version cannot
 * be had from a fit then, only from what the code tells and from distances,
 * which bending shortens or stretches by a version either way.
 */
static bool read_warped(struct code_decode *d, const struct qr_pixels *px,
			const struct qr_frame frame[3],
			const struct qr_versions *versions,
			struct qr_pose *pose)
{
	const int tries[] = {versions->told, versions->nearest,
			     versions->nearest + 1, versions->nearest - 1};
	int i;

	for (i = 0; i < 4 && d->work->left > 0; i++) {
		/* version 1 has no pattern a mesh could hold on to */
		if (tries[i] < 2 || tries[i] > QR_SPEC_VERSIONS ||
		    (i > 0 && tries[i] == versions->told))
			continue;
		flat_pose(frame, tries[i], pose);
		if (read_bent(d, px, frame, pose) ||
		    read_crumpled(d, px, frame, pose))
			return true;
	}
	return false;
}

/*
 * Whether the pose is near enough to start from.  A bent code may fit best
 * as the version beside its own: not against what its sure finders tell.
 */
static bool is_near(const struct qr_pose *pose,
		    const struct qr_versions *versions, bool sure)
{
	if (sure && versions->told && versions->told != pose->version)
		return false;
	return pose->score > (sure ? good_pose : sure_pose);
}

bool code_decode_read(struct code_decode *d, const struct qr_pixels *px,
		      const struct qr_finder finder[3], struct qr_pose *pose)
{
	struct qr_frame frame[3];
	struct qr_versions versions;
	bool sure;

	qr_frame_measure(px, finder, d->work, frame);
	sure = fmin(frame[0].contrast,
		    fmin(frame[1].contrast, frame[2].contrast)) > sure_finder;
	qr_fit_versions(px, frame, &versions);
	qr_fit(px, frame, &versions, d->work, pose);
	if (pose->score > d->best)
		d->best = pose->score;
	if (pose->score > fair_pose && read_plane(d, px, pose, false))
		return true;
	if (is_near(pose, &versions, sure))
		return read_good(d, px, frame, pose);
	return sure && read_warped(d, px, frame, &versions, pose);
}
