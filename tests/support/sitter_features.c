/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

static void mix(float rgb[3], const float to[3], float a)
{
	int c;

	for (c = 0; c < 3; c++)
		rgb[c] += (to[c] - rgb[c]) * a;
}

static void scale(float rgb[3], float k)
{
	rgb[0] *= k;
	rgb[1] *= k;
	rgb[2] *= k;
}

/* Coverage of the inside (d < 0) with an edge of at least one pixel. */
static float inside(const struct sitter_scene *sc, float d, float soft)
{
	float e = sc->pixel > soft ? sc->pixel : soft;

	return sitter_step(e, -e, d);
}

/* What the nose and the brow keep from the lamp. */
static float cast(const struct sitter_scene *sc, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float side = sc->lamp[0], hard = (float)sc->s->light_hard, k;
	float low = p->nose_length;

	k = 1 - .75f * hard * fabsf(side) *
			sitter_bell_at(u + (side > 0 ? .23f : -.23f),
				       v - low * .62f, .21f, low * .62f);
	k *= 1 + .25f * hard * fabsf(side) *
			 sitter_bell_at(u - (side > 0 ? .20f : -.20f),
					v - low * .62f, .16f, low * .5f);
	k *= 1 +
	     .6f * hard * sc->lamp[1] *
		     sitter_bell_at(u + side * .2f, v - low - .13f, .30f, .14f);
	return k * (1 + .55f * hard * sc->lamp[1] *
				sitter_bell_at(fabsf(u) - p->eye_gap + .02f,
					       v + .15f, .34f, .14f));
}

static void skin(const struct sitter_scene *sc, float u, float v,
		 struct sitter_surface *out)
{
	const struct sitter_person *p = sc->p;
	float a = fabsf(u), red, k;
	int c;

	for (c = 0; c < 3; c++)
		out->rgb[c] = p->skin[c] * p->skin[c];
	red = .7f * sitter_bell_at(a - .55f, v - .45f, .5f, .42f) +
	      .5f * sitter_bell_at(u, v - p->nose_length + .05f, .28f, .3f);
	if (red > 0)
		red *= .5f + .6f * sitter_noise(sc->skin_seed, u * 3, v * 3);
	out->rgb[1] *= 1 - .14f * red;
	out->rgb[2] *= 1 - .13f * red;
	/* patches stay; relief and pores glint differently each time */
	k = 1 + .02f * sitter_noise(sc->skin_seed + 1, u * 9, v * 9) +
	    .045f * sitter_noise(sc->shot_seed + 2, u * 38, v * 38) +
	    .05f * sitter_noise(sc->shot_seed + 3, u * 14, v * 14) +
	    .09f * sitter_noise(sc->shot_seed + 4, u * 6, v * 6);
	/* hollows that a lamp in front does not reach */
	k *= 1 - (.08f + .22f * p->bags) * sitter_bell_at(a - p->eye_gap + .03f,
							  v - .15f, .28f, .10f);
	k *= 1 - .20f * p->eye_socket *
			 sitter_bell_at(a - p->eye_gap + .16f, v + .10f, .22f,
					.24f);
	k *= 1 - .30f * sitter_bell_at(u, v - p->nose_length - .10f,
				       p->nose_width * 1.25f, .13f);
	k *= 1 -
	     .24f * sitter_bell_at(u, v - p->mouth_height - p->lip_lower - .07f,
				   .34f, .10f);
	scale(out->rgb, k);
	k *= cast(sc, u, v);
	if (p->wrinkles > 0 && v < -.4f)
		k *= 1 -
		     .22f * p->wrinkles *
			     sitter_bell_at(sitter_mod(v + .1f * u * u, .13f) -
						    .065f,
					    u, .03f, .6f);
	out->gloss = 1 + .5f * sitter_bell_at(u, v + .75f, .7f, .4f) +
		     .6f * sitter_bell_at(u, v - .5f, .14f, .3f);
	out->emit = 0;
}

static void spots(const struct sitter_scene *sc, float u, float v, float rgb[3])
{
	const struct sitter_person *p = sc->p;
	float n;
	int i;

	for (i = 0; i < 4; i++)
		if (p->mole_size[i] > 0)
			scale(rgb,
			      1 - .7f * sitter_bell_at(u - p->mole_u[i],
						       v - p->mole_v[i],
						       p->mole_size[i] * 1.5f,
						       p->mole_size[i] * 1.5f));
	if (p->freckles > 0) {
		n = sitter_noise(sc->skin_seed + 7, u * 30, v * 30);
		scale(rgb,
		      1 - .35f * sitter_step(.45f, .8f, n) *
				      sitter_bell_at(u, v - .35f, 1, .55f));
	}
	if (p->moustache > 0) {
		float d = v -
			  .5f * (p->nose_length + p->mouth_height -
				 p->lip_upper) -
			  .02f - .25f * u * u;
		float grain = sitter_noise(sc->skin_seed + 9, u * 60, v * 25);

		mix(rgb, (float[3]){.02f, .018f, .018f},
		    p->moustache * (.7f + .3f * grain) *
			    sitter_bell_at(u, d, .48f, .10f));
	}
	if (p->beard > 0) {
		float low = sitter_step(p->nose_length - .1f,
					p->nose_length + .15f, v) *
			    sitter_step(.15f, .45f, fabsf(u) * .5f + v - .55f);
		float grain = sitter_noise(sc->skin_seed + 8, u * 70, v * 50);

		mix(rgb, (float[3]){.05f, .05f, .06f},
		    low * p->beard * (.35f + .35f * grain));
	}
}

static void nostrils(const struct sitter_scene *sc, float u, float v,
		     float rgb[3])
{
	const struct sitter_person *p = sc->p;
	float a = fabsf(u), d;

	if (v < p->nose_length - .3f || v > p->nose_length + .2f || a > .5f)
		return;
	d = sitter_bell_at(a - p->nose_width * .45f,
			   v - p->nose_length - .015f + a * .10f,
			   p->nose_width * .42f, .052f * p->nostril + .02f);
	mix(rgb, (float[3]){.035f, .014f, .012f},
	    sitter_clamp(1.5f * d, 0, .9f));
	d = sitter_bell_at(a - p->nose_width * 1.08f, v - p->nose_length + .06f,
			   .05f, .14f);
	scale(rgb, 1 - .35f * d);
}

static void brow(const struct sitter_scene *sc, float u, float v, float rgb[3])
{
	const struct sitter_person *p = sc->p;
	float t = (fabsf(u) - p->brow_inner) / (p->brow_outer - p->brow_inner);
	float y, thick, a, hair;

	if (t < -.1f || t > 1.05f || v > 0 || v < -.8f)
		return;
	y = -p->brow_height - p->brow_slant * t -
	    p->brow_arch * (2.6f * t * (1.15f - t)) -
	    .08f * (float)sc->s->brow_raise;
	y += .10f * sitter_step(.7f, 1.1f, t);
	thick = p->brow_thick * sitter_step(-.12f, .3f, t) *
		(1 - .75f * sitter_step(.45f, 1.05f, t));
	if (thick <= .002f)
		return;
	hair = sitter_noise(sc->shot_seed + 4, (fabsf(u) + v * .8f) * 55,
			    v * 12);
	a = sitter_step(thick * 1.35f, thick * .35f,
			fabsf(v - y) + .25f * thick * hair);
	a *= .88f + .2f * hair;
	a *= sitter_step(1.05f, .93f, t) * sitter_step(-.1f, .08f, t);
	mix(rgb,
	    (float[3]){p->brow_colour[0] * p->brow_colour[0],
		       p->brow_colour[1] * p->brow_colour[1],
		       p->brow_colour[2] * p->brow_colour[2]},
	    sitter_clamp(a, 0, .92f));
}

/* One eye in its own coordinates: s along (outer corner 1), y down. */
struct eye {
	float s, y, upper, lower, shut, side;
};

static void iris(const struct sitter_scene *sc, const struct eye *e,
		 struct sitter_surface *out, float cover)
{
	const struct sitter_person *p = sc->p;
	float gx = (float)sc->s->gaze_x * .05f * e->side;
	float x = e->s * p->eye_width - gx;
	float y = e->y - (float)sc->s->gaze_y * .025f;
	float r = sqrtf(x * x + y * y), rim = p->iris_size, a, ray;
	float colour[3];
	int c;

	ray = sitter_noise(sc->shot_seed + 5, x / (r + .004f) * 6,
			   y / (r + .004f) * 6);
	for (c = 0; c < 3; c++) {
		colour[c] =
			p->iris[c] * (1 + .25f * ray) * (1.25f - .6f * r / rim);
		colour[c] *= colour[c];
	}
	a = inside(sc, r - rim, .008f) * cover;
	mix(out->rgb, colour, a);
	scale(out->rgb,
	      1 - .55f * cover * sitter_bell_at(r - rim, 0, .025f, 1));
	a = inside(sc, r - rim * .42f, .006f) * cover;
	mix(out->rgb,
	    sc->s->red_eye ? (float[3]){.55f, .02f, .02f}
			   : (float[3]){.004f, .004f, .004f},
	    a);
	x = x * e->side - sc->lamp[0] * .05f;
	y -= sc->lamp[1] * .07f - .01f;
	out->emit +=
		.75f * cover * inside(sc, sqrtf(x * x + y * y) - .017f, .008f);
}

static void lids(const struct sitter_scene *sc, const struct eye *e,
		 struct sitter_surface *out)
{
	const struct sitter_person *p = sc->p;
	float in = sitter_step(1.12f, .9f, fabsf(e->s)), line, d;
	float lash = (p->female ? .030f : .022f) * (1 + .35f * e->s) *
		     sitter_step(1.15f, .7f, fabsf(e->s));

	d = e->y - e->upper;
	line = inside(sc, fabsf(d + lash * .35f) - lash * .7f, .008f) * in;
	mix(out->rgb, (float[3]){.012f, .009f, .009f}, .9f * line);
	line = inside(sc, fabsf(e->y - e->lower) - .006f, .010f) * in;
	scale(out->rgb, 1 - .38f * line);
	if (p->lid_fold > 0) {
		d = e->y - e->upper * 1.05f + p->lid_fold;
		scale(out->rgb, 1 - .42f * in * sitter_bell_at(d, 0, .022f, 1));
	}
	/* the lid's own shadow */
	d = e->y - e->upper;
	if (d < 0)
		scale(out->rgb, 1 - .22f * in * sitter_bell_at(d, 0, .11f, 1));
}

static void eye(const struct sitter_scene *sc, float u, float v,
		struct sitter_surface *out)
{
	const struct sitter_person *p = sc->p;
	struct eye e;
	float arc, cover, open, corner;

	e.side = u < 0 ? -1 : 1;
	e.s = (fabsf(u) - p->eye_gap) / p->eye_width;
	if (fabsf(e.s) > 1.3f || fabsf(v) > .32f)
		return;
	e.y = v + p->eye_slant * e.s * p->eye_width;
	arc = 1 - e.s * e.s;
	arc = arc > 0 ? arc * (1 + .12f * arc) : 0;
	open = p->eye_open * (1 - .1f * (float)sc->s->smile);
	e.upper = -open * arc * (1 - .12f * e.s);
	e.lower = open * .62f * arc * (1 + .12f * e.s);
	e.shut = (float)sc->s->eyes_shut;
	e.upper = sitter_mix(e.upper, e.lower, e.shut);
	cover = inside(sc, e.upper - e.y, .006f) *
		inside(sc, e.y - e.lower, .006f) *
		(fabsf(e.s) < 1 ? 1.0f : 0.0f);
	if (cover > 0) {
		struct sitter_surface ball = *out;

		ball.rgb[0] = .62f;
		ball.rgb[1] = .57f;
		ball.rgb[2] = .55f;
		corner = .35f + .65f * sitter_step(0, .5f, 1 - fabsf(e.s));
		scale(ball.rgb,
		      corner * (1 - .45f * sitter_bell_at(e.y - e.upper, 0,
							  .06f, 1)));
		ball.emit = 0;
		iris(sc, &e, &ball, 1);
		mix(out->rgb, ball.rgb, cover);
		out->emit += ball.emit * cover;
		out->gloss *= 1 - cover;
	}
	lids(sc, &e, out);
}

static void lips(const struct sitter_scene *sc, const float edge[3], float s,
		 struct sitter_surface *out)
{
	const struct sitter_person *p = sc->p;
	float colour[3], in, gap, grain;
	int c;

	for (c = 0; c < 3; c++)
		colour[c] = p->lips[c] * p->lips[c];
	grain = 1 + .12f * sitter_noise(sc->shot_seed + 6, s * 16, edge[1] * 6);
	in = inside(sc, edge[0], .014f) * sitter_step(1.05f, .85f, fabsf(s));
	scale(colour, grain * .82f);
	mix(out->rgb, colour, in * .9f);
	in = inside(sc, edge[2], .02f) * sitter_step(1.05f, .85f, fabsf(s));
	scale(colour, 1.22f);
	mix(out->rgb, colour, in * .85f);
	out->gloss += in * .8f;
	gap = .010f +
	      .16f * (float)sc->s->mouth_open * (1 - s * s > 0 ? 1 - s * s : 0);
	in = inside(sc, fabsf(edge[1]) - gap, .009f) *
	     sitter_step(1.06f, .92f, fabsf(s));
	mix(out->rgb, (float[3]){.045f, .012f, .012f}, in * .9f);
	if (sc->s->mouth_open > .3) {
		in *= inside(sc, edge[1] + gap * .25f, .01f) *
		      sitter_step(.8f, .6f, fabsf(s));
		mix(out->rgb, (float[3]){.68f, .64f, .56f}, in * .9f);
	}
}

static void mouth(const struct sitter_scene *sc, float u, float v,
		  struct sitter_surface *out)
{
	const struct sitter_person *p = sc->p;
	float smile = (float)sc->s->smile, open = (float)sc->s->mouth_open;
	float s = u / (p->mouth_width * (1 + .18f * smile)), arc, line, top;
	float edge[3];

	if (fabsf(s) > 1.3f || fabsf(v - p->mouth_height) > .42f)
		return;
	line = v - p->mouth_height + (.012f + .11f * smile) * s * s -
	       .014f * sitter_bell_at(s, 0, .3f, 1);
	arc = 1 - s * s > 0 ? 1 - s * s : 0;
	top = p->lip_upper * arc *
	      (1 - p->lip_bow * sitter_bell_at(s, 0, .22f, 1) + .1f);
	edge[0] = -line - top - .10f * open * arc;
	if (line > 0)
		edge[0] = line;
	edge[1] = line;
	edge[2] = line - p->lip_lower * sqrtf(arc) - .16f * open * arc;
	if (line < 0)
		edge[2] = -line;
	lips(sc, edge, s, out);
	/* corners */
	scale(out->rgb,
	      1 - .35f * sitter_bell_at(fabsf(s) - 1.03f, line, .12f, .05f));
}

void sitter_features_skin(const struct sitter_scene *sc, float u, float v,
			  struct sitter_surface *out)
{
	skin(sc, u, v, out);
}

void sitter_features_draw(const struct sitter_scene *sc, float u, float v,
			  struct sitter_surface *out)
{
	spots(sc, u, v, out->rgb);
	nostrils(sc, u, v, out->rgb);
	brow(sc, u, v, out->rgb);
	eye(sc, u, v, out);
	mouth(sc, u, v, out);
}
