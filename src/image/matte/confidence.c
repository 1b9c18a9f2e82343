/* SPDX-License-Identifier: MIT */
#include "image/matte/confidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Slope across an edge, Lab units over two pixels, near the outline. */
static const float edge_slope = 10;

/* A place beside the face's middle, on either side, in faces. */
struct hair_place {
	double across[2], down[2];
};

/*
 * Where hair that hangs beside a cheek is looked at: the hair itself, the
 * clothes under it, and between them where it ends.
 *
 *        middle   .30 .40 .52 .60   face widths
 *           |      .   .   .   .
 *    .60    |      .   +---+   .      hair
 *    .85    |  cheek   +---+   .
 *    .95    |      +-------+   .      ends
 *   1.22    | neck +-------+   .
 *   1.40    |      +-----------+      clothes
 *   1.60    |      +-----------+
 *   face heights from the box's top
 */
static const struct hair_place hanging_place = {{.40, .52}, {.6, .85}};
static const struct hair_place clothes_place = {{.30, .60}, {1.4, 1.6}};
static const struct hair_place ends_place = {{.30, .52}, {.95, 1.22}};

/*
 * A mix of hair and wall: so far along the line between their colours and so
 * near to it; the two must differ by so much to tell it from either (Lab).
 */
static const double mix_from = 0.15, mix_to = 1.1, mix_off = 8,
		    hair_contrast = 30;
/* Nearer to the clothes' colour than this it is clothes (Lab). */
static const double like_clothes = 15;

/*
 * A bite: how much darker than the wall (L*), and down to where heads are
 * without ears in their outline, face heights from the box's top.
 */
static const float bite_dark = 12;
static const double bite_bottom = 0.4;

/*
 * Where the head's shadow falls on the wall over a shoulder: face heights from
 * the box's top, face widths from its middle; so much darker than the wall
 * (L*); so many pixels of 25 on the person's side that may be shaded wall.
 */
static const double blur_down[2] = {0.8, 1.5}, blur_across[2] = {0.2, 1},
		    blur_dark = 10;
enum { LIKE_SHADOW = 5 };

/*
 * The share of each sign that by itself takes all confidence, and what is
 * common in good outlines and counts nothing.
 */
static const double most_disagreement = 0.27, most_dispute = 0.06,
		    most_low_contrast = 2.7, most_no_edge = 0.25,
		    most_hull_gap = 0.165, most_hair_ends = 0.04,
		    most_wall_rest = 0.01, most_wall_patch = 0.006,
		    most_bite = 0.01, most_blurred = 0.1;
static const double agreed = 0.03, usual_no_edge = 0.2, usual_ends = 0.01,
		    usual_wall_rest = 0.005, usual_wall_patch = 0.005,
		    usual_bite = 0.0085, usual_blurred = 0.13;

/* Jaccard's index, the IoU: what two masks share of what either has. */
static double jaccard(const struct mask *a, const struct mask *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height, both = 0, any = 0;

	for (i = 0; i < n; i++) {
		both += a->data[i] & b->data[i];
		any += a->data[i] | b->data[i];
	}
	return any ? (double)both / (double)any : 0;
}

/* Whether the picture itself shows an edge near a pixel (Lab). */
static bool has_edge(const struct plane lab[3], int x, int y)
{
	int w = lab[0].width, dx, dy, c;

	for (dy = -2; dy <= 2; dy++) {
		for (dx = -2; dx <= 2; dx++) {
			int at = (y + dy) * w + x + dx;
			float sum = 0;

			for (c = 0; c < 3; c++) {
				const float *p = lab[c].data + at;
				float gx = p[1] - p[-1];
				float gy = p[w] - p[-w];

				sum += gx * gx + gy * gy;
			}
			if (sum >= edge_slope * edge_slope)
				return true;
		}
	}
	return false;
}

/* Whether so many pixels of the person nearby may be shaded wall. */
static bool is_like_shadow(const struct mask *person,
			   const struct wall_model *wall, int x, int y)
{
	int dx, dy, n = 0;

	for (dy = -2; dy <= 2; dy++)
		for (dx = -2; dx <= 2; dx++)
			n += mask_row(person, y + dy)[x + dx] &
			     mask_row(&wall->shadow, y + dy)[x + dx];
	return n >= LIKE_SHADOW;
}

/* Whether the head's shadow may lie there and go on into the person. */
static bool is_blurred(const struct plane *light, const struct mask *person,
		       const struct wall_model *wall, struct image_box face,
		       int x, int y)
{
	double u = fabs(x - face.x - face.width / 2.0) / face.width;
	double v = (y - face.y) / (double)face.height;

	return v > blur_down[0] && v < blur_down[1] && u > blur_across[0] &&
	       u < blur_across[1] &&
	       plane_row(&wall->model[0], y)[x] - plane_row(light, y)[x] >
		       blur_dark &&
	       is_like_shadow(person, wall, x, y);
}

/* Where the outline follows no edge: no_edge and blurred. */
static void find_no_edge(const struct plane lab[3], const struct mask *person,
			 const struct wall_model *wall, struct image_box face,
			 struct matte_confidence *out)
{
	int w = person->width, h = person->height, x, y;
	size_t all = 0, soft = 0, blurred = 0;

	for (y = 3; y < h - 3; y++) {
		for (x = 3; x < w - 3; x++) {
			const uint8_t *m = mask_row(person, y) + x;

			if (*m == m[1] && *m == m[w])
				continue;
			all++;
			if (has_edge(lab, x, y))
				continue;
			soft++;
			blurred +=
				is_blurred(&lab[0], person, wall, face, x, y);
		}
	}
	out->no_edge = all ? (double)soft / (double)all : 1;
	out->blurred = (double)blurred / (face.width + 1e-9);
}

/* Left and right end of what is set in a row; false when nothing is. */
static bool row_ends(const struct mask *m, int y, int ends[2])
{
	const uint8_t *row = mask_row(m, y);

	for (ends[0] = 0; ends[0] < m->width && !row[ends[0]]; ends[0]++)
		;
	for (ends[1] = m->width - 1; ends[1] > ends[0] && !row[ends[1]];
	     ends[1]--)
		;
	return ends[0] < m->width;
}

/*
 * One side of a convex hull, kept convex as rows are added from above
 * (Andrew's monotone chain, 1979).
 */
struct chain {
	int *x, *y, n;
};

/* side: 1 for the right end, -1 for the left. */
static void chain_add(struct chain *c, int x, int y, int side)
{
	while (c->n >= 2) {
		int ax = c->x[c->n - 2], ay = c->y[c->n - 2];
		int bx = c->x[c->n - 1], by = c->y[c->n - 1];

		if (side * ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) > 0)
			break;
		c->n--;
	}
	c->x[c->n] = x;
	c->y[c->n++] = y;
}

/* Sum of the chain's column over its rows. */
static double chain_sum(const struct chain *c)
{
	double sum = c->n ? c->x[0] : 0;
	int i;

	for (i = 1; i < c->n; i++) {
		int rows = c->y[i] - c->y[i - 1];

		sum += (c->x[i] + c->x[i - 1]) * 0.5 * rows +
		       (c->x[i] - c->x[i - 1]) * 0.5;
	}
	return sum;
}

/* The convex hull of rows 0..bottom-1, by its left and its right side. */
struct hull {
	struct chain left, right;
	int *room;
};

static void hull_find(const struct mask *m, int bottom, struct hull *h)
{
	int rows = m->height + 1, y, ends[2];

	h->room = mem_xmalloc(4 * (size_t)rows * sizeof(*h->room));
	h->left = (struct chain){h->room, h->room + rows, 0};
	h->right = (struct chain){h->room + 2 * rows, h->room + 3 * rows, 0};
	for (y = 0; y < bottom && y < m->height; y++) {
		if (!row_ends(m, y, ends))
			continue;
		chain_add(&h->left, ends[0], y, -1);
		chain_add(&h->right, ends[1] + 1, y, 1);
	}
}

/* How much of the hull of rows 0..bottom-1 is not set. */
static double hull_gap(const struct mask *m, int bottom)
{
	double all, area = 0;
	struct hull h;
	int x, y;

	hull_find(m, bottom, &h);
	for (y = 0; y < bottom && y < m->height; y++)
		for (x = 0; x < m->width; x++)
			area += mask_row(m, y)[x];
	all = chain_sum(&h.right) - chain_sum(&h.left);
	free(h.room);
	return all > 0 ? fmax(1 - area / all, 0) : 1;
}

struct dents {
	const struct plane *light; /* L* of the picture, and of the wall */
	const struct plane *wall;
	const struct mask *person;
};

/* Pixels of row y from x0 to before x1 that are darker than the wall. */
static int dark_pixels(const struct dents *d, int y, int x0, int x1)
{
	const float *light = plane_row(d->light, y);
	const float *wall = plane_row(d->wall, y);
	int x, n = 0;

	for (x = x0 > 0 ? x0 : 0; x < x1 && x < d->person->width; x++)
		n += wall[x] - light[x] > bite_dark;
	return n;
}

/* Those between the person and a side of the hull, at most of all dents. */
static int darkest_dent(const struct dents *d, const struct chain *c,
			bool right)
{
	int most = 0, i, y;

	for (i = 1; i < c->n; i++) {
		double slope = (double)(c->x[i] - c->x[i - 1]) /
			       (c->y[i] - c->y[i - 1]);
		int n = 0, ends[2];

		for (y = c->y[i - 1] + 1; y < c->y[i]; y++) {
			int x = (int)lround(c->x[i - 1] +
					    slope * (y - c->y[i - 1]));

			if (!row_ends(d->person, y, ends))
				continue;
			n += right ? dark_pixels(d, y, ends[1] + 1, x)
				   : dark_pixels(d, y, x, ends[0]);
		}
		most = n > most ? n : most;
	}
	return most;
}

/*
 * A dent in the head that is darker than the wall, in face areas: grey hair
 * that was taken for shadow.  Between tufts the wall is bare.
 */
static double bite_share(const struct dents *d, struct image_box face)
{
	struct hull h;
	int left, right;

	hull_find(d->person, face.y + (int)(bite_bottom * face.height), &h);
	left = darkest_dent(d, &h.left, false);
	right = darkest_dent(d, &h.right, true);
	free(h.room);
	return (left > right ? left : right) /
	       (face.width * (double)face.height + 1);
}

static struct image_box place_box(const struct hair_place *p,
				  struct image_box face, int side)
{
	double middle = face.x + face.width / 2.0;
	double from = side < 0 ? -p->across[1] : p->across[0];

	return (struct image_box){
		(int)lround(middle + from * face.width),
		(int)lround(face.y + p->down[0] * face.height),
		(int)lround((p->across[1] - p->across[0]) * face.width),
		(int)lround((p->down[1] - p->down[0]) * face.height)};
}

/* Mean colour of the person in a box; false when it has too few pixels. */
static bool mean_colour(const struct plane lab[3], const struct mask *person,
			struct image_box box, double mean[3])
{
	struct mask in;
	size_t i, n = (size_t)person->width * (size_t)person->height;
	size_t count = 0;
	int c;

	mask_init(&in, person->width, person->height);
	mask_rect(&in, box, 1);
	mean[0] = mean[1] = mean[2] = 0;
	for (i = 0; i < n; i++) {
		if (!in.data[i] || !person->data[i])
			continue;
		count++;
		for (c = 0; c < 3; c++)
			mean[c] += lab[c].data[i];
	}
	mask_release(&in);
	for (c = 0; c < 3; c++)
		mean[c] /= (double)(count + !count);
	return count * 2 > (size_t)box.width * (size_t)box.height;
}

static double distance_at(const struct plane lab[3], size_t i,
			  const double mean[3])
{
	return hypot(hypot(lab[0].data[i] - mean[0], lab[1].data[i] - mean[1]),
		     lab[2].data[i] - mean[2]);
}

/* Whether a colour is between the hair's and the wall's there. */
static bool is_between(const struct plane lab[3], size_t i,
		       const struct wall_model *wall, const double hair[3])
{
	double along = 0, square = 1e-9, rest = 0;
	int c;

	for (c = 0; c < 3; c++) {
		double w = wall->model[c].data[i] - hair[c];

		along += w * (lab[c].data[i] - hair[c]);
		square += w * w;
	}
	along /= square;
	for (c = 0; c < 3; c++) {
		double w = wall->model[c].data[i] - hair[c];
		double d = lab[c].data[i] - hair[c] - along * w;

		rest += d * d;
	}
	/* hair like the wall is judged by the other signs */
	return square > hair_contrast * hair_contrast && along > mix_from &&
	       along < mix_to && rest < mix_off * mix_off;
}

/*
 * Under hair that hangs beside the cheek: what is taken for the person there
 * and has the colour of neither the hair nor the clothes, in face areas.
 */
static double hair_ends_share(const struct plane lab[3],
			      const struct mask *person,
			      const struct wall_model *wall,
			      struct image_box face, int side)
{
	struct image_box box = place_box(&ends_place, face, side);
	double hair[3], clothes[3];
	size_t odd = 0;
	int x, y;

	if (!mean_colour(lab, person, place_box(&hanging_place, face, side),
			 hair))
		return 0;
	mean_colour(lab, person, place_box(&clothes_place, face, side),
		    clothes);
	for (y = box.y; y < box.y + box.height; y++) {
		for (x = box.x; x < box.x + box.width; x++) {
			size_t i = (size_t)(y * person->width + x);

			if (x < 0 || y < 0 || x >= person->width ||
			    y >= person->height || !person->data[i])
				continue;
			odd += is_between(lab, i, wall, hair) &&
			       distance_at(lab, i, clothes) > like_clothes;
		}
	}
	return (double)odd / (face.width * (double)face.height + 1);
}

void matte_confidence_find(const struct plane lab[3],
			   const struct segment *segment,
			   const struct wall_model *wall, struct image_box face,
			   struct matte_confidence *out)
{
	const struct mask *person = &segment->person;
	const struct dents dents = {&lab[0], &wall->model[0], person};

	out->disagreement = 1 - jaccard(person, &segment->by_wall);
	find_no_edge(lab, person, wall, face, out);
	out->hair_ends = hair_ends_share(lab, person, wall, face, -1) +
			 hair_ends_share(lab, person, wall, face, 1);
	out->hull_gap = hull_gap(person, face.y + face.height / 2);
	out->bite = bite_share(&dents, face);
}

/*
 * Two ways that draw one outline are good evidence of it where a part of it
 * shows no edge; when they differ by some percent, one of them is wrong.
 */
double matte_confidence_sum(const struct matte_confidence *d)
{
	double no_edge = fmax(d->no_edge * fmin(d->disagreement / agreed, 1),
			      d->no_edge - usual_no_edge);
	double sum =
		d->disagreement / most_disagreement +
		fmax(d->disagreement - agreed, 0) / most_dispute +
		d->low_contrast / most_low_contrast + no_edge / most_no_edge +
		d->hull_gap / most_hull_gap +
		fmax(d->hair_ends - usual_ends, 0) / most_hair_ends +
		fmax(d->wall_rest - usual_wall_rest, 0) / most_wall_rest +
		fmax(d->wall_patch - usual_wall_patch, 0) / most_wall_patch +
		fmax(d->bite - usual_bite, 0) / most_bite +
		fmax(d->blurred - usual_blurred, 0) / most_blurred;

	return sum < 1 ? 1 - sum : 0;
}
