/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

/* Smooth displacements on a coarse grid over u -1.35..1.35, v -1.95..1.95. */
void sitter_pose(struct sitter_scene *sc)
{
	const float own = .06f * sc->p->uneven;
	const float now = .045f * (float)sc->s->play;
	uint32_t shot = sc->shot_seed + sc->skin_seed;
	int x, y, c;

	for (c = 0; c < 2; c++)
		for (y = 0; y < SITTER_WARP_V; y++)
			for (x = 0; x < SITTER_WARP_U; x++) {
				float u = (float)x * .1f, v = (float)y * .1f;
				uint32_t k = (uint32_t)c;

				sc->warp[c][y][x] =
					own * sitter_noise(sc->skin_seed + 90 +
								   k,
							   u * 1.6f, v * 1.6f) +
					now * sitter_noise(shot + 92 + k,
							   u * 2.3f, v * 2.3f);
			}
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
