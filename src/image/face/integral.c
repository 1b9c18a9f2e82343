/* SPDX-License-Identifier: MIT */
#include "image/face/integral.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/clones.h"

/* Rows in plain order: sums and squares so far, and three tilted ones. */
enum { LINES = 5 };

void face_integral_init(struct face_integral *t,
			const struct face_integral_room *room)
{
	int n = room->phases;
	size_t need;

	t->width = t->height = 0;
	t->phases = n;
	t->pitch = (room->width + n) / n * n;
	t->rows = room->height + 1;
	need = (size_t)t->pitch * (size_t)t->rows;
	/* Not cleared: what is read is filled in, or never looked at. */
	t->sum =
		mem_xmalloc((3 * need + FACE_INTEGRAL_SLACK) * sizeof(*t->sum));
	memset(t->sum + 3 * need, 0, FACE_INTEGRAL_SLACK * sizeof(*t->sum));
	t->tilted = room->tilted ? t->sum + need : NULL;
	t->square = t->sum + 2 * need;
	t->line = mem_xmalloc(LINES * (size_t)t->pitch * sizeof(*t->line));
}

static inline __attribute__((always_inline)) void
deal(uint32_t *restrict out, const uint32_t *restrict line, int pitch, int n)
{
	int part = pitch / n, phase, x;

	for (phase = 0; phase < n; phase++)
		for (x = 0; x < part; x++)
			out[phase * part + x] = line[x * n + phase];
}

/* A row in plain order goes to its place, dealt into the phases. */
IMAGE_CLONES
static void put_row(const struct face_integral *t, uint32_t *out,
		    const uint32_t *line)
{
	/* Numbers the compiler knows make two shuffles of it. */
	if (t->phases == 1)
		memcpy(out, line, (size_t)t->pitch * sizeof(*out));
	else if (t->phases == 2)
		deal(out, line, t->pitch, 2);
	else if (t->phases == 4)
		deal(out, line, t->pitch, 4);
	else
		deal(out, line, t->pitch, t->phases);
}

static void fill_sums(struct face_integral *t, const struct image *grey)
{
	uint32_t *sum = t->line, *square = sum + t->pitch, s, q;
	size_t at = 0;
	int x, y;

	memset(sum, 0, 2 * (size_t)t->pitch * sizeof(*sum));
	for (y = 0;; y++, at += (size_t)t->pitch) {
		const uint8_t *row;

		put_row(t, t->sum + at, sum);
		put_row(t, t->square + at, square);
		if (y == grey->height)
			break;
		row = image_row(grey, y);
		s = q = 0;
		for (x = 0; x < grey->width; x++) {
			s += row[x];
			q += (uint32_t)row[x] * row[x];
			sum[x + 1] += s;
			square[x + 1] += q;
		}
	}
}

/*
 * T(x, y) = T(x-1, y-1) + T(x+1, y-1) - T(x, y-2) + I(x-1, y-1) + I(x-1, y-2)
 * where T(-1, y) = T(0, y-1) and T(w+1, y) = T(w, y-1).
 */
static void tilted_row(uint32_t *restrict row, const uint32_t *restrict r1,
		       const uint32_t *restrict r2, const struct image *grey,
		       int y)
{
	const uint8_t *below = image_row(grey, y - 1);
	const uint8_t *above = image_row(grey, y - 2);
	int x, w = grey->width;

	row[0] = r1[1];
	for (x = 1; x < w; x++)
		row[x] = r1[x - 1] + r1[x + 1] - r2[x] + below[x - 1] +
			 above[x - 1];
	row[w] = r1[w - 1] + below[w - 1] + above[w - 1];
}

static void fill_tilted(struct face_integral *t, const struct image *grey)
{
	uint32_t *r2 = t->line + 2 * (size_t)t->pitch, *r1 = r2 + t->pitch;
	uint32_t *row = r1 + t->pitch, *next, *out = t->tilted;
	int x, y;

	memset(r2, 0, 3 * (size_t)t->pitch * sizeof(*r2));
	put_row(t, out, r2);
	for (x = 1; x <= grey->width; x++)
		r1[x] = grey->data[x - 1];
	put_row(t, out += t->pitch, r1);
	for (y = 2; y <= grey->height; y++) {
		tilted_row(row, r1, r2, grey, y);
		put_row(t, out += t->pitch, row);
		next = r2;
		r2 = r1;
		r1 = row;
		row = next;
	}
}

void face_integral_fill(struct face_integral *t, const struct image *grey)
{
	t->width = grey->width;
	t->height = grey->height;
	fill_sums(t, grey);
	if (t->tilted)
		fill_tilted(t, grey);
}

void face_integral_release(struct face_integral *t)
{
	free(t->sum);
	free(t->line);
	memset(t, 0, sizeof(*t));
}
