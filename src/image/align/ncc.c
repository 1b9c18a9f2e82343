/* SPDX-License-Identifier: MIT */
#include "image/align/ncc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "base/mem.h"

void align_ncc_init(struct align_ncc *w, int width, int height)
{
	size_t stride = (size_t)width + ALIGN_NCC_STRIDE;
	size_t cells = ((size_t)width + 1) * ((size_t)height + 1);

	*w = (struct align_ncc){.pixels = NULL};
	w->pixels = mem_xcalloc(stride * (size_t)height, sizeof(*w->pixels));
	w->sums = mem_xcalloc(cells, sizeof(*w->sums));
	w->squares = mem_xcalloc(cells, sizeof(*w->squares));
}

void align_ncc_release(struct align_ncc *w)
{
	free(w->squares);
	free(w->sums);
	free(w->pixels);
}

void align_ncc_resize(struct align_ncc *w, int width, int height)
{
	w->width = width;
	w->height = height;
	w->stride = width + ALIGN_NCC_STRIDE;
}

void align_ncc_seal(struct align_ncc *w)
{
	int x, y, across = w->width + 1;

	memset(w->sums, 0, (size_t)across * sizeof(*w->sums));
	memset(w->squares, 0, (size_t)across * sizeof(*w->squares));
	for (y = 0; y < w->height; y++) {
		const int16_t *row = align_ncc_row(w, y);
		int32_t *sums = w->sums + (y + 1) * across, sum = 0;
		int64_t *squares = w->squares + (y + 1) * across, square = 0;

		memset(align_ncc_row(w, y) + w->width, 0,
		       ALIGN_NCC_STRIDE * sizeof(*row));
		sums[0] = 0;
		squares[0] = 0;
		for (x = 0; x < w->width; x++) {
			sum += row[x];
			square += row[x] * row[x];
			sums[x + 1] = sums[x + 1 - across] + sum;
			squares[x + 1] = squares[x + 1 - across] + square;
		}
	}
}

void align_ncc_from(struct align_ncc *w, const struct align_warp *warp)
{
	int x, y;

	align_ncc_init(w, warp->width, warp->height);
	align_ncc_resize(w, warp->width, warp->height);
	for (y = 0; y < warp->height; y++)
		for (x = 0; x < warp->width; x++)
			align_ncc_row(w, y)[x] =
				align_ncc_value(warp->value[y][x]);
	align_ncc_seal(w);
}

void align_ncc_centre(struct align_template *t)
{
	int x, y, sum = 0, mean, n = t->width * t->height;
	int64_t energy = 0;

	for (y = 0; y < t->height; y++)
		for (x = 0; x < t->width; x++)
			sum += t->pixels[y][x];
	/* rounded: half a step of 1/400 is far below what is compared */
	mean = (int)lrint((double)sum / n);
	for (y = 0; y < t->height; y++)
		for (x = 0; x < t->width; x++) {
			t->pixels[y][x] = (int16_t)(t->pixels[y][x] - mean);
			energy += t->pixels[y][x] * t->pixels[y][x];
		}
	t->norm = sqrt((double)energy + 1); /* never 0 */
}

/*
 * The sum of products of t with the rows from row on.  A compiler adds each
 * row's vector up by itself, which took half of the time.
 */
#ifdef __SSE2__
_Static_assert(ALIGN_NCC_STRIDE == 24, "three vectors of eight");

static inline __m128i madd(const int16_t *a, const int16_t *b)
{
	return _mm_madd_epi16(_mm_loadu_si128((const void *)a),
			      _mm_loadu_si128((const void *)b));
}

static int32_t product_of(const struct align_template *t, const int16_t *row,
			  int stride)
{
	__m128i sum = _mm_setzero_si128(), more = _mm_setzero_si128();
	int32_t lanes[4];
	int j;

	for (j = 0; j < t->height; j++, row += stride) {
		sum = _mm_add_epi32(sum, madd(row, t->pixels[j]));
		more = _mm_add_epi32(more, madd(row + 8, t->pixels[j] + 8));
		sum = _mm_add_epi32(sum, madd(row + 16, t->pixels[j] + 16));
	}
	_mm_storeu_si128((void *)lanes, _mm_add_epi32(sum, more));
	return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}
#else
static int32_t product_of(const struct align_template *t, const int16_t *row,
			  int stride)
{
	int32_t sum = 0;
	int i, j;

	for (j = 0; j < t->height; j++, row += stride)
		for (i = 0; i < ALIGN_NCC_STRIDE; i++)
			sum += row[i] * t->pixels[j][i];
	return sum;
}
#endif

float align_ncc_match(const struct align_ncc *w, const struct align_template *t,
		      int x, int y, double floor)
{
	int across = w->width + 1, top = y * across + x;
	int low = top + t->height * across, n = t->width * t->height;
	/* |product| < 22 x 24 x 1000 x 2000 < 2^31 */
	int32_t product = product_of(t, align_ncc_row(w, y) + x, w->stride);
	int32_t sum;
	double energy;

	sum = w->sums[low + t->width] - w->sums[low] - w->sums[top + t->width] +
	      w->sums[top];
	energy = (double)(w->squares[low + t->width] - w->squares[low] -
			  w->squares[top + t->width] + w->squares[top]);
	/* the template's mean is 0, so the window's drops out of product */
	energy -= (double)sum * sum / n;
	energy += floor * ALIGN_NCC_ONE * ALIGN_NCC_ONE;
	return (float)(product / (t->norm * sqrt(energy)));
}
