/* SPDX-License-Identifier: MIT */
#include "image/matte/loose_hair.h"

#include <math.h>
#include <string.h>

/* Where hair ends, in face heights from the box's top. */
static const float zone[2] = {0.8f, 1.35f};
/*
 * How far from the outline (face widths); how alike the wall inside it and how
 * unlike outside (spreads); how rough (L*).
 */
static const float reach = 0.3f, alike = 8, unlike = 1, rough = 1;
/* Hair against the wall's green; clothes have flowers of any colour. */
static const float dark = 0.5f;
/* Beside the cheek, where hair that hangs is: face widths and heights. */
static const float hang_across[2] = {0.40f, 0.52f};
static const float hang_down[2] = {0.6f, 0.85f};
/*
 * Pixels from a place that something as dark as hair must lie in, and steps
 * from such a place to wall between strands that are too thin to be dark.
 */
enum { DARK_REACH = 2, THIN_REACH = 6 };
/* The face itself: its middle below the box's top, its half axes. */
static const double face_middle = 0.55, face_half[2] = {0.45, 0.55};

/*
 * Pockets: how deep inside the outline (face widths); how much hair is in the
 * lightest pixel there, at most, where one begins and where it ends; how far
 * that pixel is off the line between hair and wall (levels); how far away the
 * hair of that line is looked for (pixels).
 */
static const float pocket_reach = .16f, pocket_off = 14;
static const float pocket_seed = 0.25f, pocket_most = 0.66f;
enum { HAIR_REACH = 4 };
/* Levels from the hair to the wall; of the wall's green, darker is hair. */
static const float pocket_contrast = 200, pocket_least = 0.4f;
/*
 * Gloss gets as light as a wall that is darker than this (levels of green), and
 * a hole in the hair is worse than a pale patch.  Gloss lies on the crown and
 * on short hair: there, down to so many face heights from the box's top and
 * where no hair hangs, pockets are looked for before lighter walls alone.
 */
static const float pocket_wall = 180, crown_end = 0.3f;
/*
 * Skin beside hair may have the wall's colour.  The face is so wide on either
 * side of its middle, and so wide with ears that no hair covers (face widths);
 * it lies between such rows, ears below their upper end (face heights).
 */
static const float skin_across[2] = {0.47f, 0.65f};
static const float skin_down[2] = {-0.1f, 0.85f}, ears_top = 0.25f;
/*
 * Face heights from the box's top: below lie shoulders and sleeves, and only
 * beside dark ones wall can be told from them.
 */
static const float pocket_end[2] = {1.1f, 1.5f};
/*
 * Where no hair hangs beside the cheek: a pale collar between neck and dark
 * suit looks like a pocket, and was taken out.
 */
static const float pocket_end_short = 0.95f;
/* Where shoulders are, face widths and heights; so much of it is dark. */
static const float shoulder_across[2] = {0.7f, 1.2f};
static const float shoulder_down[2] = {1.45f, 2};
static const float shoulders_dark = 0.8f;
/* Of the wall's green: lit hair around a pocket, not yet pale skin. */
static const float rim_dark = 0.72f;
/* Of a pocket's rim: what is neither hair nor wall, at most so much of hair. */
static const float open_most = 0.6f;

static bool is_dark(const struct loose_hair_from *l, int x, int y)
{
	return image_row(l->small, y)[3 * x + 1] <
	       dark * plane_row(&l->wall->rgb[1], y)[x];
}

/* Whether something as dark as hair is near: a flowered shirt has it not. */
static bool has_dark(const struct loose_hair_from *l, int x, int y)
{
	int i, j;

	for (j = y - DARK_REACH; j <= y + DARK_REACH; j++)
		for (i = x - DARK_REACH; i <= x + DARK_REACH; i++)
			if (i >= 0 && j >= 0 && i < l->small->width &&
			    j < l->small->height && is_dark(l, i, j))
				return true;
	return false;
}

/* The darkest there, further around; false when none is dark. */
static bool find_hair(const struct loose_hair_from *l, int x, int y,
		      uint8_t hair[3])
{
	int least = 256, i, j;

	for (j = y - HAIR_REACH; j <= y + HAIR_REACH; j++)
		for (i = x - HAIR_REACH; i <= x + HAIR_REACH; i++) {
			const uint8_t *p;

			if (i < 0 || j < 0 || i >= l->small->width ||
			    j >= l->small->height || !is_dark(l, i, j))
				continue;
			p = image_row(l->small, j) + 3 * i;
			if (p[1] >= least)
				continue;
			least = p[1];
			memcpy(hair, p, 3);
		}
	return least < 256;
}

/* Pixels of a place on one side of the face: all, the person's, dark ones. */
struct place_count {
	int all, person, dark;
};

static struct place_count count_place(const struct loose_hair_from *l, int side,
				      const float across[2],
				      const float down[2])
{
	float middle = (float)l->face.x + (float)l->face.width / 2;
	float from = (float)l->face.y + down[0] * (float)l->face.height;
	float to = (float)l->face.y + down[1] * (float)l->face.height;
	struct place_count count = {0};
	int x, y;

	for (y = (int)fmaxf(from, 0); (float)y < to && y < l->outline->height;
	     y++)
		for (x = 0; x < l->outline->width; x++) {
			float u = (float)side * ((float)x - middle) /
				  (float)(l->face.width + 1);
			bool person = plane_row(l->outline, y)[x] < 0;

			if (u < across[0] || u > across[1])
				continue;
			count.all++;
			count.person += person;
			count.dark += person && is_dark(l, x, y);
		}
	return count;
}

/* Whether dark hair hangs beside the cheek on one side (-1 left, 1 right). */
static bool hair_hangs(const struct loose_hair_from *l, int side)
{
	struct place_count c = count_place(l, side, hang_across, hang_down);

	return c.dark * 2 > c.all;
}

static bool has_dark_shoulders(const struct loose_hair_from *l)
{
	struct place_count a, b;

	a = count_place(l, -1, shoulder_across, shoulder_down);
	b = count_place(l, 1, shoulder_across, shoulder_down);
	return (float)(a.dark + b.dark) >
	       shoulders_dark * (float)(a.person + b.person);
}

/*
 * Structure like the wall inside the outline, with something dark near or not,
 * or unlike it outside.
 */
enum loose_sort { LOOSE_NOT, LOOSE_OUTSIDE, LOOSE_PALE, LOOSE_DARK };

static enum loose_sort loose_at(const struct loose_hair_from *l, int x, int y)
{
	float far = reach * (float)l->face.width;
	float e = plane_row(l->outline, y)[x];
	float d = plane_row(&l->wall->distance, y)[x];

	if (plane_row(&l->wall->texture, y)[x] <= rough)
		return LOOSE_NOT;
	if (e >= 0)
		return e < far && d > unlike ? LOOSE_OUTSIDE : LOOSE_NOT;
	if (e <= -far || d >= alike)
		return LOOSE_NOT;
	return has_dark(l, x, y) ? LOOSE_DARK : LOOSE_PALE;
}

/*
 * The lightest of the full pixels that a small one stands for: the wall that is
 * seen through hair is often narrower than a small pixel.
 */
static const uint8_t *lightest_at(const struct loose_hair_from *l, int x, int y)
{
	const struct image *rgb = l->rgb, *small = l->small;
	int x0 = x * rgb->width / small->width;
	int x1 = (x + 1) * rgb->width / small->width;
	int y0 = y * rgb->height / small->height;
	int y1 = (y + 1) * rgb->height / small->height, i, j;
	const uint8_t *most = image_row(rgb, y0) + 3 * x0;

	for (j = y0; j < y1; j++)
		for (i = x0; i < x1; i++) {
			const uint8_t *p = image_row(rgb, j) + 3 * i;

			most = p[1] > most[1] ? p : most;
		}
	return most;
}

/* A pixel on the line from the wall to the darkest hair nearby. */
struct strand {
	float share;	/* of hair in it */
	float off_line; /* levels, squared */
};

/* False where no hair is near that is dark enough for the wall. */
static bool strand_at(const struct loose_hair_from *l, int x, int y,
		      struct strand *out)
{
	const uint8_t *p = lightest_at(l, x, y);
	float along = 0, line = 0, far = 0;
	uint8_t hair[3];
	int c;

	/* the hair is looked for last: it takes the time */
	if (p[1] < pocket_least * plane_row(&l->wall->rgb[1], y)[x] ||
	    !find_hair(l, x, y, hair))
		return false;
	for (c = 0; c < 3; c++) {
		float wall = plane_row(&l->wall->rgb[c], y)[x];
		float a = (float)hair[c] - wall;
		float b = (float)p[c] - wall;

		along += a * b;
		line += a * a;
		far += b * b;
	}
	if (line < pocket_contrast * pocket_contrast)
		return false;
	/* lighter than the wall, a lamp behind the hair, is wall as well */
	along = fmaxf(along, 0);
	out->share = along / line;
	out->off_line = far - along * along / line;
	return true;
}

static bool is_pocket(const struct strand *s, float most)
{
	return s->share < most && s->off_line < pocket_off * pocket_off;
}

/*
 * What a pocket's rim shows: hair, or something else, pale skin or a sleeve,
 * that the pixels of the pocket are a part of.  The wall outside is neither.
 */
enum pocket_rim { RIM_NONE, RIM_HAIR, RIM_OPEN };

static enum pocket_rim rim_at(const struct loose_hair_from *l,
			      const struct mask *pockets, int x, int y)
{
	float wall;

	if (x < 0 || y < 0 || x >= pockets->width || y >= pockets->height ||
	    mask_row(pockets, y)[x] || plane_row(l->outline, y)[x] >= 0)
		return RIM_NONE;
	wall = plane_row(&l->wall->rgb[1], y)[x];
	return image_row(l->small, y)[3 * x + 1] < rim_dark * wall ? RIM_HAIR
								   : RIM_OPEN;
}

/* Whether hair goes around the part. */
static bool is_among_hair(const struct loose_hair_from *l,
			  const struct mask *pockets,
			  const struct mask_parts *parts, size_t i)
{
	static const int step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
	const struct mask_part *part = &parts->parts[i];
	int count[3] = {0}, w = pockets->width, side;
	size_t k;

	for (k = part->first; k < part->first + part->count; k++) {
		int x = (int)parts->order[k] % w, y = (int)parts->order[k] / w;

		for (side = 0; side < 4; side++)
			count[rim_at(l, pockets, x + step[side][0],
				     y + step[side][1])]++;
	}
	return count[RIM_HAIR] > 0 &&
	       (float)count[RIM_OPEN] <= open_most * (float)count[RIM_HAIR];
}

/* One side of the face. */
struct pocket_side {
	bool hangs; /* hair beside the cheek */
	int end;    /* row from which on there is no hair */
};

static struct pocket_side side_of(const struct loose_hair_from *l, int side,
				  bool suit)
{
	bool hangs = hair_hangs(l, side);
	float end = hangs ? pocket_end[suit] : pocket_end_short;

	return (struct pocket_side){
		hangs, l->face.y + (int)(end * (float)l->face.height)};
}

/* Where the face is, and the ear where no hair covers it. */
static bool is_skin(const struct loose_hair_from *l,
		    const struct pocket_side *side, int x, int y)
{
	float u = fabsf((float)x + 0.5f - (float)l->face.x -
			(float)l->face.width / 2) /
		  (float)(l->face.width + 1);
	float v = (float)(y - l->face.y) / (float)(l->face.height + 1);

	return (u < skin_across[0] && v > skin_down[0] && v < skin_down[1]) ||
	       (u < skin_across[1] && v > ears_top && !side->hangs);
}

/* Whether gloss would look like the wall there. */
static bool is_glossy(const struct loose_hair_from *l,
		      const struct pocket_side *side, int x, int y)
{
	float crown = (float)l->face.y + crown_end * (float)l->face.height;

	return plane_row(&l->wall->rgb[1], y)[x] < pocket_wall &&
	       (!side->hangs || (float)y < crown);
}

/* Whether a pocket may be there, by its place alone. */
static bool is_pocket_place(const struct loose_hair_from *l,
			    const struct pocket_side *side, int x, int y)
{
	float e = plane_row(l->outline, y)[x];

	return y < side->end && e < 0 &&
	       e >= -pocket_reach * (float)l->face.width &&
	       !is_skin(l, side, x, y) && !is_glossy(l, side, x, y);
}

/* What may be a pocket, and what begins one. */
static void mark_pockets(const struct loose_hair_from *l, struct mask *most,
			 struct mask *seed)
{
	bool suit = has_dark_shoulders(l);
	const struct pocket_side left = side_of(l, -1, suit);
	const struct pocket_side right = side_of(l, 1, suit);
	int end = left.end > right.end ? left.end : right.end;
	int middle = l->face.x + l->face.width / 2, x, y;
	struct strand s;

	for (y = 0; y < most->height && y < end; y++)
		for (x = 0; x < most->width; x++) {
			if (!is_pocket_place(l, x < middle ? &left : &right, x,
					     y) ||
			    !strand_at(l, x, y, &s))
				continue;
			mask_row(most, y)[x] = is_pocket(&s, pocket_most);
			mask_row(seed, y)[x] = is_pocket(&s, pocket_seed);
		}
}

/*
 * Wall between curls and tufts, which the outline goes around.  Gloss is on
 * the line from hair to wall too, but nowhere near the wall's end of it.
 */
static void find_pockets(const struct loose_hair_from *l, struct mask *out)
{
	struct mask most, seed;
	struct mask_parts parts;
	size_t i, k;

	mask_init(&most, out->width, out->height);
	mask_init(&seed, out->width, out->height);
	mark_pockets(l, &most, &seed);
	if (mask_count(&seed) == 0) {
		mask_release(&most);
		mask_release(&seed);
		return;
	}
	mask_reach(&most, &seed);
	mask_parts(&most, &parts);
	for (i = 0; i < parts.n; i++) {
		const struct mask_part *part = &parts.parts[i];

		if (!is_among_hair(l, &most, &parts, i))
			continue;
		for (k = part->first; k < part->first + part->count; k++)
			out->data[parts.order[k]] = 1;
	}
	mask_parts_release(&parts);
	mask_release(&most);
	mask_release(&seed);
}

/* One side of the zone by sort of loose hair. */
struct loose_sorts {
	struct mask outside, pale, dark;
};

static void sorts_init(struct loose_sorts *s, int width, int height)
{
	mask_init(&s->outside, width, height);
	mask_init(&s->pale, width, height);
	mask_init(&s->dark, width, height);
}

static void sorts_release(struct loose_sorts *s)
{
	mask_release(&s->outside);
	mask_release(&s->pale);
	mask_release(&s->dark);
}

/*
 * Wall between thin strands, with nothing dark beside it, is loose hair where
 * loose hair goes on into it, so many steps of a pixel.
 */
static void grow_into_pale(struct loose_sorts *s)
{
	size_t i, n = mask_size(&s->dark);
	int step;

	for (step = 0; step < THIN_REACH; step++) {
		struct mask grown;

		mask_copy(&s->dark, &grown);
		mask_grow(&grown, 1);
		for (i = 0; i < n; i++)
			s->dark.data[i] |= grown.data[i] & s->pale.data[i];
		mask_release(&grown);
	}
}

/* Rows of the zone on one side of the face. */
static void find_side(const struct loose_hair_from *l, int side,
		      struct loose_sorts *out)
{
	int middle = l->face.x + l->face.width / 2, x, y;
	int x0 = side < 0 || middle < 0 ? 0 : middle;
	int x1 = side > 0 || middle > l->outline->width ? l->outline->width
							: middle;
	float height = (float)(l->face.height > 0 ? l->face.height : 1);

	for (y = 0; y < l->outline->height; y++) {
		float v = (float)(y - l->face.y) / height;

		for (x = x0; x < x1 && v > zone[0] && v < zone[1]; x++) {
			enum loose_sort sort = loose_at(l, x, y);

			mask_row(&out->outside, y)[x] = sort == LOOSE_OUTSIDE;
			mask_row(&out->pale, y)[x] = sort == LOOSE_PALE;
			mask_row(&out->dark, y)[x] = sort == LOOSE_DARK;
		}
	}
}

/* Where hair hangs, beside the neck. */
static void find_ends(const struct loose_hair_from *l, struct mask *out)
{
	struct loose_sorts sorts;
	size_t i, n = mask_size(out);
	int side;

	sorts_init(&sorts, out->width, out->height);
	for (side = -1; side <= 1; side += 2)
		if (hair_hangs(l, side))
			find_side(l, side, &sorts);
	grow_into_pale(&sorts);
	for (i = 0; i < n; i++)
		out->data[i] |= sorts.outside.data[i] | sorts.dark.data[i];
	sorts_release(&sorts);
}

void loose_hair_find(const struct loose_hair_from *from, struct mask *out)
{
	const struct image_box face = from->face;
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height * face_middle};
	const double radius[2] = {face_half[0] * face.width,
				  face_half[1] * face.height};
	const struct image_box neck = {face.x + face.width / 5,
				       face.y + face.height * 9 / 10,
				       face.width * 3 / 5, face.height};

	mask_init(out, from->outline->width, from->outline->height);
	find_ends(from, out);
	find_pockets(from, out);
	mask_grow(out, 1);
	mask_ellipse(out, centre, radius, 0);
	mask_rect(out, neck, 0);
}
