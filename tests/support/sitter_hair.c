/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

static bool is_long(const struct sitter_person *p)
{
	return p->hair == SITTER_HAIR_LONG || p->hair == SITTER_HAIR_BOB ||
	       (p->hair == SITTER_HAIR_CURLY && p->hair_end > .8f);
}

static float crown_of(const struct sitter_person *p)
{
	return -(p->skull + p->hair_top);
}

/* Half width of the hair's outline at row v; < 0 outside its rows. */
static float outer(const struct sitter_scene *sc, float v)
{
	const struct sitter_person *p = sc->p;
	const float turn = -.35f;
	float top = crown_of(p), t, w;

	if (v <= top)
		return -1;
	if (v < turn) {
		t = (turn - v) / (turn - top);
		w = 1 - t * t * sqrtf(t);
		return (1 + p->hair_side) * (w > 0 ? sqrtf(w) : 0);
	}
	if (!is_long(p))
		return sitter_mix(1 + p->hair_side,
				  sitter_scene_outline(sc, v) + .015f,
				  sitter_step(turn, .25f, v));
	w = 1 + p->hair_side + .10f * p->hair_wave * (v + .35f) * .5f;
	w += .05f * p->hair_wave *
	     sitter_noise(sc->skin_seed + 20, v * 1.7f, 3.5f);
	if (v > p->hair_end - .5f)
		w *= 1 - .55f * sitter_step(p->hair_end - .5f,
					    p->hair_end + .05f, v);
	return v > p->hair_end ? -1 : w;
}

/* The row above which hair covers the face at column u. */
static float hairline(const struct sitter_scene *sc, float u)
{
	const struct sitter_person *p = sc->p;
	float a = fabsf(u), line = p->hairline, end = .14f, from = .76f;
	float part = u - p->hair_part * .7f;
	bool fringe = p->hair == SITTER_HAIR_FRINGE ||
		      (is_long(p) && p->hair_wave > .72f);

	if (fringe) {
		line = p->fringe - .06f * a +
		       .05f * sitter_noise(sc->skin_seed + 21, u * 4, 1);
	} else if (is_long(p)) {
		line += .55f * part * part;
		from = .66f;
	} else if (p->hair == SITTER_HAIR_PARTED) {
		line += .16f * u * u +
			.10f * sitter_bell((part - .2f) * (part - .2f) / .6f) -
			.05f;
	} else {
		line += .22f * u * u;
	}
	if (p->hair == SITTER_HAIR_TIED) {
		end = -.12f;
		from = .82f;
	}
	if (is_long(p))
		end = 4;
	return line + (end - line) * sitter_step(from, .99f, a) *
			      (is_long(p) ? .6f : 1);
}

/* How deep a point is in the hair before the face; < 0 outside. */
static float front_depth(const struct sitter_scene *sc, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float d = outer(sc, v) - fabsf(u), e, in;

	if (d < -.2f)
		return d;
	e = hairline(sc, u) - v;
	if (is_long(p) && v > -.3f) {
		in = sitter_scene_outline(sc, v) - .10f;
		in = in < p->neck + .10f ? p->neck + .10f : in;
		in -= .05f * sitter_noise(sc->skin_seed + 22, v * 3, u < 0);
		e = sitter_mix(e, fabsf(u) - in, sitter_step(-.3f, .05f, v));
		if (v > 1.35f && !p->hair_front)
			e -= (v - 1.35f) * 2;
	}
	return d < e ? d : e;
}

/* Fine lines along the flow of the hair, -1..1. */
static float flow(const struct sitter_scene *sc, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float du = u - p->hair_part * .6f, dv = v - crown_of(p) + .25f;
	float r = sqrtf(du * du + dv * dv) + .05f, t = du / r, a, b;
	uint32_t seed = sc->skin_seed + 23;

	if (p->hair == SITTER_HAIR_CURLY)
		return .6f * sitter_noise(seed, u * 14, v * 14) +
		       .5f * sitter_noise(seed + 1, u * 34, v * 34);
	a = .6f * sitter_noise(seed, t * 26, r * 2) +
	    .5f * sitter_noise(seed + 1, t * 75, r * 3);
	u += .06f * p->hair_wave * sitter_noise(seed + 2, v * 2.2f, u);
	b = .6f * sitter_noise(seed, u * 24, v * 1.2f) +
	    .5f * sitter_noise(seed + 1, u * 70, v * 2);
	return sitter_mix(a, b, sitter_step(-.55f, .05f, v));
}

static void hair_colour(const struct sitter_scene *sc, float u, float v,
			float dim, float rgb[3])
{
	const struct sitter_person *p = sc->p;
	float w = 1 + p->hair_side, n[3], light[3], line, band, k;
	int c;

	n[0] = sitter_clamp(u / w, -.95f, .95f);
	n[1] = sitter_clamp((v + .35f) / (-crown_of(p) - .35f), -.9f, .1f) *
	       .8f;
	n[2] = sqrtf(sitter_clamp(1 - n[0] * n[0] - n[1] * n[1], .05f, 1));
	sitter_scene_shade(sc, n, light);
	line = flow(sc, u, v);
	band = sitter_bell_at(u - sc->lamp[0] * .6f, v + 1.12f, 1.1f, .26f) +
	       .5f * sitter_bell_at(fabsf(u) - w + .12f, v - .4f, .25f, .9f);
	band *= .045f * (.6f + line);
	k = dim * (1 + .55f * line);
	for (c = 0; c < 3; c++) {
		float lin = (p->hair_colour[c] * p->hair_colour[c] * 1.15f +
			     .002f) *
				    k * light[c] +
			    band * (.5f + p->hair_colour[c]) * dim;

		rgb[c] = sqrtf(lin > 0 ? lin : 0);
	}
}

/* Edges are ragged by the noise along them. */
static float ragged(const struct sitter_scene *sc, float u, float v, float d)
{
	float size = sc->p->hair == SITTER_HAIR_CURLY ? .07f : .022f;

	if (fabsf(d) > .1f)
		return 0;
	/* soft where it borders on the face below the brow */
	if (v > -.3f && d < outer(sc, v) - fabsf(u) - .02f)
		size *= .3f;
	return size * sitter_noise(sc->skin_seed + 30, u * 22, v * 22) +
	       .012f * sitter_noise(sc->skin_seed + 31, u * 60, v * 60);
}

void sitter_hair_back(struct sitter_scene *sc)
{
	struct sitter_area a;
	float u, v, cover, rgb[3];
	int x, y;

	if (!is_long(sc->p))
		return;
	a = sitter_scene_area(sc, -1.8f, -1, 1.8f, sc->p->hair_end + .1f);
	for (y = a.y0; y < a.y1; y++)
		for (x = a.x0; x < a.x1; x++) {
			sitter_scene_to_head(sc, (float)x, (float)y, &u, &v);
			cover = outer(sc, v) - fabsf(u);
			if (cover < -.1f)
				continue;
			cover = sitter_step(-.02f, .025f,
					    cover + ragged(sc, u, v, cover));
			if (cover <= 0)
				continue;
			hair_colour(sc, u, v, .62f, rgb);
			sitter_scene_over(sc, x, y, rgb, cover);
		}
}

static void front_pixel(struct sitter_scene *sc, int x, int y)
{
	float u, v, d, cover, rgb[3];

	sitter_scene_to_head(sc, (float)x, (float)y, &u, &v);
	d = front_depth(sc, u, v);
	if (d < -.2f)
		return;
	d += ragged(sc, u, v, d);
	cover = sitter_step(-.022f, .03f, d);
	if (cover < 1 && fabsf(u) < 1)
		sitter_scene_darken(sc, x, y,
				    1 - .30f * sitter_step(-.16f, 0, d));
	if (cover <= 0)
		return;
	hair_colour(sc, u, v, 1, rgb);
	sitter_scene_over(sc, x, y, rgb, cover);
}

/* Where a strand on the outline starts: v, and how far down it is, 0..1. */
static float fly_start(const struct sitter_scene *sc, struct sitter_random *r,
		       float *down)
{
	const struct sitter_person *p = sc->p;
	float top = crown_of(p), low = is_long(p) ? p->hair_end - .1f : .05f;

	if (is_long(p) && !p->hair_front && low > 1.9f)
		low = 1.9f;
	*down = sitter_random_unit(r);
	if (!is_long(p))
		*down *= *down;
	return top + .003f + *down * (low - top);
}

/* Hair that lies: along the outline, the tip a little off. */
static void fly_lying(struct sitter_scene *sc, struct sitter_random *r,
		      struct sitter_strand *st)
{
	float side = sitter_random_unit(r) < .5f ? -1 : 1, down, v, w, far;
	float length = sitter_random_in(r, .15f, .7f);

	v = fly_start(sc, r, &down);
	far = sitter_random_in(r, -.01f, .06f);
	far += .10f * sitter_step(.97f, 1, sitter_random_unit(r));
	st->u[0] = side * (outer(sc, v) - .04f);
	st->v[0] = v + .02f;
	w = outer(sc, v + length * .5f);
	st->u[1] = side * ((w > 0 ? w : 1) + far);
	st->v[1] = v + length * .45f;
	w = outer(sc, v + length);
	w = w > 0 ? w : fabsf(st->u[1]);
	st->u[2] = side * (w + sitter_random_in(r, -.05f, 1.2f) * far);
	st->v[2] = v + length;
}

/* Short hair: out from the head, leaning down further down. */
static void fly_standing(struct sitter_scene *sc, struct sitter_random *r,
			 struct sitter_strand *st)
{
	bool curly = sc->p->hair == SITTER_HAIR_CURLY;
	float side = sitter_random_unit(r) < .5f ? -1 : 1, down, v, out, up;
	float length = sitter_random_in(r, .04f, curly ? .16f : .13f);

	v = fly_start(sc, r, &down);
	st->u[0] = side * (outer(sc, v) - .035f);
	st->v[0] = v + .035f;
	up = sitter_step(.5f, 0, down);
	out = fabsf(st->u[0]) * (.5f + .5f * up) * sitter_random_in(r, .2f, 1);
	st->u[1] = st->u[0] + side * length * out * .6f;
	st->v[1] = st->v[0] - length * up * .5f;
	st->u[2] = st->u[0] + side * length * out;
	st->v[2] = st->v[0] + length * (sitter_random_in(r, .2f, 1) - up * .9f);
	if (curly)
		st->u[2] -= side * sitter_random_in(r, 0, .09f);
}

static void fly_strand(struct sitter_scene *sc, struct sitter_random *r)
{
	const struct sitter_person *p = sc->p;
	struct sitter_strand st;
	float k;
	int c;

	if (p->hair == SITTER_HAIR_CURLY || p->hair == SITTER_HAIR_CROP)
		fly_standing(sc, r, &st);
	else
		fly_lying(sc, r, &st);
	st.width = sitter_random_in(r, .3f, .95f) * (float)sc->over;
	st.alpha = sitter_random_in(r, .25f, .85f);
	hair_colour(sc, st.u[0], st.v[0], 1.1f, st.rgb);
	k = sitter_random_in(r, .8f, 1.3f);
	for (c = 0; c < 3; c++)
		st.rgb[c] *= k;
	sitter_strand(sc, &st);
}

/* A strand over the edge between hair and forehead. */
static void line_strand(struct sitter_scene *sc, struct sitter_random *r)
{
	float u = sitter_random_in(r, -.95f, .95f), line = hairline(sc, u);
	float length = sitter_random_in(r, .05f, .22f), lean;
	struct sitter_strand st;

	if (line > .3f)
		return;
	lean = (u - sc->p->hair_part * .6f) * .5f;
	st.u[0] = u - lean * length;
	st.v[0] = line - length * .8f;
	st.u[1] = u;
	st.v[1] = line - length * .2f;
	st.u[2] = u + lean * length + sitter_random_in(r, -.03f, .03f);
	st.v[2] = line + sitter_random_in(r, -.02f, .05f);
	st.width = sitter_random_in(r, .5f, 1.3f) * (float)sc->over;
	st.alpha = sitter_random_in(r, .3f, .8f);
	hair_colour(sc, st.u[0], st.v[0], .9f, st.rgb);
	sitter_strand(sc, &st);
}

/* A lighter or darker lock in the mass. */
static void lock_strand(struct sitter_scene *sc, struct sitter_random *r)
{
	const struct sitter_person *p = sc->p;
	float u = sitter_random_in(r, -1, 1), k, v, w;
	struct sitter_strand st;
	int c;

	v = sitter_random_in(r, crown_of(p) + .1f,
			     is_long(p) ? p->hair_end - .6f : -.5f);
	w = outer(sc, v);
	u *= w > 0 ? w : 0;
	st.u[0] = u;
	st.v[0] = v;
	k = (u - p->hair_part * .6f) * sitter_step(0, -1.2f, v);
	st.u[1] = u + k * .12f + sitter_random_in(r, -.02f, .02f);
	st.v[1] = v + .12f;
	st.u[2] = u + k * .3f + sitter_random_in(r, -.04f, .04f);
	st.v[2] = v + sitter_random_in(r, .2f, .4f);
	if (front_depth(sc, st.u[0], st.v[0]) < .02f ||
	    front_depth(sc, st.u[1], st.v[1]) < .02f ||
	    front_depth(sc, st.u[2], st.v[2]) < .01f)
		return;
	st.width = sitter_random_in(r, .6f, 1.6f) * (float)sc->over;
	st.alpha = sitter_random_in(r, .15f, .5f);
	hair_colour(sc, u, v, sitter_random_in(r, .5f, 1.9f), st.rgb);
	for (c = 0; c < 3; c++)
		st.rgb[c] *= sitter_random_in(r, .9f, 1.1f);
	sitter_strand(sc, &st);
}

void sitter_hair_front(struct sitter_scene *sc)
{
	const struct sitter_person *p = sc->p;
	struct sitter_random r = sitter_random_seed(p->seed, 40);
	struct sitter_random shot =
		sitter_random_seed(p->seed ^ sc->s->exposure_seed, 41);
	struct sitter_area a =
		sitter_scene_area(sc, -1.8f, crown_of(p) - .15f, 1.8f,
				  is_long(p) ? p->hair_end + .1f : .4f);
	int x, y, i;

	for (y = a.y0; y < a.y1; y++)
		for (x = a.x0; x < a.x1; x++)
			front_pixel(sc, x, y);
	for (i = 0; i < 500; i++)
		lock_strand(sc, &r);
	for (i = 0; i < 160; i++)
		line_strand(sc, &r);
	for (i = 0; i < (p->hair == SITTER_HAIR_CURLY ? 700 : 420); i++)
		fly_strand(sc, &shot);
}
