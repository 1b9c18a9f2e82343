/* SPDX-License-Identifier: MIT */
#include "image/qr_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/qr_decode.h"
#include "image/qr_model.h"

enum { FAR_RING = 24, SPARSE = 160 };

/* Nominal nanoseconds a point: nearest pixel, bilinear. */
static const double cost_near = 3.5, cost_fine = 7;

struct fit {
	const struct qr_pixels *px;
	struct qr_work *work;
	struct qr_model model;
	double module; /* mean of the finders, pixels */
};

/* Sums of light and dark points and of all squares. */
struct tally {
	double light, dark, squares;
	int lights, darks;
};

/* (mean light - mean dark) / deviation / 2: 1 for a perfect two-tone fit. */
static double contrast(const struct tally *t)
{
	double n = t->lights + t->darks, mean, variance;

	if (t->lights < 5 || t->darks < 5)
		return 0;
	mean = (t->light + t->dark) / n;
	variance = t->squares / n - mean * mean;
	if (variance < 1)
		return 0;
	return (t->light / t->lights - t->dark / t->darks) / sqrt(variance) / 2;
}

/* Timing and alignment alone, nearest pixels, points outside left out. */
static double score_near(struct fit *f, const struct qr_warp *w)
{
	const struct image *im = f->px->grey;
	const struct qr_model *m = &f->model;
	int i, stride = m->inner / SPARSE + 1;
	long light = 0, dark = 0, squares = 0;
	struct tally t = {0};
	double score;

	/* an odd stride keeps both colours of the timing rows */
	stride |= 1;
	for (i = 0; i < m->inner; i += stride) {
		struct qr_point p =
			qr_warp_map(w, (double)m->u[i], (double)m->v[i]);
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
	score = contrast(&t);
	return f->px->inverted ? -score : score;
}

static double score_fine(struct fit *f, const struct qr_warp *w, int stride)
{
	const struct qr_model *m = &f->model;
	struct tally t = {0};
	int i;

	for (i = 0; i < m->count; i += stride) {
		double v = (double)qr_warp_sample(
			f->px,
			qr_warp_map(w, (double)m->u[i], (double)m->v[i]));

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
	return contrast(&t);
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
				struct qr_warp w;
				double score;

				corner[3].x = centre.x + i * step;
				corner[3].y = centre.y + j * step;
				w = qr_warp_from(corner, f->model.side);
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
	struct qr_warp w = qr_warp_from(corner, f->model.side);
	double best = score_fine(f, &w, stride), score;

	for (; step > least && f->work->left > 0; step /= 2) {
		bool better = true;

		for (round = 0; better && round < 12; round++) {
			better = false;
			for (i = 0; i < 8; i++)
				for (sign = -1; sign <= 1; sign += 2) {
					*coordinate(corner, i) += sign * step;
					w = qr_warp_from(corner, f->model.side);
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

static void try_version(struct fit *f, const struct qr_finder finder[3],
			int version, struct qr_pose *best)
{
	struct qr_point c[4];
	double coarse, score;
	int i;

	for (i = 0; i < 3; i++)
		c[i] = (struct qr_point){finder[i].x, finder[i].y};
	c[3] = (struct qr_point){c[1].x + c[2].x - c[0].x,
				 c[1].y + c[2].y - c[0].y};
	qr_model_init(&f->model, version);
	coarse = search_corner(f, c);
	if (coarse < best->score * 0.6 || coarse < 0.15)
		return;
	score = climb(f, c, f->module, f->module * 0.06);
	if (score <= best->score)
		return;
	best->score = score;
	best->version = version;
	memcpy(best->corner, c, sizeof(c));
	best->warp = qr_warp_from(c, f->model.side);
}

/* One module from a to b, by the module that was measured along an axis. */
static struct qr_point step_to(const struct qr_finder *a,
			       const struct qr_finder *b, double module)
{
	double dx = b->x - a->x, dy = b->y - a->y, d = hypot(dx, dy);
	double slant = fmax(fabs(dx), fabs(dy)) / d;

	return (struct qr_point){dx / d * module * slant,
				 dy / d * module * slant};
}

/* Contrast of one finder and its separator, u and d being its module. */
static double finder_contrast(const struct qr_pixels *px,
			      const struct qr_finder *at, struct qr_point u,
			      struct qr_point d)
{
	struct tally t = {0};
	int x, y;

	for (y = -4; y <= 4; y++)
		for (x = -4; x <= 4; x++) {
			int ring = abs(x) > abs(y) ? abs(x) : abs(y);
			double v = (double)qr_warp_sample(
				px,
				(struct qr_point){at->x + x * u.x + y * d.x,
						  at->y + x * u.y + y * d.y});

			t.squares += v * v;
			if (ring == 2 || ring == 4) {
				t.light += v;
				t.lights++;
			} else {
				t.dark += v;
				t.darks++;
			}
		}
	return contrast(&t);
}

double qr_fit_plausible(const struct qr_pixels *px,
			const struct qr_finder finder[3])
{
	double least = 1;
	int i;

	for (i = 0; i < 3; i++) {
		struct qr_point u =
			step_to(&finder[0], &finder[1], finder[i].module);
		struct qr_point d =
			step_to(&finder[0], &finder[2], finder[i].module);

		least = fmin(least, finder_contrast(px, &finder[i], u, d));
	}
	return least;
}

/* From the distance of finders in modules, along both sides. */
static double guess_version(const struct qr_finder finder[3])
{
	const struct qr_finder *a = &finder[0], *b = &finder[1],
			       *c = &finder[2];
	double angle = atan2(b->y - a->y, b->x - a->x);
	double slant = fmax(fabs(cos(angle)), fabs(sin(angle)));
	double right =
		hypot(b->x - a->x, b->y - a->y) / ((a->module + b->module) / 2);
	double down =
		hypot(c->x - a->x, c->y - a->y) / ((a->module + c->module) / 2);

	return ((right + down) / 2 / slant + 7 - 17) / 4;
}

/* 18 bits of version information beside the right or the lower finder. */
static unsigned version_bits(struct fit *f, const struct qr_finder finder[3],
			     int side, bool below)
{
	const struct qr_finder *at = &finder[below ? 2 : 1];
	double n = side - 7, light = 0, dark = 255, v[18];
	struct qr_point u = {(finder[1].x - finder[0].x) / n,
			     (finder[1].y - finder[0].y) / n};
	struct qr_point d = {(finder[2].x - finder[0].x) / n,
			     (finder[2].y - finder[0].y) / n};
	unsigned bits = 0;
	int i;

	for (i = 0; i < 18; i++) {
		/* bit i lies at column -7 + i % 3, row -3 + i / 3 of it */
		int across = below ? i / 3 - 3 : i % 3 - 7;
		int along = below ? i % 3 - 7 : i / 3 - 3;

		v[i] = (double)qr_warp_sample(
			f->px,
			(struct qr_point){at->x + across * u.x + along * d.x,
					  at->y + across * u.y + along * d.y});
		light = fmax(light, v[i]);
		dark = fmin(dark, v[i]);
	}
	for (i = 0; i < 18; i++)
		bits |= (unsigned)(v[i] < (light + dark) / 2) << i;
	return bits;
}

/* A version near the guess that the code itself confirms; 0 none. */
static int read_version(struct fit *f, const struct qr_finder finder[3],
			int guess)
{
	static const int tries[] = {0, 1, -1, 2, -2, 3, -3, 4, 5};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tries); i++) {
		int version = guess + tries[i], side = qr_spec_side(version);

		if (version < 7 || version > QR_SPEC_VERSIONS)
			continue;
		if (qr_decode_version(version_bits(f, finder, side, false)) ==
			    version ||
		    qr_decode_version(version_bits(f, finder, side, true)) ==
			    version)
			return version;
	}
	return 0;
}

void qr_fit(const struct qr_pixels *px, const struct qr_finder finder[3],
	    struct qr_work *work, struct qr_pose *out)
{
	static const int tries[] = {0, 1, -1, 2, -2, 3, 4, -3, 5};
	struct fit f = {.px = px, .work = work};
	double guess = guess_version(finder);
	int version, nearest, told, i;

	out->score = 0;
	f.module = (finder[0].module + finder[1].module + finder[2].module) / 3;
	if (!(guess < QR_SPEC_VERSIONS + 4))
		return;
	nearest = (int)floor(guess + 0.5);
	nearest = nearest < 1 ? 1 : nearest > 40 ? 40 : nearest;
	told = read_version(&f, finder, nearest);
	if (told)
		try_version(&f, finder, told, out);
	for (i = 0; i < (int)ARRAY_SIZE(tries); i++) {
		if (out->score > 0.8 || work->left <= 0)
			return;
		if (i == 5 && (out->score > 0.5 || out->score < 0.2))
			return;
		version = nearest + tries[i];
		if (version >= 1 && version <= 40 && version != told)
			try_version(&f, finder, version, out);
	}
}

void qr_fit_refine(const struct qr_pixels *px, double step,
		   struct qr_work *work, struct qr_pose *pose)
{
	struct fit f = {.px = px, .work = work};

	qr_model_init(&f.model, pose->version);
	pose->score = climb(&f, pose->corner, step, step / 20);
	pose->warp = qr_warp_from(pose->corner, f.model.side);
}
