/* SPDX-License-Identifier: MIT */
#include "image/wallbay.h"

/* Pixels that an edge may be wide; the wall was shrunk by one. */
enum { EDGE_WIDTH = 3, SHORE_WIDTH = 2 };

static const float alike = 4, smooth = 0.8f, unlike = 7;

static size_t size_of(const struct shape *m)
{
	return (size_t)m->width * (size_t)m->height;
}

/* Of a part's rim: how much touches wall, how much a clear edge, nothing. */
struct rim {
	size_t shore, edge, open;
};

struct bays {
	struct shape water;	    /* candidates */
	struct shape shore, strand; /* beside the wall; beside a person */
	struct shape core;	    /* where no wall can be */
};

static void bays_find(struct bays *b, const struct wall *w,
		      struct image_box face)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + 0.5 * face.height};
	const double radius[2] = {0.2 * face.width, 0.35 * face.height};
	size_t i, n = size_of(&w->sure);

	shape_init(&b->water, w->sure.width, w->sure.height);
	shape_init(&b->strand, w->sure.width, w->sure.height);
	shape_init(&b->core, w->sure.width, w->sure.height);
	shape_copy(&w->sure, &b->shore);
	for (i = 0; i < n; i++) {
		b->water.data[i] = !w->sure.data[i] &&
				   w->distance.data[i] < alike &&
				   w->texture.data[i] < smooth;
		b->strand.data[i] = w->distance.data[i] > unlike;
	}
	shape_rect(&b->water,
		   (struct image_box){0, face.y + face.height, w->sure.width,
				      w->sure.height},
		   0);
	shape_grow(&b->shore, SHORE_WIDTH);
	shape_grow(&b->strand, EDGE_WIDTH);
	shape_ellipse(&b->core, centre, radius, 1);
}

static void bays_release(struct bays *b)
{
	shape_release(&b->water);
	shape_release(&b->shore);
	shape_release(&b->strand);
	shape_release(&b->core);
}

static bool is_rim(const struct shape *m, uint32_t at)
{
	uint32_t w = (uint32_t)m->width, x = at % w, y = at / w;

	return x == 0 || y == 0 || x == w - 1 || y == (uint32_t)m->height - 1 ||
	       !m->data[at - 1] || !m->data[at + 1] || !m->data[at - w] ||
	       !m->data[at + w];
}

static bool is_bay(const struct bays *b, const struct shape_parts *parts,
		   size_t i)
{
	const struct shape_part *part = &parts->parts[i];
	struct rim rim = {0};
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		uint32_t at = parts->order[k];

		if (b->core.data[at])
			return false;
		if (!is_rim(&b->water, at))
			continue;
		if (b->shore.data[at])
			rim.shore++;
		else if (b->strand.data[at])
			rim.edge++;
		else
			rim.open++;
	}
	return rim.shore > 5 && rim.open * 5 <= rim.edge;
}

void wallbay_add(struct wall *w, struct image_box face)
{
	struct bays b;
	struct shape_parts parts;
	size_t i, k;

	bays_find(&b, w, face);
	shape_parts(&b.water, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct shape_part *part = &parts.parts[i];

		if (part->count < 20 || !is_bay(&b, &parts, i))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			w->sure.data[parts.order[k]] = 1;
	}
	shape_parts_release(&parts);
	bays_release(&b);
}
