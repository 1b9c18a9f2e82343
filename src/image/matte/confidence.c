/* SPDX-License-Identifier: MIT */
#include "image/matte/confidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static double overlap(const struct mask *a, const struct mask *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height, both = 0, any = 0;

	for (i = 0; i < n; i++) {
		both += a->data[i] & b->data[i];
		any += a->data[i] | b->data[i];
	}
	return any ? (double)both / (double)any : 0;
}

/* Share of the outline where the picture itself shows no edge (Lab). */
static double soft_share(const struct plane lab[3], const struct mask *person)
{
	int w = person->width, h = person->height, x, y, c, dx, dy;
	size_t all = 0, soft = 0;

	for (y = 3; y < h - 3; y++) {
		for (x = 3; x < w - 3; x++) {
			const uint8_t *m = mask_row(person, y) + x;
			float most = 0;

			if (*m == m[1] && *m == m[w])
				continue;
			for (dy = -2; dy <= 2; dy++) {
				for (dx = -2; dx <= 2; dx++) {
					int at = (y + dy) * w + x + dx;
					float sum = 0;

					for (c = 0; c < 3; c++) {
						const float *p =
							lab[c].data + at;
						float gx = p[1] - p[-1];
						float gy = p[w] - p[-w];

						sum += gx * gx + gy * gy;
					}
					most = fmaxf(most, sum);
				}
			}
			all++;
			soft += most < 10 * 10;
		}
	}
	return all ? (double)soft / (double)all : 1;
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

/* Rows and columns of one side, kept convex as rows are added. */
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

/* How much of the convex hull of rows 0..bottom-1 is not set. */
static double dent_share(const struct mask *m, int bottom)
{
	int *room = mem_xmalloc(4 * (size_t)(m->height + 1) * sizeof(*room));
	struct chain left = {room, room + m->height, 0};
	struct chain right = {room + 2 * m->height, room + 3 * m->height, 0};
	double hull, area = 0;
	int y, x, ends[2];

	bottom = bottom < m->height ? bottom : m->height;
	for (y = 0; y < bottom; y++) {
		if (!row_ends(m, y, ends))
			continue;
		chain_add(&left, ends[0], y, -1);
		chain_add(&right, ends[1] + 1, y, 1);
		for (x = ends[0]; x <= ends[1]; x++)
			area += mask_row(m, y)[x];
	}
	hull = chain_sum(&right) - chain_sum(&left);
	free(room);
	return hull > 0 ? fmax(1 - area / hull, 0) : 1;
}

/* A place beside the face's middle, in faces, on one side (-1 or 1). */
struct place {
	double across[2], down[2];
	int side;
};

static struct image_box place_box(const struct place *p, struct image_box face)
{
	double middle = face.x + face.width / 2.0;
	double from = p->side < 0 ? -p->across[1] : p->across[0];

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
	/* hair like the wall is judged by the other doubts */
	return square > 30 * 30 && along > 0.15 && along < 1.1 && rest < 8 * 8;
}

/*
 * Under hair that hangs beside the cheek: what is taken for the person there
 * and has the colour of neither the hair nor the clothes, in face areas.
 */
static double ends_share(const struct plane lab[3], const struct mask *person,
			 const struct wall_model *wall, struct image_box face,
			 int side)
{
	const struct place above = {{.40, .52}, {.6, .85}, side};
	const struct place below = {{.30, .60}, {1.4, 1.6}, side};
	const struct place ends = {{.30, .52}, {.95, 1.22}, side};
	struct image_box box = place_box(&ends, face);
	double hair[3], clothes[3];
	size_t odd = 0;
	int x, y;

	if (!mean_colour(lab, person, place_box(&above, face), hair))
		return 0;
	mean_colour(lab, person, place_box(&below, face), clothes);
	for (y = box.y; y < box.y + box.height; y++) {
		for (x = box.x; x < box.x + box.width; x++) {
			size_t i = (size_t)(y * person->width + x);

			if (x < 0 || y < 0 || x >= person->width ||
			    y >= person->height || !person->data[i])
				continue;
			odd += is_between(lab, i, wall, hair) &&
			       distance_at(lab, i, clothes) > 15;
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

	out->disagree = 1 - overlap(person, &segment->by_wall);
	out->soft = soft_share(lab, person);
	out->ends = ends_share(lab, person, wall, face, -1) +
		    ends_share(lab, person, wall, face, 1);
	out->dent = dent_share(person, face.y + face.height / 2);
}

/*
 * Two ways that draw one outline are good evidence of it where a part of it
 * shows no edge; when they differ by some percent, one of them is wrong.
 */
double matte_confidence_sum(const struct matte_confidence *d)
{
	const double agreed = 0.03, part = 0.2;
	double soft =
		fmax(d->soft * fmin(d->disagree / agreed, 1), d->soft - part);
	double sum = d->disagree / 0.27 + fmax(d->disagree - agreed, 0) / 0.06 +
		     d->weak / 2.7 + soft / 0.25 + d->dent / 0.165 +
		     fmax(d->ends - 0.01, 0) / 0.04;

	return sum < 1 ? 1 - sum : 0;
}
