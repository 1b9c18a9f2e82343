/* SPDX-License-Identifier: MIT */
#include "image/face/eyes.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/face/cascade.h"
#include "image/face/group.h"
#include "image/pixel/resize.h"

/*
 * The band of the box that is searched, and its size when it is: all eyes are
 * then of one size, whatever the picture.
 */
enum { BAND_WIDTH = 200, BAND_HEIGHT = 110, MIN_VOTES = 3, MAX_EYES = 32 };
static const double band_top = 0.12, band_height = 0.55;
/* An eye as the cascades box it, in face widths. */
static const double eye_least = 0.14, eye_most = 0.42;

struct pair {
	double score;
	struct face_hit left, right;
};

static double middle_x(const struct face_hit *h)
{
	return h->x + h->width / 2;
}

static double middle_y(const struct face_hit *h)
{
	return h->y + h->height / 2;
}

/*
 * Where eyes are in a face box, in its widths: how far apart, how far off the
 * usual row and the middle, how much higher one than the other over their
 * distance.
 */
static const double apart_least = 0.26, apart_most = 0.56, off_row_most = 0.11,
		    off_middle_most = 0.085, rise_most = 0.36;

/* Scores: a window's vote, up to 20; what a step off the usual costs. */
static const double vote_worth = 0.05, size_cost = 2, apart_cost = 4,
		    middle_cost = 3;
enum { VOTES_COUNTED = 20 };

/* 9 a width; in steps, whose rounding may decide between two pairs. */
static double row_cost(double off)
{
	return 3 * off / 0.1 * 0.3;
}

/* Below 0 for two boxes that cannot be the eyes of one upright face. */
static double pair_score(const struct face_hit *l, const struct face_hit *r)
{
	double apart = (middle_x(r) - middle_x(l)) / BAND_WIDTH;
	double rise = fabs(middle_y(r) - middle_y(l)) / BAND_WIDTH;
	double row = (middle_y(r) + middle_y(l)) / 2 / BAND_WIDTH + band_top;
	double centre = (middle_x(r) + middle_x(l)) / 2 / BAND_WIDTH;
	double sizes = fabs(l->width - r->width) / (l->width + r->width);
	double off_row = fabs(row - FACE_EYES_ROW);
	double off_middle = fabs(centre - 0.5);

	if (apart < apart_least || apart > apart_most ||
	    rise > rise_most * apart || off_middle > off_middle_most ||
	    off_row > off_row_most)
		return -1;
	return 2 + fmin(l->votes, VOTES_COUNTED) * vote_worth +
	       fmin(r->votes, VOTES_COUNTED) * vote_worth - row_cost(off_row) -
	       size_cost * sizes - apart_cost * fabs(apart - FACE_EYES_GAP) -
	       middle_cost * off_middle;
}

static struct pair best_pair(const struct face_hit *hits, int n)
{
	struct pair best = {.score = -1};
	double score;
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++) {
			score = middle_x(&hits[i]) < middle_x(&hits[j])
					? pair_score(&hits[i], &hits[j])
					: -1;
			if (score > best.score)
				best = (struct pair){score, hits[i], hits[j]};
		}
	return best;
}

/*
 * Where the middles of both eyes nearly always are in the band, pixels, and how
 * wide their boxes are.  Less than INSIDE from a zone's rim, or less than
 * LARGE, a box may have lost windows, and all of the band is looked at.
 */
enum { ZONE_X = 24, ZONE_Y = 24, INSIDE = 8, USUAL = 34, LARGE = 41 };

static struct image_box zone_of(int side, int rim)
{
	double x = (0.5 + FACE_EYES_GAP / 2 * side) * BAND_WIDTH;
	double y = (FACE_EYES_ROW - band_top) * BAND_WIDTH;

	return image_box_round(x - ZONE_X + rim, y - ZONE_Y + rim,
			       2 * (ZONE_X - rim), 2 * (ZONE_Y - rim));
}

static bool is_usual(const struct face_hit *h, int side)
{
	struct image_box z = zone_of(side, INSIDE);

	return h->width >= LARGE && middle_x(h) >= z.x &&
	       middle_x(h) <= z.x + z.width && middle_y(h) >= z.y &&
	       middle_y(h) <= z.y + z.height;
}

static struct pair scan_pair(const struct cascade *c, const struct image *band,
			     const struct face_range *range,
			     struct face_hit *hits)
{
	int n = face_cascade_scan(c, band, range, hits);

	n = face_group(hits, n, MIN_VOTES);
	return best_pair(hits, n > MAX_EYES ? MAX_EYES : n);
}

static struct pair find_usual(const struct cascade *c, const struct image *band,
			      struct face_hit *hits)
{
	const struct face_range range = {
		.min_width = USUAL,
		.max_width = eye_most * BAND_WIDTH,
		.within = {zone_of(-1, 0), zone_of(1, 0)}};
	struct pair pair = scan_pair(c, band, &range, hits);

	if (!is_usual(&pair.left, -1) || !is_usual(&pair.right, 1))
		pair.score = -1;
	return pair;
}

/* Where they are expected, and only if they are not there anywhere. */
static struct pair find_pair(const struct face_models *models,
			     const struct image *band, struct face_hit *hits)
{
	const struct face_range all = {.min_width = eye_least * BAND_WIDTH,
				       .max_width = eye_most * BAND_WIDTH};
	struct pair pair = find_usual(models->eyes, band, hits);

	if (pair.score <= 0)
		pair = find_usual(models->eyes_bare, band, hits);
	if (pair.score <= 0)
		pair = scan_pair(models->eyes, band, &all, hits);
	if (pair.score <= 0)
		pair = scan_pair(models->eyes_bare, band, &all, hits);
	return pair;
}

/*
 * A pupil in the band, pixels: a dark disc, and the white or the skin that
 * lies left and right of it.
 *
 *            .  .          SIDE_FROM .. SIDE_TO
 *   ====== ( pupil ) ======   2 * SIDE_ROWS + 1 rows
 *            '  '          PUPIL_RADIUS
 */
enum { PUPIL_RADIUS = 5, SIDE_FROM = 8, SIDE_TO = 13, SIDE_ROWS = 2 };

static bool has_room(const struct image *band, int x, int y)
{
	return x >= SIDE_TO + 1 && y >= PUPIL_RADIUS + 1 &&
	       x < band->width - SIDE_TO - 1 &&
	       y < band->height - PUPIL_RADIUS - 1;
}

/* How much darker a disc is than what lies left and right of it, levels. */
static double pupil_score(const struct image *band, int x, int y)
{
	int dx, dy, disc = 0, sides = 0, n = 0, m = 0;

	if (!has_room(band, x, y))
		return -1e9;
	for (dy = -PUPIL_RADIUS; dy <= PUPIL_RADIUS; dy++) {
		const uint8_t *row = image_row(band, y + dy) + x;

		for (dx = -PUPIL_RADIUS; dx <= PUPIL_RADIUS; dx++)
			if (dx * dx + dy * dy <= PUPIL_RADIUS * PUPIL_RADIUS) {
				disc += row[dx];
				n++;
			}
		if (abs(dy) > SIDE_ROWS)
			continue;
		for (dx = SIDE_FROM; dx <= SIDE_TO; dx++, m += 2)
			sides += row[dx] + row[-dx];
	}
	return (double)sides / m - (double)disc / n;
}

/* Levels that a place at the end of reach must be darker by. */
static const double far_cost = 4;
/* A place nearly as good as the best: so much of its score. */
static const double nearly = 0.85;
/* Reach about a box's middle, and about where a pupil is to be expected. */
enum { SEEN_X = 10, SEEN_Y = 8, EXPECTED_X = 20, EXPECTED_Y = 16 };
static const double expected_row = 0.4;
/* Levels that a pupil no cascade saw must be darker by to be believed. */
static const double believed = 12;

/* Where to look for one pupil in the band, and what was found. */
struct pupil {
	double x, y; /* expected, then found */
	double reach_x, reach_y;
	double score; /* grey levels */
};

static void find_pupil(const struct image *band, struct pupil *p)
{
	int x0 = (int)lround(p->x - p->reach_x), x, y;
	int x1 = (int)lround(p->x + p->reach_x);
	int y0 = (int)lround(p->y - p->reach_y);
	int y1 = (int)lround(p->y + p->reach_y);
	double best = -1e9, score, u, v, sum = 0, sx = 0, sy = 0, w;

	for (y = y0; y <= y1; y++)
		for (x = x0; x <= x1; x++) {
			u = (x - p->x) / p->reach_x;
			v = (y - p->y) / p->reach_y;
			score = pupil_score(band, x, y) -
				far_cost * (u * u + v * v);
			best = score > best ? score : best;
		}
	p->score = best;
	/* The middle of the nearly as good: a pupil is wider than its best. */
	for (y = y0; y <= y1; y++)
		for (x = x0; x <= x1; x++) {
			u = (x - p->x) / p->reach_x;
			v = (y - p->y) / p->reach_y;
			w = pupil_score(band, x, y) -
			    far_cost * (u * u + v * v) - nearly * best;
			if (best <= 0 || w <= 0)
				continue;
			sum += w;
			sx += w * x;
			sy += w * y;
		}
	if (sum > 0) {
		p->x = sx / sum + 0.5;
		p->y = sy / sum;
	}
}

static void set_eyes(struct face *f, const struct pupil *l,
		     const struct pupil *r)
{
	double scale = f->width / BAND_WIDTH;
	double top = f->y + band_top * f->height;

	f->has_eyes = true;
	f->left_eye_x = f->x + l->x * scale;
	f->left_eye_y = top + l->y * scale;
	f->right_eye_x = f->x + r->x * scale;
	f->right_eye_y = top + r->y * scale;
}

static struct pupil pupil_seen(const struct face_hit *h)
{
	return (struct pupil){middle_x(h), middle_y(h), SEEN_X, SEEN_Y, 0};
}

static struct pupil pupil_expected(int side)
{
	return (struct pupil){(0.5 + FACE_EYES_GAP / 2 * side) * BAND_WIDTH,
			      (expected_row - band_top) * BAND_WIDTH,
			      EXPECTED_X, EXPECTED_Y, 0};
}

/* Both pupils where a face has them, and clearly there. */
static bool believable(const struct pupil *l, const struct pupil *r)
{
	struct face_hit a = {(float)l->x, (float)l->y, 0.01f, 0, 9};
	struct face_hit b = {(float)r->x, (float)r->y, 0.01f, 0, 9};

	return l->score >= believed && r->score >= believed &&
	       pair_score(&a, &b) > 0;
}

/* The cascades' boxes tell where to look; else, if so, where eyes should be. */
static void place_pupils(const struct image *band, const struct pair *pair,
			 bool guess, struct face *f)
{
	struct pupil l, r;

	if (pair->score > 0) {
		l = pupil_seen(&pair->left);
		r = pupil_seen(&pair->right);
		find_pupil(band, &l);
		find_pupil(band, &r);
		set_eyes(f, &l, &r);
		return;
	}
	if (!guess)
		return;
	l = pupil_expected(-1);
	r = pupil_expected(1);
	find_pupil(band, &l);
	find_pupil(band, &r);
	if (believable(&l, &r))
		set_eyes(f, &l, &r);
}

/* The part of the picture where eyes are looked for; false without memory. */
static bool make_band(const struct image *grey, const struct face *f,
		      struct image *band)
{
	struct resize_region region = {f->x, f->y + band_top * f->height,
				       f->width, band_height * f->height};
	struct error err = ERROR_INIT;

	return resize_region(grey, region,
			     (struct resize_size){BAND_WIDTH, BAND_HEIGHT},
			     band, &err) == 0;
}

static void find_eyes(const struct face_models *models,
		      const struct image *grey, bool guess, struct face *f)
{
	struct image band = IMAGE_INIT;
	struct face_hit *hits;
	struct pair pair;

	f->has_eyes = false;
	if (!make_band(grey, f, &band))
		return;
	hits = mem_xmalloc(FACE_CASCADE_HITS * sizeof(*hits));
	pair = find_pair(models, &band, hits);
	place_pupils(&band, &pair, guess, f);
	free(hits);
	image_release(&band);
}

static struct pupil pupil_at(const struct face *f, const double at[2])
{
	double k = BAND_WIDTH / f->width;

	return (struct pupil){(at[0] - f->x) * k,
			      (at[1] - f->y - band_top * f->height) * k, SEEN_X,
			      SEEN_Y, 0};
}

bool face_eyes_find_near(const struct image *grey, const double at[2][2],
			 struct face *f)
{
	struct pupil l = pupil_at(f, at[0]), r = pupil_at(f, at[1]);
	struct image band = IMAGE_INIT;

	f->has_eyes = false;
	if (!make_band(grey, f, &band))
		return false;
	find_pupil(&band, &l);
	find_pupil(&band, &r);
	if (believable(&l, &r))
		set_eyes(f, &l, &r);
	image_release(&band);
	return f->has_eyes;
}

void face_eyes_find(const struct face_models *models, const struct image *grey,
		    struct face *f)
{
	find_eyes(models, grey, true, f);
}

void face_eyes_find_sure(const struct face_models *models,
			 const struct image *grey, struct face *f)
{
	find_eyes(models, grey, false, f);
}
