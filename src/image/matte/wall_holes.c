/* SPDX-License-Identifier: MIT */
#include "image/matte/wall_holes.h"

#include <math.h>

static size_t size_of(const struct mask *m)
{
	return (size_t)m->width * (size_t)m->height;
}

static float part_distance(const struct mask_parts *parts, size_t i,
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
		alike += distance->data[parts->order[part->first + k]] < 4.5f;
	return (float)alike / (float)part->count;
}

/* Whether the part lies before neck or chest, where a person has no windows. */
static bool is_chest(const struct mask_part *part, struct image_box face)
{
	double x = (part->left + part->right) / 2.0;
	double y = (part->top + part->bottom) / 2.0;
	double off = (x - face.x - face.width / 2.0) / face.width;

	return (y > face.y + 1.2 * face.height && fabs(off) < 0.75) ||
	       (y > face.y + face.height && fabs(off) < 0.3);
}

/* Whether a hole in the person is the wall seen through. */
static bool is_window(const struct mask_parts *parts, size_t i,
		      const struct wall_model *wall, struct image_box face)
{
	const struct mask_part *part = &parts->parts[i];

	if (part->left == 0 || part->right == wall->sure.width - 1 ||
	    part->top == 0)
		return true;
	if (part->count < 8 || is_chest(part, face))
		return false;
	return part_distance(parts, i, &wall->distance) < 4 ||
	       alike_share(parts, i, &wall->distance) > 0.55f;
}

/* Only the face's own component, without holes but for windows. */
void wall_holes_clean(struct mask *person, const struct mask *core,
		      const struct wall_model *wall, struct image_box face)
{
	struct mask rest;
	struct mask_parts parts;
	struct mask *m = person;
	size_t i, k, n = size_of(m);

	mask_reach(m, core);
	mask_copy(m, &rest);
	for (i = 0; i < n; i++)
		rest.data[i] = !m->data[i];
	mask_parts(&rest, &parts);
	for (i = 0; i < parts.n; i++) {
		if (is_window(&parts, i, wall, face))
			continue;
		for (k = 0; k < parts.parts[i].count; k++)
			m->data[parts.order[parts.parts[i].first + k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&rest);
}

/* Large windows that the distance alone shows: between arm and body. */
void wall_holes_mark(const struct wall_model *wall, const struct mask *by_wall,
		     struct image_box face, struct mask *windows)
{
	struct mask rest;
	struct mask_parts parts;
	size_t i, k, n = size_of(windows);

	mask_copy(by_wall, &rest);
	for (i = 0; i < n; i++)
		rest.data[i] = !rest.data[i];
	mask_parts(&rest, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];
		float most = part->bottom < windows->height - 1 ? 4.7f : 0;

		if (part->count * 600 < n || part->top < face.y + face.height ||
		    part->left == 0 || part->right == windows->width - 1 ||
		    is_chest(part, face) ||
		    part_distance(&parts, i, &wall->distance) > most)
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			windows->data[parts.order[k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&rest);
}
