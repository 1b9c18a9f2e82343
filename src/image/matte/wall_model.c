/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/core.h"
#include "image/pixel/clones.h"
#include "image/matte/pull_push.h"
#include "image/pixel/lab.h"
#include "image/matte/wall_surface.h"
#include "image/matte/wall_texture.h"

/*
 * Fits from what has grown, after the one from the seeds; layers: the wall, a
 * door, and a second wall or the door's other side.
 */
enum { GROWTHS = 2, MAX_LAYERS = 3 };

/* Seeds: strips of one part in so many of the width, and pixels at least. */
enum { STRIP_PART = 20, STRIP_LEAST = 2 };

/* Spread of a wall that distances are counted in, at least. */
static const float spread_floor[3] = {1.5f, 0.8f, 0.8f};
/* A second layer is as even as this or it is no wall. */
static const float layer_spread[3] = {4, 3, 3};

/* Texture (L*) above the wall's usual that ends the wall's growth. */
static const float rough = 1.2f;

/*
 * Darker by less than this share of the wall's light is the person's shade,
 * and counts so much of itself in a squared distance.
 */
static const float shade_depth = 0.25f, shade_weight = 0.35f;

/*
 * A layer grows over what is within so many spreads of it, after a blur
 * (sigma, pixels) that noise does not stop it; under so many pixels it is
 * none.
 */
static const float grow_distance = 4, grow_blur = 0.7f;
enum { LEAST_GROWN = 50 };

/*
 * A second layer touches the upper edge in so many pixels of three rows and
 * is one part in so many of the picture; it is sought while more than one
 * seed in so many is no wall.
 */
enum { LEAST_TOP = 6, LAYER_PART = 250, OPEN_SEEDS_PART = 40 };

/*
 * Hair that the upper edge cuts is as even as a door and joined to seeds; taken
 * for a layer it was cut out of the person.  So a layer covers no more than
 * this share of the hair over the brow.  Gloss and strands keep layers out of
 * most of that, hence the small share: with .5 some of the hair was still
 * taken.
 */
static const double brow_most = 0.1;

/*
 * An island: within so many spreads of the wall so far and so many pixels of
 * the new layer, so large, and so many faces beside the face's middle.
 */
static const float island_distance = 8;
static const double island_beside = 0.5;
enum { ISLAND_REACH = 18, ISLAND_LEAST = 80 };

/* Of a face that the wall does not grow over: half axes, in the box's sides. */
static const double face_half[2] = {0.38, 0.58};

/* Pixels from either layer that are their seam. */
enum { SEAM_REACH = 5 };

/* Pixels beside a person whose texture is the person's own rim. */
enum { RIM_WIDTH = 4 };
static const float distance_blur = 0.6f;

struct wall_source {
	const struct plane *lab; /* 3 planes */
	const struct plane *texture;
	struct image_box face;
};

/* One smooth surface and what was grown from it. */
struct layer {
	struct wall_surface fit;
	struct plane model[3], residual[3], distance;
	struct mask grown;
};

static void layer_spread_of(const struct layer *l, float spread[3])
{
	int c;

	for (c = 0; c < 3; c++)
		spread[c] = fmaxf(l->fit.spread[c], spread_floor[c]);
}

/* Pixels of a layer, and what makes a distance of them. */
struct looked_at {
	const float *light, *residual[3]; /* light: the model's */
	float spread[3];
	float dark_weight;
};

/*
 * Distance in spreads.  A pixel a little darker than the wall counts less
 * (shade of the person): below 1 in dark_weight.  Growth does without it: what
 * is grown over is what the surface is fitted to next.
 */
IMAGE_CLONES
static void find_distances(const struct looked_at *from, float *restrict out,
			   size_t n)
{
	const float *light = from->light, *r0 = from->residual[0];
	const float *r1 = from->residual[1], *r2 = from->residual[2];
	float k0 = 1 / from->spread[0], k1 = 1 / from->spread[1];
	float k2 = 1 / from->spread[2], dark_weight = from->dark_weight;
	size_t i;

	for (i = 0; i < n; i++) {
		float d = r0[i], a = r1[i] * k1, b = r2[i] * k2;
		float least = -shade_depth * light[i];
		float dark = d < 0 && d > least ? dark_weight : 1;

		out[i] = sqrtf(d * d * k0 * k0 * dark + a * a + b * b);
	}
}

/* From the layer's planes. */
static void measure_distance(const struct layer *l, float dark_weight,
			     struct plane *out)
{
	struct looked_at from = {.light = l->model[0].data,
				 .residual = {l->residual[0].data,
					      l->residual[1].data,
					      l->residual[2].data},
				 .dark_weight = dark_weight};

	layer_spread_of(l, from.spread);
	find_distances(&from, out->data,
		       (size_t)out->width * (size_t)out->height);
}

/* From the surface as it is now, row by row: the planes are not filled. */
static void measure_growth(struct layer *l, const struct plane lab[3])
{
	size_t w = (size_t)l->distance.width;
	float *room = mem_xmalloc(6 * w * sizeof(*room));
	float *const model[3] = {room, room + w, room + 2 * w};
	float *const residual[3] = {room + 3 * w, room + 4 * w, room + 5 * w};
	struct looked_at from = {
		.light = model[0],
		.residual = {residual[0], residual[1], residual[2]},
		.dark_weight = 1};
	int y;

	layer_spread_of(l, from.spread);
	for (y = 0; y < l->distance.height; y++) {
		wall_surface_evaluate(&l->fit, lab, y, model, residual);
		find_distances(&from, plane_row(&l->distance, y), w);
	}
	free(room);
}

/* Model and residual, once the surface is what it stays. */
static void layer_fill(struct layer *l, const struct plane lab[3])
{
	int y;

	for (y = 0; y < l->distance.height; y++) {
		float *const model[3] = {plane_row(&l->model[0], y),
					 plane_row(&l->model[1], y),
					 plane_row(&l->model[2], y)};
		float *const residual[3] = {plane_row(&l->residual[0], y),
					    plane_row(&l->residual[1], y),
					    plane_row(&l->residual[2], y)};

		wall_surface_evaluate(&l->fit, lab, y, model, residual);
	}
}

static void make_seeds(struct mask *seed, struct image_box face)
{
	int width = seed->width, band = width / STRIP_PART > STRIP_LEAST
						? width / STRIP_PART
						: STRIP_LEAST;
	int low = face.y + face.height * 9 / 10;

	mask_rect(seed, (struct image_box){0, 0, width, band}, 1);
	mask_rect(seed, (struct image_box){0, 0, band, low}, 1);
	mask_rect(seed, (struct image_box){width - band, 0, band, low}, 1);
}

static void layer_init(struct layer *l, int width, int height)
{
	int c;

	for (c = 0; c < 3; c++) {
		plane_room(&l->model[c], width, height);
		plane_room(&l->residual[c], width, height);
	}
	plane_room(&l->distance, width, height);
	mask_init(&l->grown, width, height);
}

static void layer_release(struct layer *l)
{
	int c;

	for (c = 0; c < 3; c++) {
		plane_release(&l->model[c]);
		plane_release(&l->residual[c]);
	}
	plane_release(&l->distance);
	mask_release(&l->grown);
}

/* The part of the picture that is like the layer and joined to its seeds. */
static void layer_grow(struct layer *l, const struct wall_source *from,
		       const struct mask *seed)
{
	size_t i, n = mask_size(&l->grown);

	measure_growth(l, from->lab);
	plane_gauss(&l->distance, &l->distance, grow_blur);
	for (i = 0; i < n; i++)
		l->grown.data[i] = l->distance.data[i] < grow_distance &&
				   from->texture->data[i] < rough;
	matte_core_clear(&l->grown, from->face, face_half);
	mask_reach(&l->grown, seed);
	mask_shrink(&l->grown, 1);
}

/*
 * Regrow from what has grown; false when that is next to nothing from the
 * start.  Seeds lie at the picture's rim and say little of the middle: a curved
 * surface is fitted only to what has grown, and only the first layer is large
 * enough for one.
 */
static bool layer_regrow(struct layer *l, const struct wall_source *from,
			 const struct mask *seed, bool curved)
{
	struct wall_surface_samples *s;
	int round;

	for (round = 0; round < GROWTHS; round++) {
		if (mask_count(&l->grown) < LEAST_GROWN)
			return round > 0;
		if (curved)
			l->fit.terms = WALL_SURFACE_TERMS;
		s = wall_surface_sample(from->lab, &l->grown);
		wall_surface_refine(s, &l->fit);
		wall_surface_free(s);
		layer_grow(l, from, seed);
	}
	return true;
}

/* Fit and regrow one layer from its seeds; false when there is none. */
static bool layer_find(struct layer *l, const struct wall_source *from,
		       const struct mask *seed, bool curved)
{
	struct wall_surface_samples *s = wall_surface_sample(from->lab, seed);
	bool found = wall_surface_start(s, &l->fit);

	wall_surface_free(s);
	if (!found)
		return false;
	layer_grow(l, from, seed);
	found = layer_regrow(l, from, seed, curved);
	layer_fill(l, from->lab);
	return found;
}

/*
 * A second layer must be even, of some size, reach the upper edge, and be no
 * hair.
 */
static bool is_layer(const struct layer *l, struct image_box face)
{
	size_t n = mask_size(&l->grown), top = 0;
	int c, x, y, w = l->grown.width;

	for (c = 0; c < 3; c++)
		if (l->fit.spread[c] > layer_spread[c])
			return false;
	for (y = 1; y < 4; y++)
		for (x = 0; x < w; x++)
			top += mask_row(&l->grown, y)[x];
	return top >= LEAST_TOP && mask_count(&l->grown) * LAYER_PART > n &&
	       matte_core_brow_share(&l->grown, face) <= brow_most;
}

static void wall_init(struct wall_model *w, int width, int height)
{
	int c;

	memset(w, 0, sizeof(*w));
	for (c = 0; c < 3; c++) {
		plane_room(&w->model[c], width, height);
		plane_room(&w->residual[c], width, height);
		plane_room(&w->rgb[c], width, height);
	}
	plane_room(&w->distance, width, height);
	plane_room(&w->texture, width, height);
	mask_init(&w->seed, width, height);
	mask_init(&w->sure, width, height);
	mask_init(&w->shadow, width, height);
}

void wall_model_release(struct wall_model *w)
{
	int c;

	for (c = 0; c < 3; c++) {
		plane_release(&w->model[c]);
		plane_release(&w->residual[c]);
		plane_release(&w->rgb[c]);
	}
	plane_release(&w->distance);
	plane_release(&w->texture);
	mask_release(&w->seed);
	mask_release(&w->sure);
	mask_release(&w->shadow);
}

static void first_layer(struct wall_model *w, const struct layer *l)
{
	size_t bytes = mask_size(&w->sure) * sizeof(float);
	int c;

	for (c = 0; c < 3; c++) {
		memcpy(w->model[c].data, l->model[c].data, bytes);
		memcpy(w->residual[c].data, l->residual[c].data, bytes);
	}
	memcpy(w->sure.data, l->grown.data, mask_size(&w->sure));
	layer_spread_of(l, w->spread);
	measure_distance(l, shade_weight, &w->distance);
	w->layers = 1;
}

/*
 * Where a new layer is the wall behind: its own grown part, and what lies
 * nearer to that than to the wall so far (spread by pull-push).
 */
static void layer_share(const struct wall_model *w, const struct layer *l,
			struct plane *share)
{
	size_t i, n = mask_size(&w->sure);
	struct plane known;

	plane_room(share, w->sure.width, w->sure.height);
	plane_init(&known, w->sure.width, w->sure.height);
	for (i = 0; i < n; i++) {
		share->data[i] = l->grown.data[i];
		known.data[i] = l->grown.data[i] | w->sure.data[i];
	}
	pull_push_fill(share, 1, &known);
	plane_release(&known);
}

/*
 * Whether a part is wall that the person parts from the seeds: large, beside
 * the person's middle, and along the new layer for a good part of its height.
 */
static bool is_island(const struct mask_parts *parts, size_t i,
		      const struct mask *beside, struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];
	double x = (part->left + part->right) / 2.0;
	double u = fabs(x - face.x - face.width / 2.0) / face.width;
	size_t k, contact = 0;

	if (part->count < ISLAND_LEAST || u < island_beside)
		return false;
	for (k = 0; k < part->count; k++)
		contact += beside->data[parts->order[part->first + k]];
	return contact * 4 > (size_t)(part->bottom - part->top + 1);
}

/* Between the person and a door the wall so far may go on. */
static void add_islands(struct wall_model *w, const struct layer *l,
			const struct plane *texture, struct image_box face)
{
	size_t i, k, n = mask_size(&l->grown);
	struct mask alike, beside;
	struct mask_parts parts;

	mask_copy(&l->grown, &beside);
	mask_grow(&beside, ISLAND_REACH);
	mask_init(&alike, l->grown.width, l->grown.height);
	for (i = 0; i < n; i++)
		alike.data[i] = !w->sure.data[i] && !l->grown.data[i] &&
				w->distance.data[i] < island_distance &&
				texture->data[i] < rough;
	mask_shrink(&alike, 1);
	mask_parts(&alike, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (!is_island(&parts, i, &beside, face))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			wall_model_take(w, parts.order[k]);
	}
	mask_parts_release(&parts);
	mask_release(&alike);
	mask_release(&beside);
}

/* The seam between two layers, blurred or with a frame, is wall as well. */
static void close_seam(struct wall_model *w, const struct layer *l)
{
	struct mask a, b;
	size_t i, n = mask_size(&w->sure);

	mask_copy(&w->sure, &a);
	mask_copy(&l->grown, &b);
	mask_grow(&a, SEAM_REACH);
	mask_grow(&b, SEAM_REACH);
	for (i = 0; i < n; i++) {
		w->sure.data[i] |= l->grown.data[i];
		if (a.data[i] && b.data[i])
			wall_model_take(w, i);
	}
	mask_release(&a);
	mask_release(&b);
}

static void add_layer(struct wall_model *w, const struct layer *l,
		      const struct wall_source *from)
{
	size_t i, n = mask_size(&w->sure);
	struct plane share, distance;
	int c;

	plane_room(&distance, w->sure.width, w->sure.height);
	measure_distance(l, shade_weight, &distance);
	add_islands(w, l, from->texture, from->face);
	layer_share(w, l, &share);
	for (i = 0; i < n; i++) {
		if (share.data[i] <= 0.5f)
			continue;
		w->distance.data[i] = distance.data[i];
		for (c = 0; c < 3; c++) {
			w->model[c].data[i] = l->model[c].data[i];
			w->residual[c].data[i] = l->residual[c].data[i];
		}
	}
	close_seam(w, l);
	w->layers++;
	plane_release(&share);
	plane_release(&distance);
}

/* Seeds that no layer has grown over yet. */
static size_t open_seeds(const struct wall_model *w, struct mask *open)
{
	size_t i, n = mask_size(&w->sure);

	memcpy(open->data, w->sure.data, n);
	mask_grow(open, 2);
	for (i = 0; i < n; i++)
		open->data[i] = w->seed.data[i] && !open->data[i];
	mask_shrink(open, 1);
	return mask_count(open);
}

void wall_model_fit(const struct plane lab[3], struct image_box face,
		    struct wall_model *out)
{
	int width = lab[0].width, height = lab[0].height;
	const struct wall_source from = {lab, &out->texture, face};
	struct layer layer;
	struct mask open;
	size_t seeds, left;

	wall_init(out, width, height);
	make_seeds(&out->seed, face);
	seeds = mask_count(&out->seed);
	layer_init(&layer, width, height);
	mask_init(&open, width, height);
	wall_texture_find(&lab[0], &out->seed, &out->texture);
	layer_find(&layer, &from, &out->seed, true);
	first_layer(out, &layer);
	left = open_seeds(out, &open);
	while (out->layers < MAX_LAYERS && left * OPEN_SEEDS_PART > seeds &&
	       layer_find(&layer, &from, &open, false) &&
	       is_layer(&layer, face)) {
		add_layer(out, &layer, &from);
		left = open_seeds(out, &open);
	}
	/* from here on: broad structure alone, not the rim of the person */
	plane_open(&out->texture, RIM_WIDTH);
	plane_gauss(&out->distance, &out->distance, distance_blur);
	lab_to_rgb(out->model, out->rgb);
	layer_release(&layer);
	mask_release(&open);
}
