/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CANVAS_MAX = 8000000 }; /* pixels; larger pictures oversample less */

static float half_width(const struct sitter_person *p, float v)
{
	const float widest = .12f;
	float t;

	if (v < widest) {
		t = (widest - v) / (p->skull + widest);
		return t >= 1 ? 0 : powf(1 - powf(t, 2.5f), 1 / 2.15f);
	}
	t = (v - widest) / (p->chin - widest);
	if (t >= 1)
		return 0;
	return powf(1 - powf(t, p->jaw), 1 / p->taper) +
	       p->cheek * .06f * sitter_bell_at(t - .5f, 0, .4f, 1);
}

float sitter_scene_outline(const struct sitter_scene *sc, float v)
{
	float at = (v + 1.8f) * ((SITTER_OUTLINE - 1) / 3.6f), f;
	int i = (int)at;

	if (at < 0 || i >= SITTER_OUTLINE - 1)
		return 0;
	f = at - (float)i;
	return sc->outline[i] + (sc->outline[i + 1] - sc->outline[i]) * f;
}

static void lamp(struct sitter_scene *sc)
{
	const struct sitter_shot *s = sc->s;
	float x = (float)s->light_x, y = (float)s->light_y, front;
	float n = 1 / sqrtf(x * x + y * y + .81f), hard;

	sc->lamp[0] = x * n;
	sc->lamp[1] = y * n;
	sc->lamp[2] = .9f * n;
	hard = .35f + .55f * (float)s->light_hard;
	front = sc->lamp[2] * .75f + .25f;
	sc->key = hard / front;
	sc->ambient = 1 - hard;
	sc->white[0] = 1 + .06f * (float)s->warmth;
	sc->white[1] = 1;
	sc->white[2] = 1 - .08f * (float)s->warmth;
}

int sitter_scene_init(struct sitter_scene *sc, const struct sitter_person *p,
		      const struct sitter_shot *s, struct error *err)
{
	const double degree = 3.14159265358979 / 180;
	int i;

	memset(sc, 0, sizeof(*sc));
	if (s->width < 64 || s->height < 64 || s->width > 4608 ||
	    s->height > 4608)
		return error_set(err, ERROR_LIMIT, "a sitter of %d x %d pixels",
				 s->width, s->height);
	sc->now = *p;
	sc->p = &sc->now;
	sc->s = s;
	sc->over = s->width * s->height * 4 <= CANVAS_MAX ? 2 : 1;
	sc->canvas.width = s->width * sc->over;
	sc->canvas.height = s->height * sc->over;
	sc->canvas.px = mem_try_calloc((size_t)sc->canvas.width *
					       (size_t)sc->canvas.height,
				       4 * sizeof(float));
	if (!sc->canvas.px)
		return error_set(err, ERROR_LIMIT, "no memory for a sitter");
	sc->unit = (float)s->face_width * .5f * (float)sc->over;
	sc->pixel = 1 / sc->unit;
	sc->cx = (float)s->centre * (float)sc->over;
	sc->cy = (float)s->eye_line * (float)sc->over;
	sc->tilt_c = (float)cos(s->tilt * degree);
	sc->tilt_s = (float)sin(s->tilt * degree);
	sc->yaw = (float)sin(s->yaw * degree) * .9f;
	sc->pitch = (float)sin(s->pitch * degree) * .9f;
	sc->skin_seed = (uint32_t)sitter_random_mix(p->seed);
	sc->shot_seed = (uint32_t)sitter_random_mix(s->exposure_seed);
	for (i = 0; i < SITTER_OUTLINE; i++)
		sc->outline[i] = half_width(
			p, (float)i * 3.6f / (SITTER_OUTLINE - 1) - 1.8f);
	lamp(sc);
	sitter_pose(sc);
	return 0;
}

void sitter_scene_release(struct sitter_scene *sc)
{
	free(sc->canvas.px);
	sc->canvas.px = NULL;
}

void sitter_scene_shade(const struct sitter_scene *sc, const float n[3],
			float out[3])
{
	static const float wrap[3] = {.33f, .25f, .22f};
	float dot =
		n[0] * sc->lamp[0] + n[1] * sc->lamp[1] + n[2] * sc->lamp[2];
	float sky = sc->ambient * (.88f + .12f * n[2] - .14f * n[1]);
	int c;

	for (c = 0; c < 3; c++) {
		float d = dot * (1 - wrap[c]) + wrap[c];

		out[c] = (sky + sc->key * (d > 0 ? d : 0)) * sc->white[c];
	}
}

static int bound(float x, int limit)
{
	return x < 0 ? 0 : x > (float)limit ? limit : (int)x;
}

struct sitter_area sitter_scene_area(const struct sitter_scene *sc, float u0,
				     float v0, float u1, float v1)
{
	const float corner[4][2] = {{u0, v0}, {u1, v0}, {u0, v1}, {u1, v1}};
	float lo_x = 1e9f, lo_y = 1e9f, hi_x = -1e9f, hi_y = -1e9f, x, y;
	struct sitter_area a;
	int i;

	for (i = 0; i < 4; i++) {
		sitter_scene_to_canvas(sc, corner[i][0], corner[i][1], &x, &y);
		lo_x = x < lo_x ? x : lo_x;
		hi_x = x > hi_x ? x : hi_x;
		lo_y = y < lo_y ? y : lo_y;
		hi_y = y > hi_y ? y : hi_y;
	}
	a.x0 = bound(lo_x - 2, sc->canvas.width);
	a.y0 = bound(lo_y - 2, sc->canvas.height);
	a.x1 = bound(hi_x + 3, sc->canvas.width);
	a.y1 = bound(hi_y + 3, sc->canvas.height);
	return a;
}
