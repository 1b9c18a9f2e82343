/* SPDX-License-Identifier: MIT */
#include "image/matte/alpha_matte.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/pull_push.h"
#include "image/matte/loose_hair.h"
#include "image/matte/unmix.h"
#include "image/matte/wall_rest.h"

/*
 * The trimap is a band around the outline, wider where hair is than beside
 * clothes, and wider to the outside, since strands stand out of an outline
 * more than the wall reaches into it:
 *
 *   outline's signed distance, small pixels (negative inside)
 *
 *   person      -band[1]      0        +band[0]          wall
 *   ------------+-------------+--------+-----------------------
 *   TRIMAP_PERSON     TRIMAP_UNKNOWN            TRIMAP_WALL
 *   alpha 255         to be found               alpha 0
 *
 * Loose hair (loose_hair.h) and what looks left of the wall (wall_rest.h) are
 * unknown wherever they are.  A wider band costs
 * time and lets patterns of wall and clothes in; a narrower one cuts strands.
 */
enum { TRIMAP_WALL = 0, TRIMAP_UNKNOWN = 128, TRIMAP_PERSON = 255 };

/* Half widths of the unknown band, in face widths: out and in. */
static const float band_hair[2] = {0.07f, 0.03f};
static const float band_body[2] = {0.02f, 0.013f};
/* At least so many small pixels, beside the body, and what hair adds. */
static const float band_least[2] = {1, 0.7f}, band_more[2] = {1, 0.8f};
/* Trimaps of one small pixel for many full ones: what interpolation reaches. */
static const float trimap_slack = 2;

/* Hair ends here, in face heights from the box's top, and over such a ramp. */
static const float hair_end = 1.1f, hair_ramp = 0.3f;

/* Levels between person and wall under which an outline is hard to see. */
static const float low_contrast = 40;

/* How far the outline's own alpha may be off; levels a unit of texture (L*). */
static const float outline_sigma = 0.2f, levels_of_texture = 10;

/*
 * Bare wall in the band: from here on, small pixels; the slope that noise
 * makes, levels, and what a lighter wall may have more of, a share of its
 * level.
 */
static const float bare_from = 1.3f, bare_noise = 2, bare_slope = 0.06f;

/* Outside the outline by so many full pixels, spreads that are the wall's. */
static const float outside = 2, like_wall = 2;

/* A share that no eye sees; JPEG makes such of nothing beside an edge. */
static const float least_alpha = 0.02f, most_alpha = 0.98f;

/* From this alpha on a pixel is seen as the person's. */
enum { OPAQUE = 128 };

/* Small pixels from the outline that still are the outline. */
static const float beside_outline = 0.9f;

struct matting {
	const struct alpha_matte_from *from;
	struct plane outline;	/* signed distance to it, small pixels */
	struct mask loose;	/* hair with wall between, beyond the band */
	struct mask near_loose; /* the same and around it */
	struct plane person[3]; /* person's colour everywhere */
	struct plane wall[3];	/* wall's colour everywhere */
	float scale;		/* full pixels per small one */
};

/* Where a full pixel lies between four small ones. */
struct bilinear {
	size_t at[4];
	float k[4];
	float outline; /* signed distance there */
};

/* A row of the full picture. */
struct trimap_row {
	int y;
	float band[2]; /* out, in; small pixels */
	float hair;    /* 1 beside hair .. 0 beside clothes */
};

static struct bilinear bilinear_at(const struct matting *w, int x, int y)
{
	int sw = w->outline.width, sh = w->outline.height, x0, y0, x1, y1;
	float u = ((float)x + 0.5f) / w->scale - 0.5f;
	float v = ((float)y + 0.5f) / w->scale - 0.5f;
	struct bilinear s;

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
	s.outline = 0;
	return s;
}

static float value_at(const struct plane *p, const struct bilinear *s)
{
	return s->k[0] * p->data[s->at[0]] + s->k[1] * p->data[s->at[1]] +
	       s->k[2] * p->data[s->at[2]] + s->k[3] * p->data[s->at[3]];
}

/* The row of the small picture that a full row lies in. */
static float small_row(const struct matting *w, int y)
{
	return ((float)y + 0.5f) / w->scale - 0.5f;
}

/* 1 beside hair, 0 from the shoulders on, between them a ramp. */
static float hair_share(struct image_box face, float y)
{
	float v = (y - (float)face.y) / (float)face.height;

	return fminf(fmaxf((hair_end - v) / hair_ramp, 0), 1);
}

static void find_band(struct image_box face, float y, float out[2])
{
	float k = hair_share(face, y), w = (float)face.width;
	int i;

	for (i = 0; i < 2; i++)
		out[i] = fmaxf(w * (k * band_hair[i] + (1 - k) * band_body[i]),
			       band_least[i] + band_more[i] * k);
}

/* The person's colour from inside the band, carried out to everywhere. */
static void spread_person(struct matting *w)
{
	const struct image *small = w->from->small;
	struct plane known;
	int x, y, c;

	plane_room(&known, small->width, small->height);
	for (y = 0; y < small->height; y++) {
		float band[2];

		find_band(w->from->face, (float)y, band);
		for (x = 0; x < small->width; x++)
			plane_row(&known, y)[x] =
				plane_row(&w->outline, y)[x] < -band[1] &&
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
static bool is_bare(const struct matting *w, int x, int y)
{
	const struct image *small = w->from->small;
	const struct wall_model *wall = w->from->wall;
	const uint8_t *p = image_row(small, y) + 3 * x + 1;
	int stride = 3 * small->width, across, down;
	float steep = bare_noise + bare_slope * plane_row(&wall->rgb[1], y)[x];

	if (!mask_row(&wall->sure, y)[x] || x < 1 || y < 1 ||
	    x >= small->width - 1 || y >= small->height - 1)
		return false;
	across = p[3] - p[-3];
	down = p[stride] - p[-stride];
	return (float)(across * across + down * down) < steep * steep;
}

/* Where the wall itself is seen. */
static void find_wall(const struct matting *w, struct plane *known)
{
	int x, y;

	for (y = 0; y < known->height; y++) {
		float band[2];

		find_band(w->from->face, (float)y, band);
		for (x = 0; x < known->width; x++)
			plane_row(known, y)[x] =
				(plane_row(&w->outline, y)[x] > band[0] &&
				 !mask_row(&w->loose, y)[x]) ||
				(plane_row(&w->outline, y)[x] > bare_from &&
				 is_bare(w, x, y));
	}
}

/*
 * The wall's model and, where the wall is seen, what the model leaves over:
 * only the remainder is spread, so that a gradient goes on behind the person.
 */
static void spread_wall(struct matting *w)
{
	const struct image *small = w->from->small;
	const struct wall_model *wall = w->from->wall;
	size_t i, n = (size_t)small->width * (size_t)small->height;
	struct plane known;
	int c;

	plane_room(&known, small->width, small->height);
	find_wall(w, &known);
	for (c = 0; c < 3; c++) {
		plane_from_image(&w->wall[c], small, c);
		for (i = 0; i < n; i++)
			w->wall[c].data[i] -= wall->rgb[c].data[i];
	}
	pull_push_fill(w->wall, 3, &known);
	for (c = 0; c < 3; c++)
		for (i = 0; i < n; i++)
			w->wall[c].data[i] += wall->rgb[c].data[i];
	plane_release(&known);
}

/* Person and wall at a place, and what the outline lets expect there. */
static void unmix_at(const struct matting *w, const struct bilinear *s,
		     float hair, struct unmix *m)
{
	int c;

	for (c = 0; c < 3; c++) {
		m->person[c] = value_at(&w->person[c], s);
		m->wall[c] = value_at(&w->wall[c], s);
	}
	unmix_set_contrast(m);
	m->outline_alpha = fminf(fmaxf(0.5f - s->outline / 2, 0), 1);
	m->outline_sigma = outline_sigma;
	m->person_sigma = hair < 1
				  ? (1 - hair) * levels_of_texture *
					    value_at(&w->from->wall->texture, s)
				  : 0;
}

static uint8_t pixel_alpha(const struct matting *w, const struct trimap_row *l,
			   int x, const struct bilinear *s,
			   struct alpha_matte *out)
{
	const uint8_t *pixel = image_row(w->from->rgb, l->y) + 3 * x;
	struct unmix m;
	float alpha;

	if (s->outline > outside / w->scale &&
	    value_at(&w->from->wall->distance, s) < like_wall)
		return 0;
	unmix_at(w, s, l->hair, &m);
	alpha = unmix_alpha(&m, pixel);
	if (alpha < least_alpha)
		return 0;
	if (alpha > most_alpha)
		return 255;
	unmix_foreground(&m, alpha, pixel,
			 image_row(&out->colour, l->y) + 3 * x);
	return (uint8_t)(255 * alpha + 0.5f);
}

/* Known well outside or inside the band.  near: loose hair is close by. */
static uint8_t trimap_of(float outline, const float band[2], uint8_t near)
{
	if (near)
		return TRIMAP_UNKNOWN;
	if (outline > band[0] + trimap_slack)
		return TRIMAP_WALL;
	return outline > -band[1] - trimap_slack ? TRIMAP_UNKNOWN
						 : TRIMAP_PERSON;
}

/* By whole small pixels: what is settled there needs no interpolation. */
static void fill_trimap(const struct matting *w, const struct trimap_row *l,
			uint8_t *row)
{
	int width = w->from->rgb->width, x, from = 0, sx;
	int sy = (int)((float)l->y / w->scale);
	const float *outline;
	const uint8_t *near;

	sy = sy < w->outline.height ? sy : w->outline.height - 1;
	outline = plane_row(&w->outline, sy);
	near = mask_row(&w->near_loose, sy);
	for (sx = 0; sx < w->outline.width; sx++) {
		int to = (int)ceilf((float)(sx + 1) * w->scale);
		uint8_t value = trimap_of(outline[sx], l->band, near[sx]);

		to = sx == w->outline.width - 1 || to > width ? width : to;
		for (x = from; x < to; x++)
			row[x] = value;
		from = to;
	}
}

static void alpha_row(const struct matting *w, int y, struct alpha_matte *out)
{
	uint8_t *row = image_row(&out->alpha, y);
	uint8_t *end = row + out->alpha.width, *p = row;
	struct trimap_row l = {.y = y};

	find_band(w->from->face, small_row(w, y), l.band);
	l.hair = hair_share(w->from->face, small_row(w, y));
	fill_trimap(w, &l, row);
	while ((p = memchr(p, TRIMAP_UNKNOWN, (size_t)(end - p)))) {
		int x = (int)(p - row);
		struct bilinear s = bilinear_at(w, x, y);
		bool loose = w->loose.data[s.at[0]] || w->loose.data[s.at[3]];

		s.outline = value_at(&w->outline, &s);
		if (s.outline > l.band[0] && !loose)
			*p++ = TRIMAP_WALL;
		else if (s.outline < -l.band[1] && !loose)
			*p++ = TRIMAP_PERSON;
		else
			*p++ = pixel_alpha(w, &l, x, &s, out);
	}
}

/* Share of the outline where person and wall look alike. */
static double low_contrast_share(const struct matting *w)
{
	size_t i, n = (size_t)w->outline.width * (size_t)w->outline.height;
	size_t all = 0, weak = 0;

	for (i = 0; i < n; i++) {
		float d, sum = 0;
		int c;

		if (fabsf(w->outline.data[i]) > beside_outline)
			continue;
		for (c = 0; c < 3; c++) {
			d = w->person[c].data[i] - w->wall[c].data[i];
			sum += d * d;
		}
		all++;
		weak += sum < low_contrast * low_contrast;
	}
	return all ? (double)weak / (double)all : 1;
}

/* Loose hair, and what is left of the wall. */
static void find_loose(struct matting *w, const struct mask *rest)
{
	const struct alpha_matte_from *from = w->from;
	const struct loose_hair_from hair = {from->rgb, from->small, from->wall,
					     &w->outline, from->face};
	size_t i, n = mask_size(rest);
	struct mask around;

	loose_hair_find(&hair, &w->loose);
	if (mask_count(rest)) {
		mask_copy(rest, &around);
		mask_grow(&around, 1);
		for (i = 0; i < n; i++)
			w->loose.data[i] |= around.data[i];
		mask_release(&around);
	}
	mask_copy(&w->loose, &w->near_loose);
	mask_grow(&w->near_loose, 1);
}

/* What of the rests is the person's for all that, in face areas. */
static double rest_share(const struct matting *w, const struct mask *rest,
			 const struct image *alpha)
{
	struct image_box face = w->from->face;
	size_t kept = 0;
	int y;

	for (y = 0; y < rest->height; y++) {
		const uint8_t *in = mask_row(rest, y), *p = in;
		int v = (int)(((float)y + 0.5f) * w->scale);

		while ((p = memchr(p, 1, (size_t)(in + rest->width - p)))) {
			int u = (int)(((float)(p++ - in) + 0.5f) * w->scale);

			kept += u < alpha->width && v < alpha->height &&
				image_row(alpha, v)[u] >= OPAQUE;
		}
	}
	return (double)kept / (face.width * (double)face.height + 1);
}

int alpha_matte_make(const struct alpha_matte_from *from,
		     struct alpha_matte *out, struct error *err)
{
	struct matting w = {.from = from};
	struct mask rest;
	int y, c;

	*out = (struct alpha_matte){0};
	if (image_init_room(&out->alpha, from->rgb->width, from->rgb->height, 1,
			    err) ||
	    image_copy(from->rgb, &out->colour, err)) {
		alpha_matte_release(out);
		return -1;
	}
	w.scale = (float)from->rgb->width / (float)from->small->width;
	mask_signed_distance(&from->segment->person, &w.outline);
	wall_rest_find(from->small, from->wall, &w.outline, from->face, &rest);
	find_loose(&w, &rest);
	spread_person(&w);
	spread_wall(&w);
	for (y = 0; y < out->alpha.height; y++)
		alpha_row(&w, y, out);
	out->low_contrast = low_contrast_share(&w);
	out->wall_rest = rest_share(&w, &rest, &out->alpha);
	mask_release(&rest);
	wall_rest_find_patches(from->small, from->wall, &w.outline, from->face,
			       &rest);
	out->wall_patch = rest_share(&w, &rest, &out->alpha);
	mask_release(&rest);
	plane_release(&w.outline);
	mask_release(&w.loose);
	mask_release(&w.near_loose);
	for (c = 0; c < 3; c++) {
		plane_release(&w.person[c]);
		plane_release(&w.wall[c]);
	}
	return 0;
}

void alpha_matte_release(struct alpha_matte *a)
{
	image_release(&a->alpha);
	image_release(&a->colour);
}
