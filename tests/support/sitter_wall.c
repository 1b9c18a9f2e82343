/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { COARSE = 8, SOFTENING = 3 };

/* The person's outline, coarse and soft: what the lamp throws on the wall. */
struct shade {
	int width, height;
	float *at;
};

static void soften(float *line, int n, int step, int radius, float *scratch)
{
	float sum = 0, norm = 1 / (float)(2 * radius + 1);
	int i;

	for (i = 0; i < n; i++)
		scratch[i] = line[i * step];
	for (i = -radius; i <= radius; i++)
		sum += scratch[i < 0 ? 0 : i >= n ? n - 1 : i];
	for (i = 0; i < n; i++) {
		int gone = i - radius, next = i + radius + 1;

		line[i * step] = sum * norm;
		sum += scratch[next >= n ? n - 1 : next] -
		       scratch[gone < 0 ? 0 : gone];
	}
}

static int shade_init(struct shade *sh, const struct image *alpha,
		      struct error *err)
{
	float *scratch;
	int x, y, i, radius;

	sh->width = (alpha->width + COARSE - 1) / COARSE;
	sh->height = (alpha->height + COARSE - 1) / COARSE;
	sh->at = mem_try_calloc((size_t)sh->width * (size_t)sh->height +
					(size_t)(sh->width + sh->height),
				sizeof(float));
	if (!sh->at)
		return error_set(err, ERROR_LIMIT, "no memory for a sitter");
	scratch = sh->at + (size_t)sh->width * (size_t)sh->height;
	for (y = 0; y < sh->height; y++)
		for (x = 0; x < sh->width; x++)
			sh->at[y * sh->width + x] =
				(float)image_row(alpha,
						 y * COARSE)[x * COARSE] /
				255;
	radius = 1 + sh->width / 40;
	for (i = 0; i < SOFTENING; i++) {
		for (y = 0; y < sh->height; y++)
			soften(sh->at + y * sh->width, sh->width, 1, radius,
			       scratch);
		for (x = 0; x < sh->width; x++)
			soften(sh->at + x, sh->height, sh->width, radius,
			       scratch);
	}
	return 0;
}

static float shade_at(const struct shade *sh, float x, float y)
{
	int ix, iy;
	float fx, fy;
	const float *p;

	x = sitter_clamp(x / COARSE, 0, (float)sh->width - 1.01f);
	y = sitter_clamp(y / COARSE, 0, (float)sh->height - 1.01f);
	ix = (int)x;
	iy = (int)y;
	fx = x - (float)ix;
	fy = y - (float)iy;
	p = sh->at + iy * sh->width + ix;
	return sitter_mix(sitter_mix(p[0], p[1], fx),
			  sitter_mix(p[sh->width], p[sh->width + 1], fx), fy);
}

static float door(const struct sitter_shot *s, float x)
{
	float at = (x / (float)s->width - .87f) * 480;
	float k = 1 - .10f * sitter_step(0, 1.5f, at);

	k *= 1 - .35f * sitter_bell(at * at / 12);
	return k * (1 + .06f * sitter_bell((at - 6) * (at - 6) / 10));
}

static float wall_light(const struct sitter_shot *s, const struct shade *sh,
			float x, float y)
{
	float w = (float)s->width, g = (float)s->wall_gradient, k;
	float turn = s->exposure_seed & 1 ? 1.0f : -1.0f;
	float cx = x / w - .5f, cy = y / (float)s->height - .5f;

	k = 1 + g * (turn * cx * .9f - cy * .7f - .8f * (cx * cx + cy * cy));
	if (s->wall_shadow > 0)
		k *= 1 - (float)s->wall_shadow *
				 shade_at(sh, x + (float)s->light_x * w * .11f,
					  y - w * .03f);
	if (s->wall_door)
		k *= door(s, x);
	return k;
}

int sitter_wall(const struct sitter_shot *s, const struct image *alpha,
		float *out, struct error *err)
{
	uint32_t seed = (uint32_t)sitter_random_mix(s->exposure_seed) + 70;
	float scale = 480.0f / (float)s->width, t;
	struct shade sh = {0};
	int x, y, c;

	if (shade_init(&sh, alpha, err))
		return -1;
	for (y = 0; y < s->height; y++)
		for (x = 0; x < s->width; x++) {
			float k = wall_light(s, &sh, (float)x, (float)y);

			t = 0;
			if (s->wall_texture > 0 && image_row(alpha, y)[x] < 255)
				t = (float)s->wall_texture * 1.3f *
				    (sitter_noise(seed, (float)x * scale * .3f,
						  (float)y * scale * .3f) +
				     sitter_noise(seed + 1,
						  (float)x * scale * .07f,
						  (float)y * scale * .07f));
			for (c = 0; c < 3; c++)
				*out++ = sitter_clamp(
					(float)s->wall_rgb[c] * k + t, 0, 255);
		}
	free(sh.at);
	return 0;
}
