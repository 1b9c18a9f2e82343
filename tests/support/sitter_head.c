/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

#include <stdlib.h>

#include "base/mem.h"

/* Paired hills and hollows: both sides of the face at once. */
static float pair(float u, float v, float at_u, float at_v, float r)
{
	float d = (fabsf(u) - at_u) / r, e = (v - at_v) / r;

	return sitter_bell(d * d + e * e);
}

static float nose_height(const struct sitter_person *p, float u, float v)
{
	float t = (v + .30f) / (p->nose_length + .30f), w, h;

	if (t < 0 || v > p->nose_length + .12f || fabsf(u) > .55f)
		return 0;
	w = .20f + .13f * t * t;
	h = p->nose_bridge * .09f * sitter_step(0, .3f, t) + .24f * t * t;
	h *= sitter_bell(u * u / (w * w)) * sitter_step(p->nose_length + .10f,
							p->nose_length - .08f,
							v + 1.6f * u * u);
	h += .10f * sitter_bell_at(u, v - p->nose_length + .08f, .19f, .17f);
	return h + .11f * pair(u, v, p->nose_width * .72f,
			       p->nose_length - .05f, .15f);
}

static float mouth_height(const struct sitter_person *p, float u, float v)
{
	float m = p->mouth_height, h;

	if (v < m - .45f || v > p->chin + .1f)
		return 0;
	h = .07f * sitter_bell_at(u, v - m, .60f, .42f);
	h += .045f * sitter_bell_at(u, v - m + p->lip_upper * .6f,
				    p->mouth_width * 1.1f, p->lip_upper * 1.3f);
	h += .055f * sitter_bell_at(u, v - m - p->lip_lower * .55f,
				    p->mouth_width, p->lip_lower * 1.2f);
	h -= .05f * sitter_bell_at(u, v - m - p->lip_lower - .08f, .30f, .10f);
	return h + .07f * sitter_bell_at(u, v - p->chin + .20f, .38f, .26f);
}

/* The bulk of the head, by its outline as drawn. */
static float bulk(const struct sitter_scene *sc, float u, float v)
{
	float w = sitter_scene_outline(sc, v), q;

	if (w <= 0)
		return 0;
	q = u / w;
	q *= q;
	if (q >= 1)
		return 0;
	return sqrtf(1 - q * (.45f + .55f * q)) *
	       sqrtf(1 - (v - .15f) * (v - .15f) * .25f);
}

static float height(const struct sitter_scene *sc, float u, float v)
{
	const struct sitter_person *p = sc->p;
	float z;

	z = nose_height(p, u, v) + mouth_height(p, u, v);
	z -= .11f * p->eye_socket *
	     sitter_bell_at(fabsf(u) - p->eye_gap + .04f, v + .06f, .42f, .28f);
	z += .07f * sitter_bell_at(fabsf(u) - p->eye_gap, v + .01f, .26f, .17f);
	z += .05f * p->brow_ridge *
	     sitter_bell_at(fabsf(u) - .36f, v + .30f, .5f, .18f);
	z += .06f * p->cheekbone * pair(u, v, .62f, .34f, .42f);
	z -= .04f * sitter_bell_at(fabsf(u) - .95f, v + .45f, .28f, .42f);
	z -= .025f * p->smile_line * (.5f + (float)sc->s->smile) *
	     sitter_bell_at(fabsf(u) - .36f - (v - .75f) * .45f, v - .80f, .07f,
			    .26f);
	return z;
}

struct relief {
	struct sitter_area area;
	int width, height;
	float *z, *u, *v; /* per pixel of the area, of the unturned face */
	float *edge;	  /* coverage */
};

static void relief_release(struct relief *r)
{
	free(r->z);
}

static int relief_init(const struct sitter_scene *sc, struct relief *r,
		       struct error *err)
{
	size_t n;

	r->area = sitter_scene_area(sc, -1.2f, -1.8f, 1.2f, 1.8f);
	r->width = r->area.x1 - r->area.x0;
	r->height = r->area.y1 - r->area.y0;
	n = (size_t)r->width * (size_t)r->height;
	r->z = mem_try_calloc(4 * n + 1, sizeof(float));
	if (!r->z)
		return error_set(err, ERROR_LIMIT, "no memory for a sitter");
	r->u = r->z + n;
	r->v = r->u + n;
	r->edge = r->v + n;
	return 0;
}

static void relief_row(const struct sitter_scene *sc, struct relief *r, int y)
{
	int x;

	for (x = 0; x < r->width; x++) {
		size_t i = (size_t)y * (size_t)r->width + (size_t)x;
		float u, v, w;

		sitter_scene_to_head(sc, (float)(x + r->area.x0),
				     (float)(y + r->area.y0), &u, &v);
		w = sitter_scene_outline(sc, v);
		r->edge[i] =
			sitter_clamp((w - fabsf(u)) * sc->unit + .5f, 0, 1);
		if (v < -sc->p->skull || v > sc->p->chin)
			r->edge[i] = 0;
		if (r->edge[i] <= 0)
			continue;
		sitter_pose_unturn(sc, u, v, &r->u[i], &r->v[i]);
		r->z[i] = bulk(sc, u, v) + height(sc, r->u[i], r->v[i]);
	}
}

static void normal_at(const struct sitter_scene *sc, const struct relief *r,
		      int x, int y, float n[3])
{
	size_t i = (size_t)y * (size_t)r->width + (size_t)x;
	float k = .62f * sc->unit, len;

	n[0] = n[1] = 0;
	if (x > 0 && x < r->width - 1)
		n[0] = (r->z[i - 1] - r->z[i + 1]) * k;
	if (y > 0 && y < r->height - 1)
		n[1] = (r->z[i - (size_t)r->width] -
			r->z[i + (size_t)r->width]) *
		       k;
	n[0] = sitter_clamp(n[0], -4, 4);
	n[1] = sitter_clamp(n[1], -4, 4);
	len = 1 / sqrtf(n[0] * n[0] + n[1] * n[1] + 1);
	n[0] *= len;
	n[1] *= len;
	n[2] = len;
}

static float specular(const struct sitter_scene *sc, const float n[3],
		      float gloss)
{
	float h[3] = {sc->lamp[0], sc->lamp[1], sc->lamp[2] + 1}, d, k;

	k = 1 / sqrtf(h[0] * h[0] + h[1] * h[1] + h[2] * h[2]);
	d = (n[0] * h[0] + n[1] * h[1] + n[2] * h[2]) * k;
	d = d > 0 ? d * d : 0;
	d *= d;
	d *= d;
	d *= d;
	return d * d * gloss * (.035f + .35f * (float)sc->s->highlight);
}

static void paint_row(struct sitter_scene *sc, const struct relief *r, int y)
{
	struct sitter_surface bare = {0};
	bool have = false;
	int x, c;

	for (x = 0; x < r->width; x++) {
		size_t i = (size_t)y * (size_t)r->width + (size_t)x;
		struct sitter_surface s;
		float n[3], light[3], shine, rgb[3];

		if (r->edge[i] <= 0)
			continue;
		normal_at(sc, r, x, y, n);
		/* skin is smooth enough to serve two canvas pixels */
		if (sc->over == 1 || !(x & 1) || !have)
			sitter_features_skin(sc, r->u[i], r->v[i], &bare);
		have = true;
		s = bare;
		sitter_features_draw(sc, r->u[i], r->v[i], &s);
		sitter_scene_shade(sc, n, light);
		shine = specular(sc, n, s.gloss) + s.emit;
		for (c = 0; c < 3; c++)
			rgb[c] = sqrtf(s.rgb[c] * light[c] + shine);
		sitter_scene_over(sc, x + r->area.x0, y + r->area.y0, rgb,
				  r->edge[i]);
	}
}

int sitter_head(struct sitter_scene *sc, struct error *err)
{
	struct relief r = {0};
	int y;

	if (relief_init(sc, &r, err))
		return -1;
	for (y = 0; y < r.height; y++)
		relief_row(sc, &r, y);
	for (y = 0; y < r.height; y++)
		paint_row(sc, &r, y);
	relief_release(&r);
	return 0;
}
