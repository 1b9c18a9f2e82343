/* SPDX-License-Identifier: MIT */
#include "image/qr/frame.h"

#include <math.h>
#include <stdlib.h>

#include "image/qr/contrast.h"
#include "image/qr/spec.h"

/* Modules from a finder's centre to the outer edge of its separator. */
enum { REACH = 4 };

/* Nominal nanoseconds of the contrast of its 81 modules. */
static const double contrast_cost = 81 * 7;

/*
 * Steps of the climb in modules: the scan is wrong by less than the first,
 * sampling does not tell what is under the last.  An axis is moved at its
 * end, three modules out.
 */
static const double first_step = 0.4, last_step = 0.04, axis_reach = 3;
/* Less is the rounding of sums. */
static const double least_gain = 1e-5;
/* Rounds of one step size; a climb that needs more has left the finder. */
enum { MOST_ROUNDS = 6 };

/* The finder's rings and the separator round it. */
static double finder_contrast(const struct qr_pixels *px,
			      const struct qr_frame *f)
{
	struct qr_contrast t = {0};
	int x, y;

	for (y = -REACH; y <= REACH; y++)
		for (x = -REACH; x <= REACH; x++) {
			int ring = abs(x) > abs(y) ? abs(x) : abs(y);

			qr_contrast_add(&t,
					(double)qr_homography_sample(
						px, qr_frame_map(f, x, y)),
					ring != 2 && ring != 4);
		}
	return qr_contrast_value(&t);
}

/* a to b, one pixel long. */
static struct qr_point towards(const struct qr_finder *a,
			       const struct qr_finder *b)
{
	double dx = b->x - a->x, dy = b->y - a->y, d = hypot(dx, dy);

	return (struct qr_point){dx / d, dy / d};
}

/*
 * The sides of the parallelogram along e and f whose chords through its
 * centre, along x and y, are as the finder was measured.  A chord leaves it
 * either by one pair of sides or by the other: the assignment that
 * contradicts itself less is taken.
 *
 *        ____________  →e       Sheared codes have finders that are wider
 *       /  chord x  /           along a row than their side is long: taken
 *      /─────●─────/            as the side, the first frame would be so far
 *     /______|____/             off that the climb ends at a wrong place.
 *   ↙f       chord y
 */
static void find_modules(const struct qr_finder *at, struct qr_point e,
			 struct qr_point f, double module[2])
{
	double det = e.x * f.y - e.y * f.x;
	/* unit x = px e + qx f, unit y = py e + qy f */
	double px = fabs(f.y / det), qx = fabs(e.y / det);
	double py = fabs(f.x / det), qy = fabs(e.x / det);
	double straight[2] = {px * at->across, qy * at->along};
	double turned[2] = {py * at->along, qx * at->across};
	double off_straight, off_turned;

	off_straight = fmax(qx / straight[1] * at->across,
			    py / straight[0] * at->along);
	off_turned =
		fmax(px / turned[0] * at->across, qy / turned[1] * at->along);
	/* NaN and infinity end up with the straight one */
	if (off_turned < off_straight) {
		module[0] = turned[0];
		module[1] = turned[1];
	} else {
		module[0] = straight[0];
		module[1] = straight[1];
	}
}

static struct qr_frame frame_of(const struct qr_finder finder[3], int i)
{
	struct qr_point e = towards(&finder[0], &finder[1]);
	struct qr_point f = towards(&finder[0], &finder[2]);
	double m[2];

	find_modules(&finder[i], e, f, m);
	return (struct qr_frame){.at = {finder[i].x, finder[i].y},
				 .right = {e.x * m[0], e.y * m[0]},
				 .down = {f.x * m[1], f.y * m[1]}};
}

double qr_frame_plausible(const struct qr_pixels *px,
			  const struct qr_finder finder[3])
{
	double least = 1;
	int i;

	for (i = 0; i < 3; i++) {
		struct qr_frame f = frame_of(finder, i);

		least = fmin(least, finder_contrast(px, &f));
	}
	return least;
}

/*
 * Row 6 between two finders, from the first one's last dark module to the
 * other's first: version 1 alone has too few modules between to tell.
 *
 *      col  6   7   8 9 …  side-9   side-8  side-7
 *           █   ·   █ · █ · █         ·       █
 */
static void add_timing(const struct qr_pixels *px, const struct qr_frame f[3],
		       bool down, int side, struct qr_contrast *t)
{
	struct qr_point from = qr_frame_map(&f[0], 3, 3);
	struct qr_point to =
		down ? qr_frame_map(&f[2], 3, -3) : qr_frame_map(&f[1], -3, 3);
	int i, n = side - 12;

	for (i = 0; i < n; i++) {
		double part = (double)i / (n - 1);
		struct qr_point p = {from.x + part * (to.x - from.x),
				     from.y + part * (to.y - from.y)};

		qr_contrast_add(t, (double)qr_homography_sample(px, p),
				i % 2 == 0);
	}
}

double qr_frame_timing(const struct qr_pixels *px,
		       const struct qr_finder finder[3])
{
	struct qr_frame f[3];
	double best = 0, modules;
	int i, version, nearest;

	for (i = 0; i < 3; i++)
		f[i] = frame_of(finder, i);
	modules = (qr_frame_modules(&f[0], &f[1], false) +
		   qr_frame_modules(&f[0], &f[2], true)) /
		  2;
	nearest = (int)floor((modules - 10) / 4 + 0.5);
	for (version = nearest - 1; version <= nearest + 1; version++) {
		struct qr_contrast t = {0};

		if (version < 1 || version > QR_SPEC_VERSIONS)
			continue;
		add_timing(px, f, false, qr_spec_side(version), &t);
		add_timing(px, f, true, qr_spec_side(version), &t);
		best = fmax(best, qr_contrast_value(&t));
	}
	return best;
}

static double *coordinate(struct qr_frame *f, int i)
{
	struct qr_point *p = i < 2 ? &f->at : i < 4 ? &f->right : &f->down;

	return i & 1 ? &p->y : &p->x;
}

/* One round over all coordinates, both ways; whether any step helped. */
static bool climb_round(const struct qr_pixels *px, struct qr_frame *f,
			double step)
{
	bool better = false;
	int i;

	for (i = 0; i < 12; i++) {
		double move = i >= 4 ? step / axis_reach : step, score;
		double *c = coordinate(f, i / 2);
		int sign = i & 1 ? 1 : -1;

		*c += sign * move;
		score = finder_contrast(px, f);
		if (score > f->contrast + least_gain) {
			f->contrast = score;
			better = true;
		} else {
			*c -= sign * move;
		}
	}
	return better;
}

static void climb(const struct qr_pixels *px, struct qr_work *work,
		  struct qr_frame *f)
{
	double module =
		(hypot(f->right.x, f->right.y) + hypot(f->down.x, f->down.y)) /
		2;
	double step;
	bool better;
	int round;

	f->contrast = finder_contrast(px, f);
	for (step = module * first_step; step > module * last_step; step /= 2)
		for (better = true, round = 0; better && round < MOST_ROUNDS;
		     round++) {
			better = climb_round(px, f, step);
			qr_work_spend(work, 12 * contrast_cost);
		}
}

void qr_frame_measure(const struct qr_pixels *px,
		      const struct qr_finder finder[3], struct qr_work *work,
		      struct qr_frame out[3])
{
	int i;

	for (i = 0; i < 3; i++) {
		out[i] = frame_of(finder, i);
		climb(px, work, &out[i]);
	}
}

double qr_frame_modules(const struct qr_frame *a, const struct qr_frame *b,
			bool down)
{
	double dx = b->at.x - a->at.x, dy = b->at.y - a->at.y;
	struct qr_point p = down ? a->down : a->right;
	struct qr_point q = down ? b->down : b->right;
	double d = hypot(dx, dy);
	double first = (p.x * dx + p.y * dy) / d;
	double last = (q.x * dx + q.y * dy) / d;

	/* harmonic: under perspective the module grows along the way */
	return first > 0 && last > 0 ? d / sqrt(first * last) : 0;
}
