/* SPDX-License-Identifier: MIT */
#include "image/pixel/mask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"

static void mask_room(struct mask *m, int width, int height)
{
	m->width = width;
	m->height = height;
	m->data = mem_xmalloc((size_t)width * (size_t)height);
}

void mask_init(struct mask *m, int width, int height)
{
	m->width = width;
	m->height = height;
	m->data = mem_xcalloc((size_t)width * (size_t)height, 1);
}

void mask_release(struct mask *m)
{
	free(m->data);
	*m = (struct mask)MASK_INIT;
}

void mask_copy(const struct mask *from, struct mask *to)
{
	mask_room(to, from->width, from->height);
	memcpy(to->data, from->data, mask_size(from));
}

size_t mask_count(const struct mask *m)
{
	size_t i, n = mask_size(m), count = 0;

	for (i = 0; i < n; i++)
		count += m->data[i];
	return count;
}

void mask_rect(struct mask *m, struct image_box box, uint8_t value)
{
	int x0 = number_clamp(box.x, 0, m->width);
	int x1 = number_clamp(box.x + box.width, x0, m->width);
	int y0 = number_clamp(box.y, 0, m->height);
	int y1 = number_clamp(box.y + box.height, y0, m->height), y;

	for (y = y0; y < y1; y++)
		memset(mask_row(m, y) + x0, value, (size_t)(x1 - x0));
}

void mask_ellipse(struct mask *m, const double centre[2],
		  const double radius[2], uint8_t value)
{
	int y;

	for (y = 0; y < m->height; y++) {
		double v = (y - centre[1]) / radius[1], half;
		int x0, x1;

		if (v * v > 1)
			continue;
		half = radius[0] * sqrt(1 - v * v);
		x0 = number_clamp((int)ceil(centre[0] - half), 0, m->width);
		x1 = number_clamp((int)floor(centre[0] + half) + 1, x0,
				  m->width);
		memset(mask_row(m, y) + x0, value, (size_t)(x1 - x0));
	}
}

static uint8_t joined(uint8_t a, uint8_t b, bool grow)
{
	return grow ? a | b : a & b;
}

/* Each pixel with its left and right neighbour; there is none at the ends. */
static void spread_row(const uint8_t *in, uint8_t *out, int w, bool grow)
{
	int x;

	memcpy(out, in, (size_t)w);
	for (x = 1; x < w - 1; x++)
		out[x] =
			joined(joined(in[x - 1], in[x], grow), in[x + 1], grow);
	if (w > 1) {
		out[0] = joined(in[0], in[1], grow);
		out[w - 1] = joined(in[w - 1], in[w - 2], grow);
	}
}

/*
 * One round of a 3 x 3 square: OR of the neighbours, or AND; rows first, in a
 * copy with a rim that changes nothing, then columns.
 */
static void spread(struct mask *m, bool grow)
{
	int w = m->width, h = m->height, x, y, stride = w + 2;
	size_t size = (size_t)stride * (size_t)(h + 2);
	uint8_t *rows = mem_xmalloc(size);

	memset(rows, grow ? 0 : 1, size);
	for (y = 0; y < h; y++)
		spread_row(mask_row(m, y), rows + (y + 1) * stride + 1, w,
			   grow);
	for (y = 0; y < h; y++) {
		const uint8_t *in = rows + (y + 1) * stride + 1;
		uint8_t *out = mask_row(m, y);

		for (x = 0; x < w; x++)
			out[x] = joined(joined(in[x - stride], in[x], grow),
					in[x + stride], grow);
	}
	free(rows);
}

void mask_grow(struct mask *m, int r)
{
	while (r-- > 0)
		spread(m, true);
}

void mask_shrink(struct mask *m, int r)
{
	while (r-- > 0)
		spread(m, false);
}

/*
 * Flood from pixel p over the open ones of a map with a closed rim, run by
 * run: the whole run of p is reached, then one pixel of every open run that
 * touches it above and below waits on the stack.
 */
static void flood_open(uint8_t *open, uint32_t p, uint32_t stride,
		       uint32_t *stack)
{
	size_t depth = 0;

	stack[depth++] = p;
	while (depth > 0) {
		uint32_t first = stack[--depth], last = first, q;
		const uint32_t side[2] = {-stride, stride};
		int i;

		if (open[first] != 1)
			continue;
		while (open[first - 1] == 1)
			first--;
		while (open[last + 1] == 1)
			last++;
		memset(open + first, 2, last - first + 1);
		for (i = 0; i < 2; i++)
			for (q = first - 1; q <= last + 1; q++)
				if (open[q + side[i]] == 1 &&
				    (q > last || open[q + side[i] + 1] != 1))
					stack[depth++] = q + side[i];
	}
}

void mask_reach(struct mask *m, const struct mask *from)
{
	int w = m->width, stride = w + 2, x, y;
	size_t n = (size_t)stride * (size_t)(m->height + 2);
	uint8_t *open = mem_xcalloc(n, 1);
	/* a run of k pixels adds at most k + 3 and takes the room of k + 1 */
	uint32_t *stack = mem_xmalloc((2 * n + 1) * sizeof(*stack));

	for (y = 0; y < m->height; y++)
		memcpy(open + (y + 1) * stride + 1, mask_row(m, y), (size_t)w);
	for (y = 0; y < m->height; y++) {
		const uint8_t *seeds = mask_row(from, y);
		const uint32_t at = (uint32_t)((y + 1) * stride + 1);

		for (x = 0; x < w; x++)
			if (seeds[x] && open[at + (uint32_t)x] == 1)
				flood_open(open, at + (uint32_t)x,
					   (uint32_t)stride, stack);
	}
	for (y = 0; y < m->height; y++) {
		const uint8_t *restrict row = open + (y + 1) * stride + 1;
		uint8_t *restrict out = mask_row(m, y);

		for (x = 0; x < w; x++)
			out[x] = row[x] == 2;
	}
	free(open);
	free(stack);
}

static void part_add(struct mask_part *part, int x, int y)
{
	part->count++;
	part->left = x < part->left ? x : part->left;
	part->right = x > part->right ? x : part->right;
	part->top = y < part->top ? y : part->top;
	part->bottom = y > part->bottom ? y : part->bottom;
}

/*
 * Flood one part, breadth first.  order doubles as the queue: what was taken
 * from it is the part's list already.
 */
static struct mask_part flood(const struct mask *m, uint8_t *seen,
			      uint32_t *order, size_t first)
{
	int w = m->width, h = m->height;
	struct mask_part part = {.first = first, .left = w, .top = h};
	size_t head = first, tail = first + 1;

	while (head < tail) {
		uint32_t p = order[head++];
		int x = (int)(p % (uint32_t)w), y = (int)(p / (uint32_t)w);
		const uint32_t near[4] = {p - 1, p + 1, p - (uint32_t)w,
					  p + (uint32_t)w};
		const bool inside[4] = {x > 0, x<w - 1, y> 0, y < h - 1};
		int i;

		part_add(&part, x, y);
		for (i = 0; i < 4; i++) {
			if (!inside[i] || seen[near[i]] || !m->data[near[i]])
				continue;
			seen[near[i]] = 1;
			order[tail++] = near[i];
		}
	}
	return part;
}

void mask_parts(const struct mask *m, struct mask_parts *out)
{
	size_t i, n = mask_size(m), cap = 0, used = 0;
	uint8_t *seen = mem_xcalloc(n, 1);

	*out = (struct mask_parts){
		.order = mem_xmalloc((n + 1) * sizeof(*out->order))};
	for (i = 0; i < n; i++) {
		if (seen[i] || !m->data[i])
			continue;
		seen[i] = 1;
		out->order[used] = (uint32_t)i;
		MEM_GROW(out->parts, out->n, cap);
		out->parts[out->n] = flood(m, seen, out->order, used);
		used += out->parts[out->n++].count;
	}
	free(seen);
}

void mask_parts_release(struct mask_parts *p)
{
	free(p->parts);
	free(p->order);
	*p = (struct mask_parts){0};
}

/* Steps to a neighbour and a diagonal one, fifths of a pixel. */
enum { NEAR = 5, SKEW = 7, FAR = 1 << 20 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Chamfer distance of every pixel of the other kind to kind, times 5, in two
 * passes: each looks at the neighbours that its direction has done.
 *
 *      down:  7 5 7        up:  . . .
 *             5 x .             . x 5
 *             . . .             7 5 7
 */
static void chamfer(const struct mask *m, uint8_t kind, int *d)
{
	int w = m->width, h = m->height, s = w + 2, x, y;

	for (x = 0; x < s * (h + 2); x++)
		d[x] = FAR;
	for (y = 0; y < h; y++) {
		int *p = d + (y + 1) * s + 1;

		for (x = 0; x < w; x++, p++)
			*p = mask_row(m, y)[x] == kind
				     ? 0
				     : least(least(p[-1] + NEAR, p[-s] + NEAR),
					     least(p[-s - 1] + SKEW,
						   p[-s + 1] + SKEW));
	}
	for (y = h - 1; y >= 0; y--) {
		int *p = d + (y + 1) * s + w;

		for (x = w - 1; x >= 0; x--, p--) {
			int v = least(least(p[1] + NEAR, p[s] + NEAR),
				      least(p[s - 1] + SKEW, p[s + 1] + SKEW));

			*p = least(*p, v);
		}
	}
}

void mask_signed_distance(const struct mask *m, struct plane *out)
{
	int w = m->width, s = w + 2, x, y;
	size_t room = (size_t)s * (size_t)(m->height + 2) * sizeof(int);
	int *outside = mem_xmalloc(room), *inside = mem_xmalloc(room);

	chamfer(m, 1, outside);
	chamfer(m, 0, inside);
	plane_init(out, w, m->height);
	for (y = 0; y < m->height; y++) {
		for (x = 0; x < w; x++) {
			int at = (y + 1) * s + x + 1;

			plane_row(out, y)[x] =
				mask_row(m, y)[x]
					? 0.5f - (float)inside[at] / NEAR
					: (float)outside[at] / NEAR - 0.5f;
		}
	}
	free(outside);
	free(inside);
}
