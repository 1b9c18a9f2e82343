/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

static float edge(const struct sitter_scene *sc, float d)
{
	return sitter_clamp(d * sc->unit + .5f, 0, 1);
}

/* The line of neck, shoulders and arms: row of the top at column u. */
static float shoulder_line(const struct sitter_person *p, float u)
{
	float t = fabsf(u) - p->neck, far = fabsf(u) - p->shoulder;

	t = t > 0 ? t : 0;
	return 1.66f + p->slope * 1.05f * t / (t + .55f) + .07f * t * t +
	       (far > -.4f ? 1.6f * (far + .4f) * (far + .4f) : 0);
}

static void lit(const struct sitter_scene *sc, const float rgb[3],
		const float n[3], float k, float out[3])
{
	float light[3], lin;
	int c;

	sitter_scene_shade(sc, n, light);
	for (c = 0; c < 3; c++) {
		lin = rgb[c] * rgb[c] * k * light[c];
		out[c] = sqrtf(lin > 0 ? lin : 0);
	}
}

static void neck_pixel(struct sitter_scene *sc, int x, int y, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float w = p->neck * (1 + .10f * sitter_step(1.2f, .9f, v)) +
		  .22f * sitter_step(1.6f, 2.3f, v);
	float a = edge(sc, w - fabsf(u)), n[3], k, rgb[3], d;

	if (a <= 0)
		return;
	n[0] = sitter_clamp(u / w, -.97f, .97f) * .9f;
	n[1] = .12f;
	n[2] = sqrtf(1 - n[0] * n[0]);
	d = v - p->chin;
	k = 1 - .55f * sitter_step(1.0f, -.05f, d + .25f * u * u);
	k *= 1 -
	     .02f * sitter_bell_at(fabsf(u) - (2.2f - v) * .42f, 0, .09f, 1);
	k *= 1 + .03f * sitter_noise(sc->skin_seed + 50, u * 30, v * 30);
	lit(sc, p->skin, n, k * .93f, rgb);
	sitter_scene_over(sc, x, y, rgb, a);
}

static void clothes_base(const struct sitter_scene *sc, float rgb[3])
{
	const struct sitter_shot *s = sc->s;
	int c;

	for (c = 0; c < 3; c++)
		rgb[c] = s->clothes_rgb[0] >= 0 ? (float)s->clothes_rgb[c] / 255
						: sc->p->clothes_colour[c];
}

static float wave(float x)
{
	x -= floorf(x);
	return sitter_step(.42f, .5f, x) - sitter_step(.92f, 1, x);
}

static float pattern(const struct sitter_scene *sc, float u, float v)
{
	uint32_t seed = sc->skin_seed + 60;
	float k = 1 +
		  .03f * sitter_lattice(seed, (int)(u * 90), (int)(v * 90)) +
		  .07f * sitter_noise(seed + 1, u * 2.3f + v * .8f, v * .9f);

	if (fabsf(fabsf(u) - 1.55f) < .42f)
		k *= 1 -
		     .16f * sitter_bell_at(fabsf(u) - 1.55f +
						   .2f * sitter_noise(seed + 2,
								      v * 2, 0),
					   v - 3.1f, .22f, .9f);
	switch (sc->p->pattern) {
	case 1:
		return k * (1 - .22f * wave(u * 6));
	case 2:
		return k * (1 - .16f * wave(u * 4) - .16f * wave(v * 4));
	case 3:
		return k * (1 - .12f * wave(v * 22 + .2f * wave(u * 18)));
	default:
		return k;
	}
}

/* Distance into the opening at the throat; > 0 shows what is below. */
static float opening(const struct sitter_person *p, float u, float v)
{
	float a = fabsf(u), w = p->neck + .16f, q;

	switch (p->clothes) {
	case SITTER_CLOTHES_SUIT:
		return (p->neck + .05f) * (1 - (v - 1.7f) / 1.75f) - a;
	case SITTER_CLOTHES_SHIRT:
		return (p->neck * .9f) * (1 - (v - 1.65f) / .62f) - a;
	case SITTER_CLOTHES_SWEATER:
		return (p->neck + .12f) * (1 - (v - 1.7f) / 1.05f) - a;
	default:
		q = a / w;
		return q < 1 ? 1.72f + .40f * sqrtf(1 - q * q) - v : -1;
	}
}

static void shirt_under(struct sitter_scene *sc, int x, int y, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float n[3] = {u * .2f, -.1f, .97f}, rgb[3], a, tie, k;

	if (p->clothes == SITTER_CLOTHES_TSHIRT ||
	    p->clothes == SITTER_CLOTHES_SHIRT)
		return;
	a = edge(sc, fabsf(u) - p->neck * .85f * (1 - (v - 1.62f) / .55f));
	k = 1 - .25f * sitter_bell_at(fabsf(u) - .30f, v - 2.0f, .10f, .5f);
	lit(sc, p->inner_colour, n, k, rgb);
	sitter_scene_over(sc, x, y, rgb, a);
	if (p->clothes == SITTER_CLOTHES_SUIT && !p->female) {
		tie = .10f + .05f * (v - 2.1f);
		a *= edge(sc, tie - fabsf(u)) * edge(sc, v - 2.02f);
		lit(sc,
		    (float[3]){p->clothes_colour[2] * .7f + .1f,
			       p->clothes_colour[0] * .3f + .05f,
			       p->clothes_colour[1] * .6f + .05f},
		    n, 1 - .25f * wave((u + v) * 5), rgb);
		sitter_scene_over(sc, x, y, rgb, a);
	}
}

/* Seams: collar flaps, lapels, a ribbed neck. */
static float trim(const struct sitter_scene *sc, float u, float v, float open)
{
	const struct sitter_person *p = sc->p;
	float k = 1 - .35f * sitter_bell(open * open / .004f), a = fabsf(u);
	float width = p->clothes == SITTER_CLOTHES_SUIT ? .42f : .24f;

	if (p->clothes == SITTER_CLOTHES_TSHIRT)
		width = .10f;
	if (p->clothes == SITTER_CLOTHES_SHIRT && v > 2.25f)
		k *= 1 - .25f * sitter_bell_at(a - .02f, 0, .03f, 1);
	if (v < 3.0f)
		k *= 1 - .28f * sitter_bell((open + width) * (open + width) /
					    .0016f);
	return k;
}

static void torso_pixel(struct sitter_scene *sc, int x, int y, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float slant = tanf((float)sc->s->shoulders * 3.14159265f / 180);
	float top = shoulder_line(p, u) + u * slant;
	float a = edge(sc, (v - top) * .8f), open, n[3], rgb[3], base[3], k;

	if (a <= 0)
		return;
	open = opening(p, u, v);
	if (open > 0)
		shirt_under(sc, x, y, u, v);
	a *= edge(sc, -open);
	if (a <= 0)
		return;
	n[0] = sitter_clamp(u / 3.2f, -.8f, .8f);
	n[1] = -.5f * sitter_bell((v - top) * (v - top) / 1.2f);
	n[2] = sqrtf(sitter_clamp(1 - n[0] * n[0] - n[1] * n[1], .1f, 1));
	clothes_base(sc, base);
	k = pattern(sc, u, v) * trim(sc, u, v, open);
	lit(sc, base, n, k, rgb);
	sitter_scene_over(sc, x, y, rgb, a);
}

void sitter_body(struct sitter_scene *sc)
{
	int y0 = (int)sitter_clamp(sc->cy + .85f * sc->unit, 0,
				   (float)sc->canvas.height);
	int x, y;

	/* the body stands upright whatever the head does */
	for (y = y0; y < sc->canvas.height; y++)
		for (x = 0; x < sc->canvas.width; x++) {
			float u = ((float)x + .5f - sc->cx) * sc->pixel;
			float v = ((float)y + .5f - sc->cy) * sc->pixel;

			if (v < 2.6f)
				neck_pixel(sc, x, y, u, v);
			torso_pixel(sc, x, y, u, v);
		}
}

static void ear_pixel(struct sitter_scene *sc, int x, int y)
{
	const struct sitter_person *p = sc->p;
	float u, v, a, b, r, n[3], rgb[3], k, side;

	sitter_scene_to_head(sc, (float)x, (float)y, &u, &v);
	side = u < 0 ? -1 : 1;
	b = (v - .24f) / (.36f * p->ear_size);
	a = (fabsf(u) - .95f + .05f * b) /
	    ((.075f + p->ear_out) * (1 - .25f * b));
	r = sqrtf(a * a + b * b);
	if (r > 1.1f)
		return;
	n[0] = side * sitter_clamp(a, -.8f, .8f) * .8f;
	n[1] = sitter_clamp(b, -.8f, .8f) * .6f;
	n[2] = sqrtf(1 - n[0] * n[0] - n[1] * n[1]);
	k = 1 - .50f * sitter_bell_at(a - .35f, b + .1f, .38f, .55f);
	k *= 1 - .30f * sitter_bell((r - .78f) * (r - .78f) / .03f);
	lit(sc, (float[3]){p->skin[0], p->skin[1] * .93f, p->skin[2] * .91f}, n,
	    k * .92f, rgb);
	sitter_scene_over(sc, x, y, rgb,
			  sitter_clamp((1 - r) * .1f * sc->unit + .5f, 0, 1));
}

void sitter_ears(struct sitter_scene *sc)
{
	struct sitter_area a = sitter_scene_area(sc, -1.4f, -.25f, 1.4f, .75f);
	int x, y;

	for (y = a.y0; y < a.y1; y++)
		for (x = a.x0; x < a.x1; x++)
			ear_pixel(sc, x, y);
}
