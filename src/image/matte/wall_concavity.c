/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_concavity.h"

/* Pixels that an edge may be wide; the wall was shrunk by one. */
enum { EDGE_WIDTH = 3, WALL_WIDTH = 2 };

/* Smaller ones change nothing. */
enum { SMALLEST = 20 };

/* Spreads: what may be wall, and what is a person at a clear edge. */
static const float alike = 4, unlike = 7;
/* Texture (L*) of any pixel, and on the mean: grey hair is smooth in places. */
static const float smooth = 0.8f, smooth_mean = 0.2f;
/* The ellipse in a face where no wall can be, face widths and heights. */
static const double core_across = 0.2, core_down = 0.35;
/*
 * Of its rim: wall is at least half as much as clear edge, and what is neither
 * at most a fifth of it.  Skin that pales into the wall has long rims of
 * neither.
 */
enum { EDGE_BY_WALL = 2, EDGE_BY_OPEN = 5 };

/*
 * Of a part's rim: how much touches wall, how much a clear edge, nothing.
 *
 *      wall   wall   wall
 *    w w w w w w w w w          w  rim.wall
 *    e . candidates  e  hair    e  rim.edge: distance leaps to unlike
 *    e . . . . . . . e          o  rim.open: it only creeps up, pale skin
 *    o o o o o o o o o
 *      skin of the wall's colour
 */
struct rim {
	size_t wall, edge, open;
};

struct concavities {
	struct mask candidates;		/* like the wall, and not yet of it */
	struct mask by_wall, by_person; /* beside the wall; beside a person */
	struct mask core;		/* where no wall can be */
	const struct plane *texture;
};

static void concavities_find(struct concavities *c, const struct wall_model *w,
			     struct image_box face, bool shaded)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + 0.5 * face.height};
	const double radius[2] = {core_across * face.width,
				  core_down * face.height};
	size_t i, n = mask_size(&w->sure);

	c->texture = &w->texture;
	mask_init(&c->candidates, w->sure.width, w->sure.height);
	mask_init(&c->by_person, w->sure.width, w->sure.height);
	mask_init(&c->core, w->sure.width, w->sure.height);
	mask_copy(&w->sure, &c->by_wall);
	for (i = 0; i < n; i++) {
		bool shade = shaded && w->shadow.data[i];
		bool like = w->distance.data[i] < alike || shade;

		c->candidates.data[i] =
			!w->sure.data[i] && like && w->texture.data[i] < smooth;
		c->by_person.data[i] = w->distance.data[i] > unlike && !shade;
	}
	mask_rect(&c->candidates,
		  (struct image_box){0, face.y + face.height, w->sure.width,
				     w->sure.height},
		  0);
	mask_grow(&c->by_wall, WALL_WIDTH);
	mask_grow(&c->by_person, EDGE_WIDTH);
	mask_ellipse(&c->core, centre, radius, 1);
}

static void concavities_release(struct concavities *c)
{
	mask_release(&c->candidates);
	mask_release(&c->by_wall);
	mask_release(&c->by_person);
	mask_release(&c->core);
}

static bool is_rim(const struct mask *m, uint32_t at)
{
	uint32_t w = (uint32_t)m->width, x = at % w, y = at / w;

	return x == 0 || y == 0 || x == w - 1 || y == (uint32_t)m->height - 1 ||
	       !m->data[at - 1] || !m->data[at + 1] || !m->data[at - w] ||
	       !m->data[at + w];
}

static bool is_concavity(const struct concavities *c,
			 const struct mask_parts *parts, size_t i)
{
	const struct mask_part *part = &parts->parts[i];
	struct rim rim = {0};
	float rough = 0;
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		uint32_t at = parts->order[k];

		if (c->core.data[at])
			return false;
		rough += c->texture->data[at];
		if (!is_rim(&c->candidates, at))
			continue;
		if (c->by_wall.data[at])
			rim.wall++;
		else if (c->by_person.data[at])
			rim.edge++;
		else
			rim.open++;
	}
	return rough < smooth_mean * (float)part->count &&
	       rim.wall * EDGE_BY_WALL > rim.edge &&
	       rim.open * EDGE_BY_OPEN <= rim.edge;
}

/* Bare wall keeps its distance, shadow gets that of wall. */
static void fill_pixel(struct wall_model *w, uint32_t at)
{
	if (w->shadow.data[at])
		wall_model_take(w, at);
	else
		w->sure.data[at] = 1;
}

/* shaded: shadow counts as wall, and may join a concavity to the
 * skin beside it: tried second, when bare wall alone has been. */
static void add_concavities(struct wall_model *w, struct image_box face,
			    bool shaded)
{
	struct concavities c;
	struct mask_parts parts;
	size_t i, k;

	concavities_find(&c, w, face, shaded);
	mask_parts(&c.candidates, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (part->count < SMALLEST || !is_concavity(&c, &parts, i))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			fill_pixel(w, parts.order[k]);
	}
	mask_parts_release(&parts);
	concavities_release(&c);
}

void wall_concavity_add(struct wall_model *w, struct image_box face)
{
	add_concavities(w, face, false);
	add_concavities(w, face, true);
}
