/* SPDX-License-Identifier: MIT */
#include "image/matte/segment_prior.h"

#include <math.h>

#include "base/number.h"

/*
 * Expectations in units of -log likelihood.  Each weighs against the colours'
 * own: an edge of one pixel costs up to 35 (graphcut.c).
 */
static const float expect_face = 6, expect_hair = 10, expect_body = 12,
		   expect_texture = 6;

/* Ellipses in faces: middle below the box's top, half axes. */
static const float face_middle = .5f, face_across = .5f, face_down = .65f;
static const float hair_middle = .4f, hair_across = .48f, hair_down = .68f;
/* Of a face's expectation at most so much; hair's is whole at 1 / 2.5 inside.
 */
static const float face_full = 0.5f, hair_ramp = 2.5f;

/*
 * Chest: the most of its expectation; faces over which the outline of
 * shoulders is soft.
 */
static const float chest_full = 0.8f, shoulder_ramp = 0.45f;

/*
 * Spreads from which on a pixel is nothing like the wall, and how much nearer
 * it is wholly like it; the share of such pixels counts so many times.
 */
static const float alike_from = 7, alike_ramp = 4, alike_gain = 1.5f;

/*
 * Texture counts twice its L*, from one spread of the wall on and wholly two
 * further, and above the chin alone, where it is hair's.
 */
static const float texture_gain = 2, unlike_from = 1, unlike_ramp = 2,
		   hair_end = 1.1f, hair_end_ramp = 0.2f;

/*
 * Hair and clothes of every person: across from the middle and down from the
 * box's top, in faces, from and to; clothes go on to the lower edge.
 */
static const float hair_place[2][2] = {{0, 0.15f}, {-0.1f, 0.06f}};
static const float chest_place[2][2] = {{0.2f, 0.38f}, {1.5f, 99}};

/*
 * Half the width of neck and shoulders, in faces, v faces below the top; by
 * rows a tenth of a face apart from the chin on.
 */
static float body_half(float v)
{
	enum { BODY_STEPS = 10 };
	const float last_step = 5.999f; /* within the table's last */
	static const float at[] = {0.25f, 0.25f, 0.38f, 0.58f,
				   0.85f, 1.10f, 1.25f};
	float t = number_clamp_float((v - 1) * BODY_STEPS, 0, last_step);
	int i = (int)t;

	return at[i] + (t - (float)i) * (at[i + 1] - at[i]);
}

/* A pixel in faces: across from the middle, down from the box's top. */
static void place_in_faces(const struct graphcut *s, int x, int y, float out[2])
{
	float w = (float)s->face[2], h = (float)s->face[3];

	out[0] = fabsf((float)x - (float)s->face[0] - w / 2) / w;
	out[1] = ((float)y - (float)s->face[1]) / h;
}

/* Share of a place of every person (across, down in faces) like the wall. */
static float alike_share(const struct graphcut *s, const float across[2],
			 const float down[2])
{
	int w = s->labels.width, h = s->labels.height, x, y, all = 0;
	float alike = 0;

	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			float at[2];

			place_in_faces(s, x, y, at);
			if (at[1] < down[0] || at[1] > down[1] ||
			    at[0] < across[0] || at[0] > across[1])
				continue;
			all++;
			alike += number_clamp_float(
				(alike_from - plane_row(&s->distance, y)[x]) /
					alike_ramp,
				0, 1);
		}
	}
	return all ? number_clamp_float(alike_gain * alike / (float)all, 0, 1)
		   : 0;
}

static float expect_head(const struct segment_prior *p, float u, float v)
{
	float face =
		u * u / (face_across * face_across) +
		(v - face_middle) * (v - face_middle) / (face_down * face_down);
	float hair =
		u * u / (hair_across * hair_across) +
		(v - hair_middle) * (v - hair_middle) / (hair_down * hair_down);

	return expect_face * number_clamp_float(1 - face, 0, face_full) +
	       p->alike_hair * expect_hair *
		       number_clamp_float(hair_ramp * (1 - hair), 0, 1);
}

/* Clothes like the wall leave little but where shoulders are to go by. */
static float expect_chest(const struct segment_prior *p, float u, float v)
{
	float half = v < 1 ? 0.25f : v > 1.8f ? 1.05f : v - 0.75f;
	float chest = (1 - p->alike_chest) *
			      number_clamp_float(1 - u / half, 0, chest_full) +
		      p->alike_chest * number_clamp_float((body_half(v) - u) /
								  shoulder_ramp,
							  0, chest_full);

	return expect_body * chest * number_clamp_float((v - 1) * 8, 0, 1);
}

static float expect_at(const struct segment_prior *p, int x, int y)
{
	float at[2];

	place_in_faces(p->of, x, y, at);
	return expect_head(p, at[0], at[1]) + expect_chest(p, at[0], at[1]);
}

/* Fine structure that a wall has not. */
static float expect_rough(const struct graphcut *s, int x, int y)
{
	float v = ((float)y - (float)s->face[1]) / (float)s->face[3];
	float t = texture_gain * plane_row(&s->texture, y)[x];
	float unlike = number_clamp_float(
		(plane_row(&s->distance, y)[x] - unlike_from) / unlike_ramp, 0,
		1);

	return number_clamp_float((hair_end - v) / hair_end_ramp, 0, 1) *
	       unlike * number_clamp_float(t, 0, expect_texture);
}

void segment_prior_init(struct segment_prior *p, const struct graphcut *of)
{
	p->of = of;
	p->alike_hair = alike_share(of, hair_place[0], hair_place[1]);
	p->alike_chest = alike_share(of, chest_place[0], chest_place[1]);
}

float segment_prior_at(const struct segment_prior *p, int x, int y)
{
	return expect_at(p, x, y) + expect_rough(p->of, x, y);
}
