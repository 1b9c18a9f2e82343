/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

/* Distance outside the rim of the nearer lens; < 0 inside. */
static float rim(const struct sitter_person *p, float u, float v)
{
	float x = (fabsf(u) - p->eye_gap) / p->glass_width;
	float y = (v - .04f) / p->glass_height, r2, r4, mix;

	x *= x;
	y *= y;
	r2 = sqrtf(x + y);
	r4 = sqrtf(sqrtf(x * x + y * y));
	mix = (p->glass_round - 2.2f) / 2.3f;
	return (sitter_mix(r2, r4, mix) - 1) * p->glass_height;
}

static float frame(const struct sitter_scene *sc, float u, float v, float d)
{
	const struct sitter_person *p = sc->p;
	float thick = p->glasses == SITTER_GLASSES_THICK ? .026f : .009f;
	float a = fabsf(u), outer = p->eye_gap + p->glass_width, line, cover;

	cover = sitter_clamp((thick - fabsf(d)) * sc->unit + .5f, 0, 1);
	if (p->glasses == SITTER_GLASSES_HALF)
		cover *= sitter_step(.12f, .02f, v);
	if (a < p->eye_gap - p->glass_width + .02f)
		line = v + .05f - .04f * (1 - a * a * 60);
	else if (a > outer - .02f)
		line = v + .06f;
	else
		return cover;
	line = sitter_clamp((thick - fabsf(line)) * sc->unit + .5f, 0, 1);
	return line > cover && a < 1.04f ? line : cover;
}

static void lens(struct sitter_scene *sc, int x, int y, float u, float v)
{
	static const float white[3] = {.96f, .98f, 1.0f};
	const struct sitter_shot *s = sc->s;
	float a, streak;

	streak = fabsf(u) * .7f - v - .30f;
	a = .015f + .02f * sitter_bell(streak * streak / .03f);
	streak = fabsf(u) - sc->p->eye_gap - .05f;
	a += .9f * (float)s->glare *
	     sitter_step(.8f, .3f, fabsf(streak) / .22f + fabsf(v) / .2f);
	sitter_scene_over(sc, x, y, white, sitter_clamp(a, 0, .95f));
}

static void pixel(struct sitter_scene *sc, int x, int y)
{
	float u, v, d, a, depth;

	sitter_scene_to_head(sc, (float)x, (float)y, &u, &v);
	depth = sitter_scene_depth(u, v) + .1f;
	u -= sc->yaw * depth;
	v -= sc->pitch * depth + sc->p->glass_drop;
	d = rim(sc->p, u, v);
	if (d < 0)
		lens(sc, x, y, u, v);
	a = frame(sc, u, v - .05f, rim(sc->p, u, v - .05f));
	if (a > 0)
		sitter_scene_darken(sc, x, y, 1 - .07f * a);
	a = frame(sc, u, v, d);
	if (a > 0)
		sitter_scene_over(sc, x, y, sc->p->glass_colour, a);
}

void sitter_glasses(struct sitter_scene *sc)
{
	struct sitter_area a;
	int x, y;

	if (sc->p->glasses == SITTER_GLASSES_NONE)
		return;
	a = sitter_scene_area(sc, -1.05f, -.5f, 1.05f, .6f);
	for (y = a.y0; y < a.y1; y++)
		for (x = a.x0; x < a.x1; x++)
			pixel(sc, x, y);
}
