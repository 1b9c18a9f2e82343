/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_concavity.h"

/* Pixels that an edge may be wide; the wall was shrunk by one. */
enum { EDGE_WIDTH = 3, SHORE_WIDTH = 2 };

/* Smaller ones change nothing. */
enum { SMALLEST = 20 };

static const float alike = 4, unlike = 7;
/* Texture of any pixel, and on the mean: grey hair is smooth in places. */
static const float smooth = 0.8f, smooth_mean = 0.2f;

static size_t size_of(const struct mask *m)
{
	return (size_t)m->width * (size_t)m->height;
}

/* Of a part's rim: how much touches wall, how much a clear edge, nothing. */
struct rim {
	size_t shore, edge, open;
};

struct bays {
	struct mask water;	   /* candidates */
	struct mask shore, strand; /* beside the wall; beside a person */
	struct mask core;	   /* where no wall can be */
	const struct plane *texture;
};

static void bays_find(struct bays *b, const struct wall_model *w,
		      struct image_box face, bool shaded)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + 0.5 * face.height};
	const double radius[2] = {0.2 * face.width, 0.35 * face.height};
	size_t i, n = size_of(&w->sure);

	b->texture = &w->texture;
	mask_init(&b->water, w->sure.width, w->sure.height);
	mask_init(&b->strand, w->sure.width, w->sure.height);
	mask_init(&b->core, w->sure.width, w->sure.height);
	mask_copy(&w->sure, &b->shore);
	for (i = 0; i < n; i++) {
		bool shade = shaded && w->shade.data[i];
		bool like = w->distance.data[i] < alike || shade;

		b->water.data[i] =
			!w->sure.data[i] && like && w->texture.data[i] < smooth;
		b->strand.data[i] = w->distance.data[i] > unlike && !shade;
	}
	mask_rect(&b->water,
		  (struct image_box){0, face.y + face.height, w->sure.width,
				     w->sure.height},
		  0);
	mask_grow(&b->shore, SHORE_WIDTH);
	mask_grow(&b->strand, EDGE_WIDTH);
	mask_ellipse(&b->core, centre, radius, 1);
}

static void bays_release(struct bays *b)
{
	mask_release(&b->water);
	mask_release(&b->shore);
	mask_release(&b->strand);
	mask_release(&b->core);
}

static bool is_rim(const struct mask *m, uint32_t at)
{
	uint32_t w = (uint32_t)m->width, x = at % w, y = at / w;

	return x == 0 || y == 0 || x == w - 1 || y == (uint32_t)m->height - 1 ||
	       !m->data[at - 1] || !m->data[at + 1] || !m->data[at - w] ||
	       !m->data[at + w];
}

static bool is_bay(const struct bays *b, const struct mask_parts *parts,
		   size_t i)
{
	const struct mask_part *part = &parts->parts[i];
	struct rim rim = {0};
	float rough = 0;
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		uint32_t at = parts->order[k];

		if (b->core.data[at])
			return false;
		rough += b->texture->data[at];
		if (!is_rim(&b->water, at))
			continue;
		if (b->shore.data[at])
			rim.shore++;
		else if (b->strand.data[at])
			rim.edge++;
		else
			rim.open++;
	}
	return rough < smooth_mean * (float)part->count &&
	       rim.shore * 2 > rim.edge && rim.open * 5 <= rim.edge;
}

static void fill_pixel(struct wall_model *w, uint32_t at)
{
	float *d = &w->distance.data[at];

	w->sure.data[at] = 1;
	if (w->shade.data[at] && *d > 1.5f)
		*d = 1.5f;
}

/* shaded: shadow counts as wall, and may join a bay to the skin beside it. */
static void add(struct wall_model *w, struct image_box face, bool shaded)
{
	struct bays b;
	struct mask_parts parts;
	size_t i, k;

	bays_find(&b, w, face, shaded);
	mask_parts(&b.water, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (part->count < SMALLEST || !is_bay(&b, &parts, i))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			fill_pixel(w, parts.order[k]);
	}
	mask_parts_release(&parts);
	bays_release(&b);
}

void wall_concavity_add(struct wall_model *w, struct image_box face)
{
	add(w, face, false);
	add(w, face, true);
}
