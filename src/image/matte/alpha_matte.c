/* SPDX-License-Identifier: MIT */
#include "image/matte/alpha_matte.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/pull_push.h"
#include "image/matte/loose_hair.h"
#include "image/matte/unmix.h"

/* Half widths of the unknown band, in face widths: out and in. */
static const float band_hair[2] = {0.07f, 0.03f};
static const float band_body[2] = {0.02f, 0.013f};

/* Levels between person and wall under which an outline is weak. */
static const float weak_contrast = 40;

/* How far the outline's own alpha may be off; levels a unit of texture (L*). */
static const float outline_doubt = 0.2f, level_of_texture = 10;

/* Bare wall in the band: from here on, small pixels; slope of its own level. */
static const float bare_from = 1.3f, bare_slope = 0.06f;

struct work {
	const struct alpha_matte_from *from;
	struct plane edge;	/* signed distance, small pixels */
	struct mask loose;	/* hair with wall between, beyond the band */
	struct mask near_loose; /* the same and around it */
	struct plane person[3]; /* person's colour everywhere */
	struct plane behind[3]; /* wall's colour everywhere */
	float scale;		/* full pixels per small one */
};

/* Where a full pixel lies between four small ones. */
struct spot {
	size_t at[4];
	float k[4];
	float edge; /* to the outline there */
};

/* A row of the full picture. */
struct line {
	int y;
	float band[2], zone;
};

static struct spot spot_of(const struct work *w, int x, int y)
{
	int sw = w->edge.width, sh = w->edge.height, x0, y0, x1, y1;
	float u = ((float)x + 0.5f) / w->scale - 0.5f;
	float v = ((float)y + 0.5f) / w->scale - 0.5f;
	struct spot s;

	u = fminf(fmaxf(u, 0), (float)(sw - 1));
	v = fminf(fmaxf(v, 0), (float)(sh - 1));
	x0 = (int)u;
	y0 = (int)v;
	x1 = x0 + 1 < sw ? x0 + 1 : x0;
	y1 = y0 + 1 < sh ? y0 + 1 : y0;
	u -= (float)x0;
	v -= (float)y0;
	s.at[0] = (size_t)(y0 * sw + x0);
	s.at[1] = (size_t)(y0 * sw + x1);
	s.at[2] = (size_t)(y1 * sw + x0);
	s.at[3] = (size_t)(y1 * sw + x1);
	s.k[0] = (1 - u) * (1 - v);
	s.k[1] = u * (1 - v);
	s.k[2] = (1 - u) * v;
	s.k[3] = u * v;
	s.edge = 0;
	return s;
}

static float value_at(const struct plane *p, const struct spot *s)
{
	return s->k[0] * p->data[s->at[0]] + s->k[1] * p->data[s->at[1]] +
	       s->k[2] * p->data[s->at[2]] + s->k[3] * p->data[s->at[3]];
}

/* The row of the small picture that a full row lies in. */
static float small_row(const struct work *w, int y)
{
	return ((float)y + 0.5f) / w->scale - 0.5f;
}

/* 1 in the hair's zone, 0 from the shoulders on, between them a ramp. */
static float hair_zone(struct image_box face, float y)
{
	float v = (y - (float)face.y) / (float)face.height;

	return fminf(fmaxf((1.1f - v) / 0.3f, 0), 1);
}

static void band_at(struct image_box face, float y, float out[2])
{
	float k = hair_zone(face, y), w = (float)face.width;
	int i;

	for (i = 0; i < 2; i++)
		out[i] = fmaxf(w * (k * band_hair[i] + (1 - k) * band_body[i]),
			       i == 0 ? 1 + k : 0.7f + 0.8f * k);
}

static void spread_person(struct work *w)
{
	const struct image *small = w->from->small;
	struct plane known;
	int x, y, c;

	plane_room(&known, small->width, small->height);
	for (y = 0; y < small->height; y++) {
		float band[2];

		band_at(w->from->face, (float)y, band);
		for (x = 0; x < small->width; x++)
			plane_row(&known, y)[x] =
				plane_row(&w->edge, y)[x] < -band[1] &&
				!mask_row(&w->loose, y)[x];
	}
	for (c = 0; c < 3; c++)
		plane_from_image(&w->person[c], small, c);
	pull_push_fill(w->person, 3, &known);
	plane_release(&known);
}

/*
 * Whether a pixel of the band is the bare wall for all that: grown from the
 * wall, or its shadow, and without the slope that a strand of hair has.  The
 * shadow is deepest beside the person and must be known there.
 */
static bool is_bare(const struct work *w, int x, int y)
{
	const struct image *small = w->from->small;
	const struct wall_model *wall = w->from->wall;
	const uint8_t *p = image_row(small, y) + 3 * x + 1;
	int stride = 3 * small->width, across, down;
	float steep = 2 + bare_slope * plane_row(&wall->rgb[1], y)[x];

	if (!mask_row(&wall->sure, y)[x] || x < 1 || y < 1 ||
	    x >= small->width - 1 || y >= small->height - 1)
		return false;
	across = p[3] - p[-3];
	down = p[stride] - p[-stride];
	return (float)(across * across + down * down) < steep * steep;
}

/* The wall's fit and, where the wall is seen, what the fit leaves over. */
static void spread_wall(struct work *w)
{
	const struct image *small = w->from->small;
	const struct wall_model *wall = w->from->wall;
	size_t i, n = (size_t)small->width * (size_t)small->height;
	struct plane known;
	int x, y, c;

	plane_room(&known, small->width, small->height);
	for (y = 0; y < small->height; y++) {
		float band[2];

		band_at(w->from->face, (float)y, band);
		for (x = 0; x < small->width; x++)
			plane_row(&known, y)[x] =
				(plane_row(&w->edge, y)[x] > band[0] &&
				 !mask_row(&w->loose, y)[x]) ||
				(plane_row(&w->edge, y)[x] > bare_from &&
				 is_bare(w, x, y));
	}
	for (c = 0; c < 3; c++) {
		plane_from_image(&w->behind[c], small, c);
		for (i = 0; i < n; i++)
			w->behind[c].data[i] -= wall->rgb[c].data[i];
	}
	pull_push_fill(w->behind, 3, &known);
	for (c = 0; c < 3; c++)
		for (i = 0; i < n; i++)
			w->behind[c].data[i] += wall->rgb[c].data[i];
	plane_release(&known);
}

/* Person and wall at a spot, and what the outline lets expect there. */
static void mix_at(const struct work *w, const struct spot *s, float zone,
		   struct unmix *m)
{
	int c;

	for (c = 0; c < 3; c++) {
		m->person[c] = value_at(&w->person[c], s);
		m->behind[c] = value_at(&w->behind[c], s);
	}
	unmix_set_contrast(m);
	m->expected = fminf(fmaxf(0.5f - s->edge / 2, 0), 1);
	m->doubt = outline_doubt;
	m->uneven = zone < 1 ? (1 - zone) * level_of_texture *
				       value_at(&w->from->wall->texture, s)
			     : 0;
}

static uint8_t pixel_alpha(const struct work *w, const struct line *l, int x,
			   const struct spot *s, struct alpha_matte *out)
{
	const uint8_t *pixel = image_row(w->from->rgb, l->y) + 3 * x;
	struct unmix m;
	float alpha;

	if (s->edge > 2 / w->scale && value_at(&w->from->wall->distance, s) < 2)
		return 0;
	mix_at(w, s, l->zone, &m);
	alpha = unmix_share(&m, pixel);
	if (alpha < 0.02f)
		return 0;
	if (alpha > 0.98f)
		return 255;
	unmix_take_out(&m, alpha, pixel, image_row(&out->colour, l->y) + 3 * x);
	return (uint8_t)(255 * alpha + 0.5f);
}

/*
 * 0 or 255 in small pixels well outside or inside the band, else 128.  near:
 * loose hair is close by.
 */
static uint8_t surely(float edge, const float band[2], uint8_t near)
{
	if (near)
		return 128;
	if (edge > band[0] + 2)
		return 0;
	return edge > -band[1] - 2 ? 128 : 255;
}

static void sure_row(const struct work *w, const struct line *l, uint8_t *row)
{
	int width = w->from->rgb->width, x, from = 0, sx;
	int sy = (int)((float)l->y / w->scale);
	const float *edge;
	const uint8_t *near;

	sy = sy < w->edge.height ? sy : w->edge.height - 1;
	edge = plane_row(&w->edge, sy);
	near = mask_row(&w->near_loose, sy);
	for (sx = 0; sx < w->edge.width; sx++) {
		int to = (int)ceilf((float)(sx + 1) * w->scale);
		uint8_t value = surely(edge[sx], l->band, near[sx]);

		to = sx == w->edge.width - 1 || to > width ? width : to;
		for (x = from; x < to; x++)
			row[x] = value;
		from = to;
	}
}

static void make_row(const struct work *w, int y, struct alpha_matte *out)
{
	uint8_t *row = image_row(&out->alpha, y);
	uint8_t *end = row + out->alpha.width, *p = row;
	struct line l = {.y = y};

	band_at(w->from->face, small_row(w, y), l.band);
	l.zone = hair_zone(w->from->face, small_row(w, y));
	sure_row(w, &l, row);
	while ((p = memchr(p, 128, (size_t)(end - p)))) {
		int x = (int)(p - row);
		struct spot s = spot_of(w, x, y);
		bool loose = w->loose.data[s.at[0]] || w->loose.data[s.at[3]];

		s.edge = value_at(&w->edge, &s);
		if (s.edge > l.band[0] && !loose)
			*p++ = 0;
		else if (s.edge < -l.band[1] && !loose)
			*p++ = 255;
		else
			*p++ = pixel_alpha(w, &l, x, &s, out);
	}
}

/* Share of the outline where person and wall look alike. */
static double weak_share(const struct work *w)
{
	size_t i, n = (size_t)w->edge.width * (size_t)w->edge.height;
	size_t all = 0, weak = 0;

	for (i = 0; i < n; i++) {
		float d, sum = 0;
		int c;

		if (fabsf(w->edge.data[i]) > 0.9f)
			continue;
		for (c = 0; c < 3; c++) {
			d = w->person[c].data[i] - w->behind[c].data[i];
			sum += d * d;
		}
		all++;
		weak += sum < weak_contrast * weak_contrast;
	}
	return all ? (double)weak / (double)all : 1;
}

int alpha_matte_make(const struct alpha_matte_from *from,
		     struct alpha_matte *out, struct error *err)
{
	struct work w = {.from = from};
	int y, c;

	*out = (struct alpha_matte){0};
	if (image_init(&out->alpha, from->rgb->width, from->rgb->height, 1,
		       err) ||
	    image_copy(from->rgb, &out->colour, err)) {
		alpha_matte_release(out);
		return -1;
	}
	w.scale = (float)from->rgb->width / (float)from->small->width;
	mask_signed_distance(&from->segment->person, &w.edge);
	loose_hair_find(from->small, from->wall, &w.edge, from->face, &w.loose);
	mask_copy(&w.loose, &w.near_loose);
	mask_grow(&w.near_loose, 1);
	spread_person(&w);
	spread_wall(&w);
	for (y = 0; y < out->alpha.height; y++)
		make_row(&w, y, out);
	out->weak = weak_share(&w);
	plane_release(&w.edge);
	mask_release(&w.loose);
	mask_release(&w.near_loose);
	for (c = 0; c < 3; c++) {
		plane_release(&w.person[c]);
		plane_release(&w.behind[c]);
	}
	return 0;
}

void alpha_matte_release(struct alpha_matte *a)
{
	image_release(&a->alpha);
	image_release(&a->colour);
}
