/* SPDX-License-Identifier: MIT */
#include "image/qr/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/qr/decode.h"
#include "image/qr/function_pattern.h"
#include "image/qr/contrast.h"

enum { FAR_RING = 24, SPARSE = 160 };

/* Nominal nanoseconds a point: nearest pixel, bilinear. */
static const double cost_near = 3.5, cost_fine = 7;

struct fit {
	const struct qr_pixels *px;
	struct qr_work *work;
	struct qr_function_pattern model;
	double module; /* mean of the finders, pixels */
};

/* Timing and alignment alone, nearest pixels, points outside left out. */
static double score_near(struct fit *f, const struct qr_homography *w)
{
	const struct image *im = f->px->grey;
	const struct qr_function_pattern *m = &f->model;
	int i, stride = m->inner / SPARSE + 1;
	long light = 0, dark = 0, squares = 0;
	struct qr_contrast t = {0};
	double score;

	/* an odd stride keeps both colours of the timing rows */
	stride |= 1;
	for (i = 0; i < m->inner; i += stride) {
		struct qr_point p =
			qr_homography_map(w, (double)m->u[i], (double)m->v[i]);
		int v;

		if (!(p.x >= 0 && p.y >= 0 && p.x < im->width &&
		      p.y < im->height))
			continue;
		v = image_row(im, (int)p.y)[(int)p.x];
		squares += v * v;
		if (m->dark[i]) {
			dark += v;
			t.darks++;
		} else {
			light += v;
			t.lights++;
		}
	}
	qr_work_spend(f->work, cost_near * (m->inner / stride) + 30);
	t.light = (double)light;
	t.dark = (double)dark;
	t.squares = (double)squares;
	score = qr_contrast_value(&t);
	return f->px->inverted ? -score : score;
}

static double score_fine(struct fit *f, const struct qr_homography *w,
			 int stride)
{
	const struct qr_function_pattern *m = &f->model;
	struct qr_contrast t = {0};
	int i;

	for (i = 0; i < m->count; i += stride) {
		double v = (double)qr_homography_sample(
			f->px,
			qr_homography_map(w, (double)m->u[i], (double)m->v[i]));

		t.squares += v * v;
		if (m->dark[i]) {
			t.dark += v;
			t.darks++;
		} else {
			t.light += v;
			t.lights++;
		}
	}
	qr_work_spend(f->work, cost_fine * (m->count / stride) + 30);
	return qr_contrast_value(&t);
}

/* Squares of growing rings round the guess; the fourth corner is left best. */
static double search_corner(struct fit *f, struct qr_point corner[4])
{
	struct qr_point centre = corner[3], best_at = centre;
	double side, step, best = -1, at_ring = 0;
	int ring, i, j, rings, last = 0;

	side = (hypot(corner[1].x - corner[0].x, corner[1].y - corner[0].y) +
		hypot(corner[2].x - corner[0].x, corner[2].y - corner[0].y)) /
	       2;
	step = fmin(fmax(side * 0.028, f->module * 0.7), f->module * 1.2);
	rings = (int)fmin(fmax(side * 0.35 / step, 3), FAR_RING);
	for (ring = 0; ring <= rings && f->work->left > 0; ring++) {
		if (ring > last + 2 && best > 0.7)
			break;
		for (j = -ring; j <= ring; j++)
			for (i = -ring; i <= ring;
			     i += (j == -ring || j == ring || !ring)
					  ? 1
					  : 2 * ring) {
				struct qr_homography w;
				double score;

				corner[3].x = centre.x + i * step;
				corner[3].y = centre.y + j * step;
				w = qr_homography_from(corner, f->model.side);
				at_ring = 4e-5 * (i * i + j * j);
				score = score_near(f, &w) - at_ring;
				if (score > best) {
					best = score;
					best_at = corner[3];
					last = ring;
				}
			}
	}
	corner[3] = best_at;
	return best;
}

static double *coordinate(struct qr_point corner[4], int i)
{
	return i & 1 ? &corner[i / 2].y : &corner[i / 2].x;
}

/* Move one coordinate at a time while that helps, with shrinking steps. */
static double climb(struct fit *f, struct qr_point corner[4], double step,
		    double least)
{
	int stride = f->model.count / 500 + 1, round, i, sign;
	struct qr_homography w = qr_homography_from(corner, f->model.side);
	double best = score_fine(f, &w, stride), score;

	for (; step > least && f->work->left > 0; step /= 2) {
		bool better = true;

		for (round = 0; better && round < 12; round++) {
			better = false;
			for (i = 0; i < 8; i++)
				for (sign = -1; sign <= 1; sign += 2) {
					*coordinate(corner, i) += sign * step;
					w = qr_homography_from(corner,
							       f->model.side);
					score = score_fine(f, &w, stride);
					if (score > best + 1e-5) {
						best = score;
						better = true;
						break;
					}
					*coordinate(corner, i) -= sign * step;
				}
		}
	}
	return best;
}

/* Where the far sides of the right and the lower finder meet; or none. */
static bool meet(const struct qr_frame frame[3], struct qr_point *at)
{
	struct qr_point b = frame[1].at, c = frame[2].at;
	struct qr_point d = frame[1].down, r = frame[2].right;
	double det = d.y * r.x - d.x * r.y, t;
	double span = hypot(b.x - c.x, b.y - c.y);

	if (fabs(det) < 0.2 * hypot(d.x, d.y) * hypot(r.x, r.y))
		return false;
	t = ((c.y - b.y) * r.x - (c.x - b.x) * r.y) / det;
	at->x = b.x + t * d.x;
	at->y = b.y + t * d.y;
	return t > 0 && hypot(at->x - b.x, at->y - b.y) < 3 * span;
}

/* The guess for the fourth corner that fits better, of two. */
static void guess_corner(struct fit *f, const struct qr_frame frame[3],
			 struct qr_point c[4])
{
	struct qr_point flat, aslant;
	struct qr_homography w;
	double score;

	flat = (struct qr_point){c[1].x + c[2].x - c[0].x,
				 c[1].y + c[2].y - c[0].y};
	c[3] = flat;
	if (!meet(frame, &aslant))
		return;
	w = qr_homography_from(c, f->model.side);
	score = score_near(f, &w);
	c[3] = aslant;
	w = qr_homography_from(c, f->model.side);
	if (score_near(f, &w) <= score + 0.05)
		c[3] = flat;
}

static void try_version(struct fit *f, const struct qr_frame frame[3],
			int version, struct qr_pose *best)
{
	struct qr_point c[4];
	double coarse, score;
	int i;

	for (i = 0; i < 3; i++)
		c[i] = frame[i].at;
	qr_function_pattern_init(&f->model, version);
	guess_corner(f, frame, c);
	coarse = search_corner(f, c);
	if (coarse < best->score * 0.6 || coarse < 0.15)
		return;
	score = climb(f, c, f->module, f->module * 0.06);
	if (score <= best->score)
		return;
	best->score = score;
	best->version = version;
	memcpy(best->corner, c, sizeof(c));
	best->warp = qr_homography_from(c, f->model.side);
}

/* 18 bits of version information beside the right or the lower finder. */
static unsigned version_bits(const struct qr_pixels *px,
			     const struct qr_frame *at, bool below)
{
	double light = 0, dark = 255, v[18];
	unsigned bits = 0;
	int i;

	for (i = 0; i < 18; i++) {
		/* bit i lies at column -7 + i % 3, row -3 + i / 3 of it */
		int across = below ? i / 3 - 3 : i % 3 - 7;
		int along = below ? i % 3 - 7 : i / 3 - 3;

		v[i] = (double)qr_homography_sample(
			px, qr_frame_map(at, across, along));
		light = fmax(light, v[i]);
		dark = fmin(dark, v[i]);
	}
	for (i = 0; i < 18; i++)
		bits |= (unsigned)(v[i] < (light + dark) / 2) << i;
	return bits;
}

void qr_fit_versions(const struct qr_pixels *px, const struct qr_frame frame[3],
		     struct qr_versions *out)
{
	double modules = (qr_frame_modules(&frame[0], &frame[1], false) +
			  qr_frame_modules(&frame[0], &frame[2], true)) /
			 2;
	int i, told;

	out->nearest = (int)floor((modules + 7 - 17) / 4 + 0.5);
	out->nearest = out->nearest < 1	   ? 1
		       : out->nearest > 40 ? 40
					   : out->nearest;
	out->told = 0;
	for (i = 0; i < 2 && !out->told; i++) {
		told = qr_decode_version(
			version_bits(px, &frame[1 + i], i == 1));
		if (told && abs(told - out->nearest) <= 1 + told / 6)
			out->told = told;
	}
}

void qr_fit(const struct qr_pixels *px, const struct qr_frame frame[3],
	    const struct qr_versions *versions, struct qr_work *work,
	    struct qr_pose *out)
{
	static const int tries[] = {0, 1, -1, 2, -2, 3, 4, -3, 5};
	struct fit f = {.px = px, .work = work};
	int version, i;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < 3; i++)
		f.module += (hypot(frame[i].right.x, frame[i].right.y) +
			     hypot(frame[i].down.x, frame[i].down.y)) /
			    6;
	if (versions->told)
		try_version(&f, frame, versions->told, out);
	for (i = 0; i < (int)ARRAY_SIZE(tries); i++) {
		if (out->score > 0.8 || work->left <= 0)
			return;
		if (i == 5 && (out->score > 0.5 || out->score < 0.2))
			return;
		version = versions->nearest + tries[i];
		if (version >= 1 && version <= 40 && version != versions->told)
			try_version(&f, frame, version, out);
	}
}
