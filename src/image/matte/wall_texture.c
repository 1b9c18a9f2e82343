/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_texture.h"

#include <math.h>

#include "base/mem.h"
#include "image/pixel/rank.h"

/* Sigmas, small pixels: what is fine structure, and what is local. */
static const float fine = 1, local = 1.2f;
/* Paint and paper vary along the edges: so many times the usual is wall. */
static const float usual_share = 1.5f;
/* Every 13th of the first 6,656 seeds: the top strip and the upper sides. */
enum { SEED_STEP = 13, SEEDS = 512 };

/* The texture that half of the seeds stay under. */
static float usual_texture(const struct mask *seed, const struct plane *texture)
{
	size_t i, n = (size_t)seed->width * (size_t)seed->height, used = 0,
		  seen = 0;
	float v[SEEDS];

	for (i = 0; i < n && used < ARRAY_SIZE(v); i++)
		if (seed->data[i] && seen++ % SEED_STEP == 0)
			v[used++] = texture->data[i];
	return used ? rank_float(v, used, used / 2) : 0;
}

void wall_texture_find(const struct plane *light, const struct mask *seed,
		       struct plane *out)
{
	size_t i, n = (size_t)out->width * (size_t)out->height;
	float least;

	plane_gauss(light, out, fine);
	for (i = 0; i < n; i++) {
		float d = light->data[i] - out->data[i];

		out->data[i] = d * d;
	}
	plane_gauss(out, out, local);
	for (i = 0; i < n; i++)
		out->data[i] = sqrtf(out->data[i]);
	least = usual_share * usual_texture(seed, out);
	for (i = 0; i < n; i++)
		out->data[i] = fmaxf(out->data[i] - least, 0);
}
