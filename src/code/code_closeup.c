/* SPDX-License-Identifier: MIT */
#include "code/code_closeup.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/resize.h"

enum {
	TILE = 8,
	ROW_STEP = 2,
	LEAST_TILES = 3, /* a side: version 1 of 1.2 pixels a module */
	MOST_TILES = 45, /* version 40 of two pixels */
	MARGIN = 8,	 /* pixels round a part, for its quiet zone */
};

/*
 * Mean steps from a pixel to the next, in greys, from which a tile is busy: a
 * clean code of 1.3 pixels a module has 40 and more, one that was photographed
 * off a screen 10, paper and skin under 5.  Letters beside a code, which the
 * lowest joins with it, are left behind by the higher ones.
 */
static const int levels[] = {8, 13, 20, 30, 45};

/* How much longer than wide a part may be: a code aslant, text beside it. */
static const double most_aspect = 1.6;
/* Tiles of the box that are busy at least. */
static const double least_filled = 0.6;
/* One way may be busier than the other by: stripes are no code. */
static const uint32_t most_ratio = 3;

/* Nominal nanoseconds a pixel: looked at; sharpened and enlarged. */
static const double look_cost = 0.8, make_cost = 12;

struct tiles {
	int width, height;
	uint8_t *steps; /* the mean step of each, row by row; 0 = stripes */
	uint8_t *busy;	/* at one of the levels, and not joined yet */
	int *stack;
	int row_step; /* of the rows looked at, divides TILE */
};

/* Sums of steps to the right and down, of one row. */
static void add_steps(const struct image *grey, int y, uint32_t *right,
		      uint32_t *down)
{
	const uint8_t *row = image_row(grey, y), *below = row + grey->width;
	int t, x, n = (grey->width - 1) / TILE;

	for (t = 0; t < n; t++) {
		const uint8_t *p = row + TILE * t, *q = below + TILE * t;
		uint32_t r = 0, d = 0;

		for (x = 0; x < TILE; x++) {
			r += (uint32_t)abs(p[x] - p[x + 1]);
			d += (uint32_t)abs(p[x] - q[x]);
		}
		right[t] += r;
		down[t] += d;
	}
}

static void measure_steps(const struct image *grey, struct tiles *t)
{
	const uint32_t samples = (uint32_t)(TILE * TILE / t->row_step);
	uint32_t *right = mem_xcalloc((size_t)t->width, sizeof(*right));
	uint32_t *down = mem_xcalloc((size_t)t->width, sizeof(*down));
	int i, x, y;

	for (i = 0; i < t->height; i++) {
		memset(right, 0, (size_t)t->width * sizeof(*right));
		memset(down, 0, (size_t)t->width * sizeof(*down));
		for (y = i * TILE; y < (i + 1) * TILE; y += t->row_step)
			add_steps(grey, y, right, down);
		for (x = 0; x < t->width; x++) {
			uint32_t low = right[x] < down[x] ? right[x] : down[x];
			uint32_t high = right[x] + down[x] - low;

			t->steps[i * t->width + x] =
				high < most_ratio * low
					? (uint8_t)(low / samples)
					: 0;
		}
	}
	free(right);
	free(down);
}

/* A part while it is being joined: bounds in tiles, and how many of them. */
struct part {
	int left, top, right, bottom, count;
};

static void join(struct tiles *t, int from, struct part *p)
{
	int n = 0, x, y, i, j;

	*p = (struct part){t->width, t->height, 0, 0, 0};
	t->stack[n++] = from;
	t->busy[from] = 0;
	while (n > 0) {
		int at = t->stack[--n];

		x = at % t->width;
		y = at / t->width;
		p->count++;
		p->left = x < p->left ? x : p->left;
		p->top = y < p->top ? y : p->top;
		p->right = x > p->right ? x : p->right;
		p->bottom = y > p->bottom ? y : p->bottom;
		for (j = number_clamp(y - 1, 0, t->height - 1);
		     j <= number_clamp(y + 1, 0, t->height - 1); j++)
			for (i = number_clamp(x - 1, 0, t->width - 1);
			     i <= number_clamp(x + 1, 0, t->width - 1); i++) {
				at = j * t->width + i;
				if (!t->busy[at])
					continue;
				t->busy[at] = 0;
				t->stack[n++] = at;
			}
	}
}

static bool may_be_code(const struct part *p)
{
	int w = p->right - p->left + 1, h = p->bottom - p->top + 1;
	int shorter = w < h ? w : h, longer = w < h ? h : w;

	return shorter >= LEAST_TILES && longer <= MOST_TILES &&
	       longer <= most_aspect * shorter &&
	       p->count >= least_filled * w * h;
}

static bool is_within(const struct part *p, const struct part *other)
{
	return p->left >= other->left && p->right <= other->right &&
	       p->top >= other->top && p->bottom <= other->bottom;
}

/* Largest first, and not more than there is room for. */
static int keep(struct part *best, int n, const struct part *p)
{
	int k;

	for (k = 0; k < n; k++)
		if (is_within(p, &best[k]))
			return n;
	k = n;
	if (n == CODE_CLOSEUP_PARTS && best[n - 1].count >= p->count)
		return n;
	if (n == CODE_CLOSEUP_PARTS)
		k = n - 1;
	else
		n++;
	for (; k > 0 && best[k - 1].count < p->count; k--)
		best[k] = best[k - 1];
	best[k] = *p;
	return n;
}

static struct image_box box_of(const struct image *grey, const struct part *p)
{
	int x = number_clamp(p->left * TILE - MARGIN, 0, grey->width);
	int y = number_clamp(p->top * TILE - MARGIN, 0, grey->height);
	int end = (p->right + 1) * TILE + MARGIN,
	    low = (p->bottom + 1) * TILE + MARGIN;

	return (struct image_box){x, y, number_clamp(end, 0, grey->width) - x,
				  number_clamp(low, 0, grey->height) - y};
}

/* The parts at one level, added to the best so far; their count. */
static int find_parts(struct tiles *t, int level, struct part *best, int n)
{
	int i, all = t->width * t->height;
	struct part one;

	for (i = 0; i < all; i++)
		t->busy[i] = t->steps[i] >= level;
	for (i = 0; i < all; i++) {
		if (!t->busy[i])
			continue;
		join(t, i, &one);
		if (may_be_code(&one))
			n = keep(best, n, &one);
	}
	return n;
}

int code_closeup_find(const struct image *grey, int least, struct qr_work *work,
		      struct image_box parts[CODE_CLOSEUP_PARTS])
{
	struct tiles t = {(grey->width - 1) / TILE,
			  (grey->height - 1) / TILE,
			  NULL,
			  NULL,
			  NULL,
			  1};
	struct part best[CODE_CLOSEUP_PARTS];
	size_t i, all;
	int n = 0;

	/* modules of a pixel or two begin in any row, larger ones do not */
	t.row_step = least > 0 ? 1 : ROW_STEP;
	if (t.width < LEAST_TILES || t.height < LEAST_TILES ||
	    !qr_work_spend(work,
			   look_cost * grey->width * (double)grey->height))
		return 0;
	all = (size_t)t.width * (size_t)t.height;
	t.steps = mem_xcalloc(all, 1);
	t.busy = mem_xcalloc(all, 1);
	t.stack = mem_xcalloc(all, sizeof(*t.stack));
	measure_steps(grey, &t);
	for (i = 0; i < ARRAY_SIZE(levels); i++)
		if (levels[i] >= least)
			n = find_parts(&t, levels[i], best, n);
	for (i = 0; i < (size_t)n; i++)
		parts[i] = box_of(grey, &best[i]);
	free(t.steps);
	free(t.busy);
	free(t.stack);
	return n;
}

/*
 * Unsharp masking by the binomial 3 x 3: twice what the blur took away.  A
 * photographed module of 1.4 pixels keeps a third of its contrast in a
 * finder's light ring, too little for a threshold; enlarging alone adds none.
 */
static void sharpen(const struct image *in, struct image *out)
{
	const int strength = 2;
	int x, y, i, j;

	for (y = 0; y < in->height; y++)
		for (x = 0; x < in->width; x++) {
			static const int weight[3] = {1, 2, 1};
			int sum = 0, grey = image_row(in, y)[x];

			for (j = -1; j <= 1; j++) {
				const uint8_t *row = image_row(
					in,
					number_clamp(y + j, 0, in->height - 1));

				for (i = -1; i <= 1; i++)
					sum += weight[j + 1] * weight[i + 1] *
					       row[number_clamp(x + i, 0,
								in->width - 1)];
			}
			grey += strength * (16 * grey - sum) / 16;
			image_row(out, y)[x] =
				(uint8_t)number_clamp(grey, 0, 255);
		}
}

bool code_closeup_make(const struct image *grey, const struct image_box *part,
		       struct qr_work *work, struct image *out)
{
	struct image small = IMAGE_INIT, sharp = IMAGE_INIT;
	bool made;

	made = qr_work_spend(work, make_cost * CODE_CLOSEUP_SCALE *
					   CODE_CLOSEUP_SCALE * part->width *
					   part->height) &&
	       image_crop(grey, *part, &small, NULL) == 0 &&
	       image_init(&sharp, small.width, small.height, 1, NULL) == 0;
	if (made) {
		sharpen(&small, &sharp);
		made = resize_to(&sharp, CODE_CLOSEUP_SCALE * small.width,
				 CODE_CLOSEUP_SCALE * small.height, out,
				 NULL) == 0;
	}
	image_release(&small);
	image_release(&sharp);
	return made;
}
