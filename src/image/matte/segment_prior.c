/* SPDX-License-Identifier: MIT */
#include "image/matte/segment_prior.h"

#include <math.h>

/* Cut to 0..most; a face of no size gives no number, and 0 here. */
static float within(float v, float most)
{
	return v > 0 ? v < most ? v : most : 0;
}

/* Half the width of neck and shoulders, in faces, v faces below the top. */
static float body_half(float v)
{
	static const float at[] = {0.25f, 0.25f, 0.38f, 0.58f,
				   0.85f, 1.10f, 1.25f};
	float t = within((v - 1) * 10, 5.999f);
	int i = (int)t;

	return at[i] + (t - (float)i) * (at[i + 1] - at[i]);
}

/* A pixel in faces: across from the middle, down from the box's top. */
static void place(const struct graphcut *s, int x, int y, float out[2])
{
	float w = (float)s->face[2], h = (float)s->face[3];

	out[0] = fabsf((float)x - (float)s->face[0] - w / 2) / w;
	out[1] = ((float)y - (float)s->face[1]) / h;
}

/* Share of a place of every person (across, down in faces) like the wall. */
static float find_alike(const struct graphcut *s, const float across[2],
			const float down[2])
{
	int w = s->labels.width, h = s->labels.height, x, y, all = 0;
	float alike = 0;

	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			float at[2];

			place(s, x, y, at);
			if (at[1] < down[0] || at[1] > down[1] ||
			    at[0] < across[0] || at[0] > across[1])
				continue;
			all++;
			alike += within((7 - plane_row(&s->distance, y)[x]) / 4,
					1);
		}
	}
	return all ? within(1.5f * alike / (float)all, 1) : 0;
}

static float expect_head(const struct segment_prior *p, float u, float v)
{
	float face =
		u * u / (.5f * .5f) + (v - .5f) * (v - .5f) / (.65f * .65f);
	float hair =
		u * u / (.48f * .48f) + (v - .4f) * (v - .4f) / (.68f * .68f);

	return 6 * within(1 - face, 0.5f) +
	       p->alike_hair * 10 * within(2.5f * (1 - hair), 1);
}

/* Clothes like the wall leave little but where shoulders are to go by. */
static float expect_chest(const struct segment_prior *p, float u, float v)
{
	float half = v < 1 ? 0.25f : v > 1.8f ? 1.05f : v - 0.75f;
	float chest = (1 - p->alike_chest) * within(1 - u / half, 0.8f) +
		      p->alike_chest * within((body_half(v) - u) / 0.45f, 0.8f);

	return 12 * chest * within((v - 1) * 8, 1);
}

static float expectation(const struct segment_prior *p, int x, int y)
{
	float at[2];

	place(p->of, x, y, at);
	return expect_head(p, at[0], at[1]) + expect_chest(p, at[0], at[1]);
}

/* Fine structure that a wall has not. */
static float roughness(const struct graphcut *s, int x, int y)
{
	float v = ((float)y - (float)s->face[1]) / (float)s->face[3];
	float t = 2 * plane_row(&s->texture, y)[x];
	float unlike = within((plane_row(&s->distance, y)[x] - 1) / 2, 1);

	return within((1.1f - v) / 0.2f, 1) * unlike * within(t, 6);
}

void segment_prior_init(struct segment_prior *p, const struct graphcut *of)
{
	p->of = of;
	p->alike_hair = find_alike(of, (const float[2]){0, 0.15f},
				   (const float[2]){-0.1f, 0.06f});
	p->alike_chest = find_alike(of, (const float[2]){0.2f, 0.38f},
				    (const float[2]){1.5f, 99});
}

float segment_prior_at(const struct segment_prior *p, int x, int y)
{
	return expectation(p, x, y) + roughness(p->of, x, y);
}
