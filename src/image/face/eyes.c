/* SPDX-License-Identifier: MIT */
#include "image/face/eyes.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/face/cascade.h"
#include "image/face/group.h"
#include "image/pixel/resize.h"

/* The band of the box that is searched, and its size when it is. */
enum { BAND_WIDTH = 200, BAND_HEIGHT = 110, MIN_VOTES = 3, MAX_EYES = 32 };
static const double band_top = 0.12, band_height = 0.55;

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

/* Below 0 for two boxes that cannot be the eyes of one upright face. */
static double pair_score(const struct face_hit *l, const struct face_hit *r)
{
	double apart = (middle_x(r) - middle_x(l)) / BAND_WIDTH;
	double rise = fabs(middle_y(r) - middle_y(l)) / BAND_WIDTH;
	double row = (middle_y(r) + middle_y(l)) / 2 / BAND_WIDTH + band_top;
	double centre = (middle_x(r) + middle_x(l)) / 2 / BAND_WIDTH;
	double sizes = fabs(l->width - r->width) / (l->width + r->width);

	if (apart < 0.26 || apart > 0.56 || rise > 0.36 * apart ||
	    fabs(centre - 0.5) > 0.085 || fabs(row - 0.388) > 0.11)
		return -1;
	return 2 + fmin(l->votes, 20) * 0.05 + fmin(r->votes, 20) * 0.05 -
	       3 * fabs(row - 0.388) / 0.1 * 0.3 - 2 * sizes -
	       4 * fabs(apart - 0.39) - 3 * fabs(centre - 0.5);
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

static struct pair search(const struct cascade *c, const struct image *band,
			  struct face_hit *hits)
{
	struct face_range range = {0.14 * BAND_WIDTH, 0.42 * BAND_WIDTH, false};
	int n = face_cascade_scan(c, band, &range, hits);

	n = face_group(hits, n, MIN_VOTES);
	return best_pair(hits, n > MAX_EYES ? MAX_EYES : n);
}

/* How much darker a disc is than what lies left and right of it. */
static double pupil_score(const struct image *band, int x, int y)
{
	int dx, dy, disc = 0, sides = 0, n = 0, m = 0;

	if (x < 14 || y < 6 || x >= band->width - 14 || y >= band->height - 6)
		return -1e9;
	for (dy = -5; dy <= 5; dy++) {
		const uint8_t *row = image_row(band, y + dy) + x;

		for (dx = -5; dx <= 5; dx++)
			if (dx * dx + dy * dy <= 25) {
				disc += row[dx];
				n++;
			}
		if (dy < -2 || dy > 2)
			continue;
		for (dx = 8; dx <= 13; dx++, m += 2)
			sides += row[dx] + row[-dx];
	}
	return (double)sides / m - (double)disc / n;
}

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
			score = pupil_score(band, x, y) - 4 * (u * u + v * v);
			best = score > best ? score : best;
		}
	p->score = best;
	/* The middle of the places that are nearly as good. */
	for (y = y0; y <= y1; y++)
		for (x = x0; x <= x1; x++) {
			u = (x - p->x) / p->reach_x;
			v = (y - p->y) / p->reach_y;
			w = pupil_score(band, x, y) - 4 * (u * u + v * v) -
			    0.85 * best;
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

static struct pupil seen(const struct face_hit *h)
{
	return (struct pupil){middle_x(h), middle_y(h), 10, 8, 0};
}

static struct pupil expected(int side)
{
	return (struct pupil){(0.5 + 0.195 * side) * BAND_WIDTH,
			      (0.4 - band_top) * BAND_WIDTH, 20, 16, 0};
}

/* Both pupils where a face has them, and clearly there. */
static bool believable(const struct pupil *l, const struct pupil *r)
{
	struct face_hit a = {(float)l->x, (float)l->y, 0.01f, 0, 9};
	struct face_hit b = {(float)r->x, (float)r->y, 0.01f, 0, 9};

	return l->score >= 12 && r->score >= 12 && pair_score(&a, &b) > 0;
}

/* The cascades' boxes tell where to look; else, if so, where eyes should be. */
static void look_closely(const struct image *band, const struct pair *pair,
			 bool guess, struct face *f)
{
	struct pupil l, r;

	if (pair->score > 0) {
		l = seen(&pair->left);
		r = seen(&pair->right);
		find_pupil(band, &l);
		find_pupil(band, &r);
		set_eyes(f, &l, &r);
		return;
	}
	if (!guess)
		return;
	l = expected(-1);
	r = expected(1);
	find_pupil(band, &l);
	find_pupil(band, &r);
	if (believable(&l, &r))
		set_eyes(f, &l, &r);
}

static void find(const struct face_models *models, const struct image *grey,
		 bool guess, struct face *f)
{
	struct resize_region region = {f->x, f->y + band_top * f->height,
				       f->width, band_height * f->height};
	struct image band = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct face_hit *hits;
	struct pair pair;

	f->has_eyes = false;
	if (resize_region(grey, region, BAND_WIDTH, BAND_HEIGHT, &band, &err) <
	    0)
		return;
	hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*hits));
	pair = search(models->eyes, &band, hits);
	if (pair.score <= 0)
		pair = search(models->eyes_bare, &band, hits);
	look_closely(&band, &pair, guess, f);
	free(hits);
	image_release(&band);
}

void face_eyes_find(const struct face_models *models, const struct image *grey,
		    struct face *f)
{
	find(models, grey, true, f);
}

void face_eyes_find_sure(const struct face_models *models,
			 const struct image *grey, struct face *f)
{
	find(models, grey, false, f);
}
