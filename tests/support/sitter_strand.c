/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

enum { STRAND_PARTS = 10 };

struct point {
	float x, y;
};

/* The share of pixel i that lies in lo..hi. */
static float overlap(int i, float lo, float hi)
{
	float a = (float)i - .5f, b = (float)i + .5f;

	a = a < lo ? lo : a;
	b = b > hi ? hi : b;
	return b > a ? b - a : 0;
}

static void cross(struct sitter_scene *sc, const struct sitter_strand *st,
		  bool steep, float at, float width, int along)
{
	float lo = at - width * .5f, hi = at + width * .5f;
	int limit = steep ? sc->canvas.width : sc->canvas.height, i;

	for (i = (int)floorf(lo + .5f); i <= (int)floorf(hi + .5f); i++) {
		float a = overlap(i, lo, hi) * st->alpha;

		if (i < 0 || i >= limit || a <= 0)
			continue;
		sitter_scene_over(sc, steep ? i : along, steep ? along : i,
				  st->rgb, a);
	}
}

/* Along the longer axis, one cross-cut a pixel: no pixel is met twice. */
static void segment(struct sitter_scene *sc, const struct sitter_strand *st,
		    struct point a, struct point b, float width)
{
	bool steep = fabsf(b.y - a.y) > fabsf(b.x - a.x);
	float from = steep ? a.y : a.x, to = steep ? b.y : b.x;
	float p = steep ? a.x : a.y, q = steep ? b.x : b.y, slope;
	int limit = steep ? sc->canvas.height : sc->canvas.width, i;

	if (to < from) {
		float t = from;

		from = to;
		to = t;
		t = p;
		p = q;
		q = t;
	}
	if (to - from < 1e-4f)
		return;
	slope = (q - p) / (to - from);
	width *= sqrtf(1 + slope * slope);
	for (i = (int)ceilf(from); (float)i < to; i++)
		if (i >= 0 && i < limit)
			cross(sc, st, steep, p + ((float)i - from) * slope,
			      width, i);
}

void sitter_strand(struct sitter_scene *sc, const struct sitter_strand *st)
{
	struct point last = {0, 0}, now;
	int i;

	for (i = 0; i <= STRAND_PARTS; i++) {
		float t = (float)i / STRAND_PARTS, k = 1 - t;
		float u = k * k * st->u[0] + 2 * k * t * st->u[1] +
			  t * t * st->u[2];
		float v = k * k * st->v[0] + 2 * k * t * st->v[1] +
			  t * t * st->v[2];

		sitter_scene_to_canvas(sc, u, v, &now.x, &now.y);
		if (i > 0)
			segment(sc, st, last, now,
				st->width * (1.15f - .8f * t * t));
		last = now;
	}
}
