/* SPDX-License-Identifier: MIT */
#include "image/qr/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/qr/decode.h"
#include "image/qr/function_pattern.h"
#include "image/qr/contrast.h"

enum {
	FAR_RING = 24,	  /* rings of the search for the fourth corner */
	SPARSE = 160,	  /* points a coarse trial samples at the most */
	FINE = 500,	  /* and a fine one */
	MOST_ROUNDS = 12, /* of one step size of the climb */
};

/* Nominal nanoseconds a point: nearest pixel, bilinear. */
static const double cost_near = 3.5, cost_fine = 7;

/*
 * The grid of trials for the fourth corner: a step must not jump over the
 * peak of contrast, which is about a module wide there, and may be coarser
 * in large codes; it reaches as far as strong perspective moves the corner.
 */
static const double side_step = 0.028,	   /* of a side, within */
	least_step = 0.7, most_step = 1.2; /* these modules */
static const double corner_reach = 0.35;   /* of a side */
static const double ring_penalty = 4e-5;   /* contrast a step squared */
static const double peak = 0.7;		   /* contrast that ends the search */

/* What the other guess must gain, so that it is taken. */
static const double clear_gain = 0.05;
/* Coarse contrast, also as a part of the best score, that merits a climb. */
static const double least_coarse = 0.15, coarse_part = 0.6;
/* The climb's last step in modules; less gain is the rounding of sums. */
static const double last_step = 0.06, least_gain = 1e-5;
/* Scores that end the trying of versions: sure, and no better by others. */
static const double sure_score = 0.8, fair_score = 0.5, poor_score = 0.2;

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

	/* timing modules alternate: an even stride would see one colour */
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

/* The best fourth corner so far. */
struct peak {
	struct qr_point at;
	double score;
	int ring;
};

/* Steps of a square ring: its whole top and bottom, its sides alone. */
static int next_step(int ring, int i, int j)
{
	return j == -ring || j == ring || !ring ? i + 1 : i + 2 * ring;
}

static void search_ring(struct fit *f, struct qr_point corner[4], double step,
			int ring, struct peak *best)
{
	struct qr_point centre = corner[3];
	int i, j;

	for (j = -ring; j <= ring; j++)
		for (i = -ring; i <= ring; i = next_step(ring, i, j)) {
			struct qr_homography w;
			double score;

			corner[3].x = centre.x + i * step;
			corner[3].y = centre.y + j * step;
			w = qr_homography_from(corner, f->model.side);
			score = score_near(f, &w) -
				ring_penalty * (i * i + j * j);
			if (score > best->score)
				*best = (struct peak){corner[3], score, ring};
		}
	corner[3] = centre;
}

/* Squares of growing rings round the guess; the fourth corner is left best. */
static double search_corner(struct fit *f, struct qr_point corner[4])
{
	struct peak best = {.at = corner[3], .score = -1};
	double side, step;
	int ring, rings;

	side = (hypot(corner[1].x - corner[0].x, corner[1].y - corner[0].y) +
		hypot(corner[2].x - corner[0].x, corner[2].y - corner[0].y)) /
	       2;
	step = fmin(fmax(side * side_step, f->module * least_step),
		    f->module * most_step);
	rings = (int)fmin(fmax(side * corner_reach / step, 3), FAR_RING);
	for (ring = 0; ring <= rings && f->work->left > 0; ring++) {
		/* two rings beyond a peak, nothing better comes */
		if (ring > best.ring + 2 && best.score > peak)
			break;
		search_ring(f, corner, step, ring, &best);
	}
	corner[3] = best.at;
	return best.score;
}

static double *coordinate(struct qr_point corner[4], int i)
{
	return i & 1 ? &corner[i / 2].y : &corner[i / 2].x;
}

/* One round over all coordinates, both ways; whether any step helped. */
static bool climb_round(struct fit *f, struct qr_point corner[4], double step,
			double *best)
{
	int stride = f->model.count / FINE + 1, i, sign;
	bool better = false;

	for (i = 0; i < 8; i++)
		for (sign = -1; sign <= 1; sign += 2) {
			struct qr_homography w;
			double score;

			*coordinate(corner, i) += sign * step;
			w = qr_homography_from(corner, f->model.side);
			score = score_fine(f, &w, stride);
			if (score > *best + least_gain) {
				*best = score;
				better = true;
				break;
			}
			*coordinate(corner, i) -= sign * step;
		}
	return better;
}

/*
 * Compass search (as in frame.h) of all four corners: the finders' own
 * centres are wrong by a part of a module too.
 */
static double climb(struct fit *f, struct qr_point corner[4])
{
	struct qr_homography w = qr_homography_from(corner, f->model.side);
	double best = score_fine(f, &w, f->model.count / FINE + 1);
	double step = f->module, least = f->module * last_step;
	bool better;
	int round;

	for (; step > least && f->work->left > 0; step /= 2)
		for (better = true, round = 0; better && round < MOST_ROUNDS;
		     round++)
			better = climb_round(f, corner, step, &best);
	return best;
}

/* Of the angle they meet at; and how far off, between finders as a unit. */
static const double least_sine = 0.2, most_spans = 3;

/* Where the far sides of the right and the lower finder meet; or none. */
static bool meet(const struct qr_frame frame[3], struct qr_point *at)
{
	struct qr_point b = frame[1].at, c = frame[2].at;
	struct qr_point d = frame[1].down, r = frame[2].right;
	double det = d.y * r.x - d.x * r.y, t;
	double span = hypot(b.x - c.x, b.y - c.y);

	if (fabs(det) < least_sine * hypot(d.x, d.y) * hypot(r.x, r.y))
		return false;
	t = ((c.y - b.y) * r.x - (c.x - b.x) * r.y) / det;
	at->x = b.x + t * d.x;
	at->y = b.y + t * d.y;
	return t > 0 && hypot(at->x - b.x, at->y - b.y) < most_spans * span;
}

/*
 * The guess for the fourth corner that fits better, of two: the parallelogram
 * is right without perspective, and where the frames are poor.
 *
 *      0 ●─────● 1            flat:   1 + 2 - 0
 *        │      \\             aslant: where 1's down meets 2's right
 *      2 ●───────○ 3
 */
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
	if (score_near(f, &w) <= score + clear_gain)
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
	if (coarse < best->score * coarse_part || coarse < least_coarse)
		return;
	score = climb(f, c);
	if (score <= best->score)
		return;
	best->score = score;
	best->version = version;
	memcpy(best->corner, c, sizeof(c));
	best->homography = qr_homography_from(c, f->model.side);
}

/* 7.10: 18 bits of version information beside the right or the lower finder. */
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

	out->nearest = number_clamp((int)floor((modules + 7 - 17) / 4 + 0.5), 1,
				    QR_SPEC_VERSIONS);
	out->told = 0;
	for (i = 0; i < 2 && !out->told; i++) {
		told = qr_decode_version(
			version_bits(px, &frame[1 + i], i == 1));
		/* noise is near some version word; not near this one too */
		if (told && abs(told - out->nearest) <= 1 + told / 6)
			out->told = told;
	}
}

static double mean_module(const struct qr_frame frame[3])
{
	double sum = 0;
	int i;

	for (i = 0; i < 3; i++)
		sum += (hypot(frame[i].right.x, frame[i].right.y) +
			hypot(frame[i].down.x, frame[i].down.y)) /
		       6;
	return sum;
}

/* Versions from the nearest on, as distances are mostly wrong. */
static const int tries[] = {0, 1, -1, 2, -2, 3, 4, -3, 5};
/* After so many only a score between hopeless and good goes on. */
enum { NEAR_TRIES = 5 };

static bool is_settled(double score, int tried)
{
	if (score > sure_score)
		return true;
	return tried == NEAR_TRIES &&
	       (score > fair_score || score < poor_score);
}

void qr_fit(const struct qr_pixels *px, const struct qr_frame frame[3],
	    const struct qr_versions *versions, struct qr_work *work,
	    struct qr_pose *out)
{
	struct fit f = {.px = px, .work = work, .module = mean_module(frame)};
	int version, i;

	memset(out, 0, sizeof(*out));
	if (versions->told)
		try_version(&f, frame, versions->told, out);
	for (i = 0; i < (int)ARRAY_SIZE(tries); i++) {
		if (work->left <= 0 || is_settled(out->score, i))
			return;
		version = versions->nearest + tries[i];
		if (version >= 1 && version <= QR_SPEC_VERSIONS &&
		    version != versions->told)
			try_version(&f, frame, version, out);
	}
}
