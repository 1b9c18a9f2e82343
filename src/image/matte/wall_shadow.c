/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_shadow.h"

#include <math.h>
#include <string.h>

#include "image/matte/core.h"

/* Sigma in pixels against noise. */
static const float blur = 0.7f;
/*
 * What is added to all levels before a ratio is taken: in the dark a level or
 * two of noise is a large factor.
 */
static const float offset = 4;
/* The factor of a shadow; a little over 1 is wall lit by the person. */
static const float darkest = 0.4f, brightest = 1.10f;
/* A channel may be off the factor by this share, and so many levels. */
static const float off_share = 0.035f, off_levels = 2.0f;
/*
 * No rougher than this (L*), no steeper than these levels and this share of
 * the wall's three channels: a shadow's edge is soft.
 */
static const float rough = 1.2f, steep_levels = 1.5f, steep_share = 0.011f;

/*
 * Half axes of a face, in the box's sides: larger than what the wall may not
 * grow over, since hair may have a shadow's colours.
 */
static const double face_half[2] = {0.45, 0.62};
/*
 * Where hair does have them (see brow_grey) the whole head: grey hair before a
 * grey wall was grown over from the shadow beside it, and bitten into.  Half
 * the head's own size; a larger one keeps shadow in the photo.
 */
static const double head_half[2] = {0.5, 0.72};

/*
 * Face heights from the box's top between which shadow that a head at the
 * picture's side cuts off from the wall begins: under the hair that touches
 * the side, and over the shoulders, which may have a shadow's colours.
 */
static const double corner_top[2] = {0.45, 1.2};
/* Face heights of the side above it that are the person's. */
static const double corner_person = 0.2;
/* More of the hair over the brow than this like shadow: so is all hair. */
static const double brow_most = 0.1;
/* More than this, and the head is kept from shadow whole. */
static const double brow_grey = 0.2;

/* Pixels: half of the widest gap in a shoulder's edge that is closed. */
enum { SHOULDER_GAP = 2 };
/* Of the wall's light: pale clothes before a pale wall have more. */
static const double shoulder_light = 0.9;

/* Slope of green, levels a pixel; 0 at the rim. */
static void find_slope(const struct plane *green, struct plane *slope)
{
	int x, y, width = green->width;

	plane_init(slope, width, green->height);
	for (y = 1; y < green->height - 1; y++) {
		for (x = 1; x < width - 1; x++) {
			const float *g = plane_row(green, y) + x;
			float h = g[1] - g[-1], v = g[width] - g[-width];

			plane_row(slope, y)[x] = sqrtf(h * h + v * v) / 2;
		}
	}
}

/* Whether pixel i of the channels c is the wall times one factor. */
static bool is_shaded(const struct wall_model *w, const struct plane c[3],
		      float slope, size_t i)
{
	float mean = 0, wall = 0, off = 0;
	int k;

	for (k = 0; k < 3; k++) {
		mean += c[k].data[i] + offset;
		wall += w->rgb[k].data[i] + offset;
	}
	mean /= wall;
	for (k = 0; k < 3; k++) {
		float want = mean * (w->rgb[k].data[i] + offset);
		float d = fabsf(c[k].data[i] + offset - want);

		off = fmaxf(off, d / (off_share * want + off_levels));
	}
	return mean > darkest && mean < brightest && off < 1 &&
	       w->texture.data[i] < rough &&
	       slope < steep_share * wall + steep_levels;
}

/* Where the picture is the wall times one factor, softly. */
static void find_shadow(const struct wall_model *w, const struct image *rgb,
			struct mask *shadow)
{
	struct plane c[3], slope;
	size_t i, n = (size_t)shadow->width * (size_t)shadow->height;
	int k;

	for (k = 0; k < 3; k++) {
		plane_from_image(&c[k], rgb, k);
		plane_gauss(&c[k], &c[k], blur);
	}
	find_slope(&c[1], &slope);
	for (i = 0; i < n; i++)
		shadow->data[i] = is_shaded(w, c, slope.data[i], i);
	for (k = 0; k < 3; k++)
		plane_release(&c[k]);
	plane_release(&slope);
}

/* Where clothes must be: the chest, down to the bottom. */
static struct image_box chest_of(struct image_box face, int height)
{
	return (struct image_box){face.x + face.width / 10,
				  face.y + face.height * 3 / 2,
				  face.width * 4 / 5, height};
}

/* Below this row there are clothes alone. */
static int clothes_row(struct image_box face)
{
	return face.y + face.height * 19 / 10;
}

/* Whether the clothes, where they must be, could be the wall in shadow. */
static bool pale_clothes(const struct mask *shadow, struct image_box face)
{
	struct image_box chest = chest_of(face, shadow->height);
	struct mask all;
	size_t i, n = (size_t)shadow->width * (size_t)shadow->height;
	size_t count, alike = 0;

	mask_init(&all, shadow->width, shadow->height);
	mask_rect(&all, chest, 1);
	count = mask_count(&all);
	for (i = 0; i < n; i++)
		alike += all.data[i] & shadow->data[i];
	mask_release(&all);
	return alike * 20 > count;
}

/*
 * Shoulders widen downwards; pale clothes there are no shadow.  With clothes
 * of another colour the shadow may reach the shoulders.
 */
static void clear_shoulders(struct mask *shadow, struct image_box face)
{
	int top = face.y + face.height * 23 / 20, y;

	for (y = top > 0 ? top : 0; y < shadow->height; y++) {
		int half = face.width * 3 / 5 + 2 * (y - top);
		struct image_box row = {face.x + face.width / 2 - half, y,
					2 * half, 1};

		mask_rect(shadow, row, 0);
	}
}

/* The shadow that joins the wall becomes wall; a patch amid clothes does not.
 */
static void add_joined(struct wall_model *w, const struct mask *shadow)
{
	size_t i, n = (size_t)shadow->width * (size_t)shadow->height;
	struct mask joined;

	mask_copy(shadow, &joined);
	for (i = 0; i < n; i++)
		joined.data[i] |= w->sure.data[i];
	mask_reach(&joined, &w->sure);
	for (i = 0; i < n; i++)
		if (joined.data[i] && shadow->data[i] && !w->sure.data[i])
			wall_model_take(w, i);
	mask_release(&joined);
}

/* Whether column x is the person's above the part, but for one row in ten. */
static bool is_cut_off(const struct mask_parts *parts, size_t i,
		       const struct mask *sure, int x, int rows)
{
	const struct mask_part *part = &parts->parts[i];
	int top = sure->height, y, wall = 0;
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		int at = (int)parts->order[k];

		if (at % sure->width == x && at / sure->width < top)
			top = at / sure->width;
	}
	for (y = top > rows ? top - rows : 0; y < top; y++)
		wall += mask_row(sure, y)[x];
	return top < sure->height && wall * 10 <= rows;
}

/*
 * Between jaw, shoulder and the picture's side:
 *
 *   |hair \      the side is the person's down to the cheek, and no way
 *   |cheek  |    leads from the wall to the part; it begins below that and
 *   |\     /     touches the side
 *   |part|
 *   |____|neck
 */
static bool is_corner(const struct mask_parts *parts, size_t i,
		      const struct mask *sure, struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];
	double top = (part->top - face.y) / (face.height + 1e-9);
	int rows = (int)(corner_person * face.height);

	if (top < corner_top[0] || top > corner_top[1])
		return false;
	return is_cut_off(parts, i, sure, 0, rows) ||
	       is_cut_off(parts, i, sure, sure->width - 1, rows);
}

/* Few pictures have any, and the parts of a whole mask take time. */
static bool has_corners(const struct wall_model *w, const struct mask *shadow)
{
	int right = shadow->width - 1, y;

	for (y = 0; y < shadow->height; y++) {
		const uint8_t *in = mask_row(shadow, y);
		const uint8_t *sure = mask_row(&w->sure, y);

		if ((in[0] && !sure[0]) || (in[right] && !sure[right]))
			return true;
	}
	return false;
}

static void add_corners(struct wall_model *w, const struct mask *shadow,
			struct image_box face)
{
	size_t i, k, n = mask_size(shadow);
	struct mask_parts parts;
	struct mask rest, sure;

	if (!has_corners(w, shadow))
		return;
	mask_copy(&w->sure, &sure);
	mask_copy(shadow, &rest);
	for (i = 0; i < n; i++)
		rest.data[i] &= !sure.data[i];
	mask_parts(&rest, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (!is_corner(&parts, i, &sure, face))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			wall_model_take(w, parts.order[k]);
	}
	mask_parts_release(&parts);
	mask_release(&rest);
	mask_release(&sure);
}

/* Clothes are no shadow, where they must be. */
static void clear_clothes(struct mask *shadow, struct image_box face)
{
	struct image_box low = {0, clothes_row(face), shadow->width,
				shadow->height};

	mask_rect(shadow, low, 0);
	clear_shoulders(shadow, face);
}

/* Whether a pixel beside the part is wall. */
static bool is_beside(const struct mask_parts *parts, size_t i,
		      const struct mask *sure)
{
	const struct mask_part *part = &parts->parts[i];
	int w = sure->width, h = sure->height;
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		size_t at = parts->order[k];
		int x = (int)at % w, y = (int)at / w;

		if ((x > 0 && sure->data[at - 1]) ||
		    (x < w - 1 && sure->data[at + 1]) ||
		    (y > 0 && sure->data[at - (size_t)w]) ||
		    (y < h - 1 && sure->data[at + (size_t)w]))
			return true;
	}
	return false;
}

/* Whether the part goes on to where clothes must be: the chest, the bottom. */
static bool is_clothes(const struct mask_parts *parts, size_t i, int width,
		       struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];
	struct image_box chest = chest_of(face, 0);
	size_t k;

	if (part->bottom >= clothes_row(face))
		return true;

	for (k = part->first; k < part->first + part->count; k++) {
		int x = (int)parts->order[k] % width;
		int y = (int)parts->order[k] / width;

		if (y >= chest.y && x >= chest.x && x < chest.x + chest.width)
			return true;
	}
	return false;
}

/* How light the part is, mean of its pixels over the wall's. */
static double lightness(const struct wall_model *w, const struct image *rgb,
			const struct mask_parts *parts, size_t i)
{
	const struct mask_part *part = &parts->parts[i];
	double sum = 0, wall = 1;
	size_t k;
	int c;

	for (k = part->first; k < part->first + part->count; k++)
		for (c = 0; c < 3; c++) {
			size_t at = parts->order[k];

			sum += rgb->data[3 * at + (size_t)c];
			wall += w->rgb[c].data[at];
		}
	return sum / wall;
}

/*
 * The head's shadow above a shoulder of about its colour.  The shoulder's edge,
 * which no shadow has, ends it; where clothes have none, the part goes on.
 */
static void add_over_shoulders(struct wall_model *w, const struct image *rgb,
			       const struct mask *shadow, struct image_box face)
{
	size_t i, k, n = mask_size(shadow);
	struct mask_parts parts;
	struct mask open, taken;

	mask_copy(shadow, &open);
	for (i = 0; i < n; i++)
		open.data[i] |= w->sure.data[i];
	mask_shrink(&open, SHOULDER_GAP);
	for (i = 0; i < n; i++)
		open.data[i] &= !w->sure.data[i];
	mask_parts(&open, &parts);
	mask_init(&taken, shadow->width, shadow->height);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (is_clothes(&parts, i, shadow->width, face) ||
		    !is_beside(&parts, i, &w->sure) ||
		    lightness(w, rgb, &parts, i) > shoulder_light)
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			taken.data[parts.order[k]] = 1;
	}
	mask_parts_release(&parts);
	if (mask_count(&taken)) {
		mask_grow(&taken, SHOULDER_GAP);
		for (i = 0; i < n; i++)
			if (taken.data[i] && shadow->data[i] &&
			    !w->sure.data[i])
				wall_model_take(w, i);
	}
	mask_release(&taken);
	mask_release(&open);
}

/* Without specks; not in the face. */
static void tidy(struct mask *shadow, struct image_box face, double brow)
{
	matte_core_clear(shadow, face,
			 brow > brow_grey ? head_half : face_half);
	mask_shrink(shadow, 1);
	mask_grow(shadow, 1);
}

void wall_shadow_add(struct wall_model *w, const struct image *rgb,
		     struct image_box face)
{
	int width = w->sure.width, height = w->sure.height;
	struct mask shadow, whole;
	bool pale;
	double brow;

	mask_init(&shadow, width, height);
	find_shadow(w, rgb, &shadow);
	memcpy(w->shadow.data, shadow.data, (size_t)width * (size_t)height);
	mask_copy(&shadow, &whole);
	pale = pale_clothes(&shadow, face);
	if (pale)
		clear_clothes(&shadow, face);
	brow = matte_core_brow_share(&w->shadow, face);
	tidy(&shadow, face, brow);
	add_joined(w, &shadow);
	if (brow <= brow_most)
		add_corners(w, &shadow, face);
	if (pale) {
		tidy(&whole, face, brow);
		add_over_shoulders(w, rgb, &whole, face);
	}
	mask_release(&shadow);
	mask_release(&whole);
}
