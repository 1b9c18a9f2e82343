/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_rest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * How deep inside the outline, face widths: the person's own colours are
 * learnt from there on, and rests are looked for up to twice as deep.
 */
static const float deep = 0.15f;
/*
 * Face heights from the box's top: clothes are learnt from up to the outline.
 * Where the picture ends at the shoulders, little of them is deep, and a grey
 * jacket before a grey wall was taken for it.
 */
static const float clothes_from = 1.25f;
/* A colour that so large a share of the person has is the person's. */
static const float own_share = 0.002f;
/* Small pixels from the outline that are mixed of both. */
static const float mixed = 1.2f;
/* Spreads from the wall that are its colour. */
static const float alike = 4;
/*
 * Shadow: what is added to all levels against noise, the factors, and how far
 * a channel may be off it (levels and a share).  Looser than what may join the
 * wall (wall_shadow.h): the person's colours are known as well.
 */
static const float offset = 4, darkest = 0.55f, brightest = 1.1f;
/* Under hair it is deeper; a patch has other signs than its colour. */
static const float patch_darkest = 0.4f;
static const float off_levels = 3, off_share = 0.05f;
/* Smaller parts are collars' edges and gloss, pixels. */
enum { LEAST_REST = 12 };
/* The face itself: its middle below the box's top, its half axes. */
static const double face_middle = 0.55, face_half[2] = {0.45, 0.55};

/*
 * Where patches of the person's own colours are looked for, face heights from
 * the box's top and face widths from its middle: beside the neck and over the
 * shoulders, not in a collar: above the chin there is none, and they are beside
 * a neck that may be thin.
 */
static const double patch_down[2] = {0.75, 1.4}, patch_chin = 1.05,
		    patch_across[3] = {0.2, 0.3, 0.8};
/* Where skin is, in the face's box, and what shadow makes of it. */
static const double cheeks_across[2] = {0.25, 0.75},
		    cheeks_down[2] = {0.5, 0.75};
static const float skin_factors[2] = {0.35f, 1.4f};
/*
 * Of a patch's rim: at least so much is the outline, and of the rest at most so
 * much has no edge (levels of three channels), as brown hair has none in
 * itself.
 */
static const double patch_outline = 0.15, patch_soft = 0.35;
enum { PATCH_EDGE = 45 };

/* Colours by 16 levels a channel, with an empty rim around. */
enum { BINS = 16, SIDE = BINS + 2, CELLS = SIDE * SIDE * SIDE };

/* Pixels of a colour and of those beside it. */
struct palette {
	uint32_t count[CELLS], all;
};

struct rest_search {
	const struct image *small;
	const struct wall_model *wall;
	const struct plane *outline;
	struct image_box face;
	float darkest; /* a shadow's factor */
};

static size_t cell_of(const uint8_t *rgb)
{
	return (size_t)(((rgb[0] / BINS + 1) * SIDE + rgb[1] / BINS + 1) *
				SIDE +
			rgb[2] / BINS + 1);
}

/* Every cell adds its two neighbours along one channel. */
static void add_neighbours(uint32_t count[CELLS], size_t step)
{
	uint32_t own[CELLS];
	size_t i;

	memcpy(own, count, sizeof(own));
	for (i = step; i < CELLS - step; i++)
		count[i] += own[i - step] + own[i + step];
}

static void learn_person(const struct rest_search *r, struct palette *out)
{
	float depth = deep * (float)r->face.width;
	int low = r->face.y + (int)(clothes_from * (float)r->face.height);
	int x, y;

	memset(out, 0, sizeof(*out));
	for (y = 0; y < r->small->height; y++) {
		const uint8_t *p = image_row(r->small, y);
		const float *e = plane_row(r->outline, y);
		float from = y > low ? -1 : -depth;

		for (x = 0; x < r->small->width; x++, p += 3) {
			if (e[x] >= from)
				continue;
			out->count[cell_of(p)]++;
			out->all++;
		}
	}
	add_neighbours(out->count, 1);
	add_neighbours(out->count, SIDE);
	add_neighbours(out->count, SIDE * SIDE);
}

/* Whether a pixel is that colour times one factor. */
static bool is_scaled(const uint8_t *p, const float colour[3],
		      const float factors[2])
{
	float factor = 0, sum = 0;
	int c;

	for (c = 0; c < 3; c++) {
		sum += colour[c] + offset;
		factor += p[c] + offset;
	}
	factor /= sum;
	if (factor < factors[0] || factor > factors[1])
		return false;
	for (c = 0; c < 3; c++) {
		float want = factor * (colour[c] + offset);

		if (fabsf(p[c] + offset - want) > off_levels + off_share * want)
			return false;
	}
	return true;
}

static bool is_shaded(const struct rest_search *r, int x, int y)
{
	const float factors[2] = {r->darkest, brightest};
	float wall[3];
	int c;

	for (c = 0; c < 3; c++)
		wall[c] = plane_row(&r->wall->rgb[c], y)[x];
	return is_scaled(image_row(r->small, y) + 3 * x, wall, factors);
}

static void mark_rests(const struct rest_search *r, const struct palette *own,
		       struct mask *out)
{
	float depth = deep * (float)r->face.width;
	float most = own_share * (float)own->all;
	int x, y;

	for (y = 0; y < out->height; y++) {
		const uint8_t *p = image_row(r->small, y);
		const float *e = plane_row(r->outline, y);
		const float *d = plane_row(&r->wall->distance, y);

		for (x = 0; x < out->width; x++, p += 3)
			mask_row(out, y)[x] =
				e[x] <= -mixed && e[x] >= -2 * depth &&
				(float)own->count[cell_of(p)] <= most &&
				(d[x] < alike || is_shaded(r, x, y));
	}
}

static void clear_small(struct mask *m)
{
	struct mask_parts parts;
	size_t i, k;

	mask_parts(m, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (part->count >= LEAST_REST)
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			m->data[parts.order[k]] = 0;
	}
	mask_parts_release(&parts);
}

void wall_rest_find(const struct image *small, const struct wall_model *wall,
		    const struct plane *outline, struct image_box face,
		    struct mask *out)
{
	const struct rest_search r = {small, wall, outline, face, darkest};
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height * face_middle};
	const double radius[2] = {face_half[0] * face.width,
				  face_half[1] * face.height};
	struct palette own;

	mask_init(out, small->width, small->height);
	learn_person(&r, &own);
	mark_rests(&r, &own, out);
	mask_ellipse(out, centre, radius, 0);
	if (mask_count(out))
		clear_small(out);
}

/* Mean of the cheeks; a neck has their colour, lit less. */
static void find_skin(const struct rest_search *r, float skin[3])
{
	int left = r->face.x + (int)(cheeks_across[0] * r->face.width);
	int right = r->face.x + (int)(cheeks_across[1] * r->face.width);
	int top = r->face.y + (int)(cheeks_down[0] * r->face.height);
	int low = r->face.y + (int)(cheeks_down[1] * r->face.height);
	double sum[3] = {0};
	int x, y, c, n = 0;

	for (y = top > 0 ? top : 0; y < low && y < r->small->height; y++)
		for (x = left > 0 ? left : 0; x < right && x < r->small->width;
		     x++, n++)
			for (c = 0; c < 3; c++)
				sum[c] += image_row(r->small, y)[3 * x + c];
	for (c = 0; c < 3; c++)
		skin[c] = (float)(sum[c] / (n + !n));
}

/* Whether a patch may be there, and all around is the picture. */
static bool is_across(const struct rest_search *r, int x, int y)
{
	double u = fabs(x + 0.5 - r->face.x - r->face.width / 2.0);
	double v = (y - r->face.y) / (r->face.height + 1e-9);
	double near = patch_across[v > patch_chin];

	return x > 0 && x < r->small->width - 1 && u >= near * r->face.width &&
	       u < patch_across[2] * r->face.width;
}

/*
 * What has the wall's colour, in shadow or not; ends: where it goes on to the
 * collar, down the clothes or deep into the person, and is no patch.
 */
static void mark_patches(const struct rest_search *r, struct mask *like,
			 struct mask *ends)
{
	float depth = 2 * deep * (float)r->face.width;
	int top = r->face.y + (int)(patch_down[0] * r->face.height);
	int low = r->face.y + (int)(patch_down[1] * r->face.height);
	float skin[3];
	int x, y;

	find_skin(r, skin);
	top = top > 0 ? top : 0;
	low = low < like->height ? low : like->height - 1;
	for (y = top; y <= low; y++) {
		const float *e = plane_row(r->outline, y);
		const float *d = plane_row(&r->wall->distance, y);

		for (x = 0; x < like->width; x++) {
			if (e[x] > -mixed || e[x] < -depth - 1 ||
			    (d[x] >= alike && !is_shaded(r, x, y)) ||
			    is_scaled(image_row(r->small, y) + 3 * x, skin,
				      skin_factors))
				continue;
			mask_row(like, y)[x] = 1;
			mask_row(ends, y)[x] = e[x] < -depth || y == top ||
					       y == low || !is_across(r, x, y);
		}
	}
}

/*
 * Whether a pixel of a rim is no edge: what is beyond it and what is two steps
 * back, in the part, are about the same.  Two steps back are inside the
 * picture, since a part that comes to the first or last row or column is an
 * end.
 */
static bool is_soft(const struct rest_search *r, long at, long step)
{
	long n = (long)r->small->width * r->small->height;
	const uint8_t *p = r->small->data + 3 * at;
	int c, off = 0;

	if (at + step < 0 || at + step >= n)
		return true;
	for (c = 0; c < 3; c++)
		off += abs(p[c + 3 * step] - p[c - 6 * step]);
	return off < PATCH_EDGE;
}

/*
 * Whether enough of the part's rim is the outline, beyond which is wall, and
 * the rest of it are edges.
 */
static bool is_at_outline(const struct rest_search *r, const struct mask *like,
			  const uint32_t *order, const struct mask_part *part)
{
	int w = like->width, side, rim = 0, open = 0, soft = 0;
	const long step[4] = {1, -1, w, -w};
	size_t k;

	for (k = part->first; k < part->first + part->count; k++)
		for (side = 0; side < 4; side++) {
			size_t at = order[k] + (size_t)step[side];

			if (like->data[at])
				continue;
			rim++;
			if (r->outline->data[at] > -mixed)
				open++;
			else
				soft += is_soft(r, (long)at, step[side]);
		}
	return open >= patch_outline * rim && soft <= patch_soft * (rim - open);
}

static bool has_end(const struct mask *ends, const uint32_t *order,
		    const struct mask_part *part)
{
	size_t k;

	for (k = part->first; k < part->first + part->count; k++)
		if (ends->data[order[k]])
			return true;
	return false;
}

/* Strips along the outline are where both are mixed: no patch is so narrow. */
static void clear_strips(struct mask *m)
{
	mask_shrink(m, 1);
	mask_grow(m, 1);
}

void wall_rest_find_patches(const struct image *small,
			    const struct wall_model *wall,
			    const struct plane *outline, struct image_box face,
			    struct mask *out)
{
	const struct rest_search r = {small, wall, outline, face,
				      patch_darkest};
	struct mask like, ends;
	struct mask_parts parts;
	size_t i, k;

	mask_init(out, small->width, small->height);
	mask_init(&like, small->width, small->height);
	mask_init(&ends, small->width, small->height);
	mark_patches(&r, &like, &ends);
	mask_parts(&like, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (part->count < LEAST_REST ||
		    has_end(&ends, parts.order, part) ||
		    !is_at_outline(&r, &like, parts.order, part))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			out->data[parts.order[k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&like);
	mask_release(&ends);
	if (mask_count(out))
		clear_strips(out);
}
