/* SPDX-License-Identifier: MIT */
#include "image/face_eyes.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/face_cascade.h"
#include "image/face_group.h"
#include "image/resize.h"

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
	    fabs(centre - 0.5) > 0.12 || fabs(row - 0.388) > 0.11)
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

static void set_eyes(struct face *f, const struct pair *pair)
{
	double scale = f->width / BAND_WIDTH;
	double top = f->y + band_top * f->height;

	f->has_eyes = true;
	f->left_eye_x = f->x + middle_x(&pair->left) * scale;
	f->left_eye_y = top + middle_y(&pair->left) * scale;
	f->right_eye_x = f->x + middle_x(&pair->right) * scale;
	f->right_eye_y = top + middle_y(&pair->right) * scale;
}

void face_eyes_find(const struct face_models *models, const struct image *grey,
		    struct face *f)
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
	if (pair.score > 0)
		set_eyes(f, &pair);
	free(hits);
	image_release(&band);
}
