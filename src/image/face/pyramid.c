/* SPDX-License-Identifier: MIT */
#include "image/face/pyramid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"

/* Weights in 1/256: two of them, over a byte, fit in 32 bits. */
enum { ONE = 256 };

void face_pyramid_init(struct face_pyramid *p, const struct image *base)
{
	size_t w = (size_t)base->width;

	memset(p, 0, sizeof(*p));
	p->base = base;
	p->level.channels = 1;
	p->level.data = mem_xmalloc(w * (size_t)base->height);
	p->columns = mem_xmalloc(2 * w * sizeof(*p->columns));
	p->row = mem_xmalloc(w * sizeof(*p->row));
}

void face_pyramid_release(struct face_pyramid *p)
{
	free(p->level.data);
	free(p->columns);
	free(p->row);
	memset(p, 0, sizeof(*p));
}

/*
 * The two source places around target place i, the first given back; the
 * second, which is always one of the source, has this weight in 256.
 */
static int source_of(int i, double step, int n, int *weight)
{
	double at = (i + 0.5) * step - 0.5;
	int first = (int)floor(at);

	*weight = (int)lround((at - first) * ONE);
	if (first < 0) {
		*weight = 0;
		return 0;
	}
	if (first >= n - 1) {
		*weight = ONE;
		return n - 2;
	}
	return first;
}

IMAGE_CLONES
static void blend_rows(uint16_t *restrict out, const uint8_t *restrict a,
		       const uint8_t *restrict b, int w, int n)
{
	int x;

	for (x = 0; x < n; x++)
		out[x] = (uint16_t)(a[x] * (ONE - w) + b[x] * w);
}

static void scale_row(const struct face_pyramid *p, uint8_t *restrict out)
{
	const int *column = p->columns;
	int x, w, n = p->level.width;

	for (x = 0; x < n; x++, column += 2) {
		const uint16_t *row = p->row + column[0];

		w = column[1];
		out[x] = (uint8_t)((row[0] * (ONE - w) + row[1] * w +
				    ONE * ONE / 2) /
				   (ONE * ONE));
	}
}

/* Down first, whose vectors are full; nothing is rounded in between. */
static void fill_level(struct face_pyramid *p)
{
	const struct image *base = p->base;
	struct image *level = &p->level;
	double step = (double)base->height / level->height;
	int y, at, w;

	for (y = 0; y < level->height; y++) {
		at = source_of(y, step, base->height, &w);
		blend_rows(p->row, image_row(base, at), image_row(base, at + 1),
			   w, base->width);
		scale_row(p, image_row(level, y));
	}
}

const struct image *face_pyramid_at(struct face_pyramid *p, double factor)
{
	struct image *level = &p->level;
	double step;
	int x;

	level->width = (int)lround(p->base->width / factor);
	level->height = (int)lround(p->base->height / factor);
	if (level->width == p->base->width)
		return p->base;
	step = (double)p->base->width / level->width;
	for (x = 0; x < level->width; x++)
		p->columns[2 * x] = source_of(x, step, p->base->width,
					      &p->columns[2 * x + 1]);
	fill_level(p);
	return level;
}
