/* SPDX-License-Identifier: MIT */
#include "image/doubt.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static double overlap(const struct shape *a, const struct shape *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height, both = 0, any = 0;

	for (i = 0; i < n; i++) {
		both += a->data[i] & b->data[i];
		any += a->data[i] | b->data[i];
	}
	return any ? (double)both / (double)any : 0;
}

/* Share of the outline where the picture itself shows no edge (Lab). */
static double soft_share(const struct plane lab[3], const struct shape *person)
{
	int w = person->width, h = person->height, x, y, c, dx, dy;
	size_t all = 0, soft = 0;

	for (y = 3; y < h - 3; y++) {
		for (x = 3; x < w - 3; x++) {
			const uint8_t *m = shape_row(person, y) + x;
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
static bool row_ends(const struct shape *m, int y, int ends[2])
{
	const uint8_t *row = shape_row(m, y);

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
static double dent_share(const struct shape *m, int bottom)
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
			area += shape_row(m, y)[x];
	}
	hull = chain_sum(&right) - chain_sum(&left);
	free(room);
	return hull > 0 ? fmax(1 - area / hull, 0) : 1;
}

void doubt_find(const struct plane lab[3], const struct segment *segment,
		struct image_box face, struct doubt *out)
{
	const struct shape *person = &segment->person;

	out->disagree = 1 - overlap(person, &segment->by_wall);
	out->soft = soft_share(lab, person);
	out->dent = dent_share(person, face.y + face.height / 2);
}

double doubt_confidence(const struct doubt *d)
{
	double sum = d->disagree / 0.28 + d->weak / 2.8 + d->soft / 0.35 +
		     d->dent / 0.17;

	return sum < 1 ? 1 - sum : 0;
}
