/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

/* Both halves of a face move much alike, sideways in mirror image. */
static float alike(uint32_t seed, float u, float v, int c)
{
	float even = sitter_noise(seed, fabsf(u) * 1.9f, v * 1.9f);
	float uneven = sitter_noise(seed + 2, u * 1.9f, v * 1.9f);

	return .8f * even * (c ? 1 : sitter_clamp(u * 3, -1, 1)) + .5f * uneven;
}

/* Smooth displacements on a coarse grid over u -1.35..1.35, v -1.95..1.95. */
static void warp(struct sitter_scene *sc)
{
	const float own = .055f * sc->p->uneven;
	const float now[2] = {.07f * (float)sc->s->play,
			      .10f * (float)sc->s->play};
	uint32_t shot = sc->shot_seed + sc->skin_seed + 92;
	uint32_t skin = sc->skin_seed + 90, k;
	int x, y, c;

	for (c = 0; c < 2; c++)
		for (y = 0; y < SITTER_WARP_V; y++)
			for (x = 0; x < SITTER_WARP_U; x++) {
				float u = (float)x * .1f - 1.35f;
				float v = (float)y * .1f - 1.95f;

				k = (uint32_t)c;
				sc->warp[c][y][x] =
					own * sitter_noise(skin + k, u * 1.6f,
							   v * 1.6f) +
					now[c] * alike(shot + k, u, v, c);
			}
}

static void vary(struct sitter_random *r, float *value, float by)
{
	*value += by * sitter_random_in(r, -1, 1);
}

static void features_now(struct sitter_random *r, struct sitter_person *p,
			 float play)
{
	vary(r, &p->brow_height, .035f * play);
	vary(r, &p->brow_slant, .05f * play);
	vary(r, &p->brow_arch, .04f * play);
	vary(r, &p->eye_open, .20f * p->eye_open * play);
	vary(r, &p->eye_slant, .03f * play);
	if (p->lid_fold > 0)
		vary(r, &p->lid_fold, .018f * play);
	vary(r, &p->mouth_width, .025f * play);
	vary(r, &p->lip_upper, .25f * p->lip_upper * play);
	vary(r, &p->lip_lower, .20f * p->lip_lower * play);
	vary(r, &p->bags, .4f * play);
	vary(r, &p->smile_line, .4f * play);
	vary(r, &p->nostril, .2f * play);
	p->bags = sitter_clamp(p->bags, 0, 1);
	vary(r, &p->glass_drop, .05f * play);
}

static void hair_now(struct sitter_random *r, struct sitter_person *p,
		     float play)
{
	vary(r, &p->hair_part, .06f * play);
	vary(r, &p->hair_top, .025f * play);
	vary(r, &p->hairline, .02f * play);
	vary(r, &p->fringe, .03f * play);
	vary(r, &p->hair_wave, .1f * play);
}

void sitter_pose(struct sitter_scene *sc)
{
	struct sitter_random r =
		sitter_random_seed(sc->p->seed ^ sc->s->exposure_seed, 95);

	features_now(&r, &sc->now, (float)sc->s->play);
	hair_now(&r, &sc->now, (float)sc->s->play);
	warp(sc);
}

static void warp_at(const struct sitter_scene *sc, float u, float v,
		    float out[2])
{
	float x = sitter_clamp((u + 1.35f) * 10, 0, SITTER_WARP_U - 1.01f);
	float y = sitter_clamp((v + 1.95f) * 10, 0, SITTER_WARP_V - 1.01f);
	int ix = (int)x, iy = (int)y, c;

	x -= (float)ix;
	y -= (float)iy;
	for (c = 0; c < 2; c++) {
		const float *p = &sc->warp[c][iy][ix], *q = p + SITTER_WARP_U;

		out[c] = sitter_mix(sitter_mix(p[0], p[1], x),
				    sitter_mix(q[0], q[1], x), y);
	}
}

void sitter_pose_unturn(const struct sitter_scene *sc, float u, float v,
			float *face_u, float *face_v)
{
	float d = sitter_scene_depth(u, v), warp[2];

	warp_at(sc, u, v, warp);
	*face_u = u - sc->yaw * d + warp[0];
	*face_v = v - sc->pitch * d + warp[1];
}

void sitter_pose_turn(const struct sitter_scene *sc, float *u, float *v)
{
	float fu = *u, fv = *v, now_u, now_v;
	int i;

	for (i = 0; i < 20; i++) {
		sitter_pose_unturn(sc, *u, *v, &now_u, &now_v);
		*u += fu - now_u;
		*v += fv - now_v;
	}
}
