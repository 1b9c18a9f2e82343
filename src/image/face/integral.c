/* SPDX-License-Identifier: MIT */
#include "image/face/integral.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void make_room(struct face_integral *t, int width, int height)
{
	size_t need;

	t->width = width;
	t->height = height;
	t->pitch = width + 1;
	need = (size_t)t->pitch * (size_t)(height + 1);
	t->phases = 1;
	if (need > t->room) {
		free(t->sum);
		t->sum = mem_xcalloc(3 * need + FACE_INTEGRAL_SLACK,
				     sizeof(*t->sum));
		t->room = need;
	}
	t->square = t->sum + 2 * need;
}

static void fill_sums(struct face_integral *t, const struct image *grey)
{
	int x, y, pitch = t->pitch;

	memset(t->sum, 0, (size_t)pitch * sizeof(*t->sum));
	memset(t->square, 0, (size_t)pitch * sizeof(*t->square));
	for (y = 0; y < grey->height; y++) {
		const uint8_t *row = image_row(grey, y);
		uint32_t *sum = t->sum + (size_t)(y + 1) * (size_t)pitch;
		uint32_t *square = t->square + (size_t)(y + 1) * (size_t)pitch;
		uint32_t s = 0, q = 0;

		sum[0] = square[0] = 0;
		for (x = 0; x < grey->width; x++) {
			s += row[x];
			q += (uint32_t)row[x] * row[x];
			sum[x + 1] = sum[x + 1 - pitch] + s;
			square[x + 1] = square[x + 1 - pitch] + q;
		}
	}
}

/*
 * T(x, y) = T(x-1, y-1) + T(x+1, y-1) - T(x, y-2) + I(x-1, y-1) + I(x-1, y-2)
 * where T(-1, y) = T(0, y-1) and T(w+1, y) = T(w, y-1).
 */
static void tilted_row(const struct face_integral *t, const struct image *grey,
		       int y)
{
	const uint8_t *below = image_row(grey, y - 1);
	const uint8_t *above = image_row(grey, y - 2);
	uint32_t *row = t->tilted + (size_t)y * (size_t)t->pitch;
	const uint32_t *r1 = row - t->pitch, *r2 = r1 - t->pitch;
	int x, w = t->width;

	row[0] = r1[1];
	for (x = 1; x < w; x++)
		row[x] = r1[x - 1] + r1[x + 1] - r2[x] + below[x - 1] +
			 above[x - 1];
	row[w] = r1[w - 1] + below[w - 1] + above[w - 1];
}

static void fill_tilted(struct face_integral *t, const struct image *grey)
{
	int x, y;

	t->tilted = t->sum + (size_t)t->pitch * (size_t)(t->height + 1);
	memset(t->tilted, 0, (size_t)t->pitch * sizeof(*t->tilted));
	t->tilted[t->pitch] = 0;
	for (x = 1; x <= t->width; x++)
		t->tilted[t->pitch + x] = grey->data[x - 1];
	for (y = 2; y <= t->height; y++)
		tilted_row(t, grey, y);
}

void face_integral_fill(struct face_integral *t, const struct image *grey,
			bool tilted)
{
	make_room(t, grey->width, grey->height);
	fill_sums(t, grey);
	t->tilted = NULL;
	if (tilted)
		fill_tilted(t, grey);
}

static void deinterleave_rows(const struct face_integral *t,
			      const uint32_t *from,
			      const struct face_integral *to, uint32_t *out)
{
	int y, x, phase, n = to->phases;
	const uint32_t *row = from;

	for (y = 0; y <= t->height; y++, row += t->pitch, out += to->pitch)
		for (phase = 0; phase < n; phase++) {
			uint32_t *part = out + face_integral_column(to, phase);

			for (x = phase; x < t->pitch; x += n)
				*part++ = row[x];
		}
}

void face_integral_deinterleave(const struct face_integral *t, int phases,
				struct face_integral *to)
{
	int width = (t->pitch + phases - 1) / phases * phases - 1;

	make_room(to, width, t->height);
	to->phases = phases;
	deinterleave_rows(t, t->sum, to, to->sum);
	deinterleave_rows(t, t->square, to, to->square);
	to->tilted = NULL;
	if (!t->tilted)
		return;
	to->tilted = to->sum + (size_t)to->pitch * (size_t)(to->height + 1);
	deinterleave_rows(t, t->tilted, to, to->tilted);
}

void face_integral_release(struct face_integral *t)
{
	free(t->sum);
	memset(t, 0, sizeof(*t));
}
