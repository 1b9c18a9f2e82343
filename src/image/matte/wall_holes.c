/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_holes.h"

#include <math.h>

/*
 * A hole of the wall: on the mean nearer than this to it (spreads), or a share
 * of its pixels so near: strands across a hole raise the mean.
 */
static const float mean_alike = 4, pixel_alike = 4.5f, share_alike = 0.55f;
/* A large one by the distance alone may be a little further: light bounces. */
static const float large_alike = 4.7f;
/* Smaller ones are filled; a large one is one pixel in so many. */
enum { LEAST_HOLE = 8, LARGE_PART = 600 };

/* Neck and chest: face heights below the box's top, faces from its middle. */
static const double neck_from = 1, neck_half = 0.3, chest_from = 1.2,
		    chest_half = 0.75;

static float mean_distance(const struct mask_parts *parts, size_t i,
			   const struct plane *distance)
{
	const struct mask_part *part = &parts->parts[i];
	double sum = 0;
	size_t k;

	for (k = 0; k < part->count; k++)
		sum += distance->data[parts->order[part->first + k]];
	return (float)(sum / (double)part->count);
}

/* Share of a part's pixels that are like the wall. */
static float alike_share(const struct mask_parts *parts, size_t i,
			 const struct plane *distance)
{
	const struct mask_part *part = &parts->parts[i];
	size_t k, alike = 0;

	for (k = 0; k < part->count; k++)
		alike += distance->data[parts->order[part->first + k]] <
			 pixel_alike;
	return (float)alike / (float)part->count;
}

/* Whether the part lies before neck or chest, where a person has no holes. */
static bool is_chest(const struct mask_part *part, struct image_box face)
{
	double x = (part->left + part->right) / 2.0;
	double y = (part->top + part->bottom) / 2.0;
	double off = (x - face.x - face.width / 2.0) / face.width;

	return (y > face.y + chest_from * face.height &&
		fabs(off) < chest_half) ||
	       (y > face.y + neck_from * face.height && fabs(off) < neck_half);
}

/*
 * Whether a hole in the person is the wall seen through.  Open to the sides or
 * above it is the wall around the person.
 */
static bool is_wall(const struct mask_parts *parts, size_t i,
		    const struct wall_model *wall, struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];

	if (part->left == 0 || part->right == wall->sure.width - 1 ||
	    part->top == 0)
		return true;
	if (part->count < LEAST_HOLE || is_chest(part, face))
		return false;
	return mean_distance(parts, i, &wall->distance) < mean_alike ||
	       alike_share(parts, i, &wall->distance) > share_alike;
}

void wall_holes_clean(struct mask *person, const struct mask *core,
		      const struct wall_model *wall, struct image_box face)
{
	struct mask rest;
	struct mask_parts parts;
	struct mask *m = person;
	size_t i, k, n = mask_size(m);

	mask_reach(m, core);
	mask_copy(m, &rest);
	for (i = 0; i < n; i++)
		rest.data[i] = !m->data[i];
	mask_parts(&rest, &parts);
	for (i = 0; i < parts.n; i++) {
		if (is_wall(&parts, i, wall, face))
			continue;
		for (k = 0; k < parts.parts[i].count; k++)
			m->data[parts.order[parts.parts[i].first + k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&rest);
}

/*
 * Large, below the chin, beside the chest and off the sides.  One that reaches
 * the lower edge is more often a pale coat and must be the wall exactly.
 */
static bool is_large_hole(const struct mask_parts *parts, size_t i,
			  const struct wall_model *wall, struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];
	size_t n = mask_size(&wall->sure);
	float most = part->bottom < wall->sure.height - 1 ? large_alike : 0;

	if (part->count * LARGE_PART < n || is_chest(part, face))
		return false;
	return part->top >= face.y + face.height && part->left > 0 &&
	       part->right < wall->sure.width - 1 &&
	       mean_distance(parts, i, &wall->distance) <= most;
}

void wall_holes_mark(const struct wall_model *wall, const struct mask *by_wall,
		     struct image_box face, struct mask *holes)
{
	struct mask rest;
	struct mask_parts parts;
	size_t i, k, n = mask_size(holes);

	mask_copy(by_wall, &rest);
	for (i = 0; i < n; i++)
		rest.data[i] = !rest.data[i];
	mask_parts(&rest, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (!is_large_hole(&parts, i, wall, face))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			holes->data[parts.order[k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&rest);
}
