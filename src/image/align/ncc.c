/* SPDX-License-Identifier: MIT */
#include "image/align/ncc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "base/mem.h"
#include "image/pixel/clones.h"

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
		uint32_t *squares = w->squares + (y + 1) * across, square = 0;

		memset(align_ncc_row(w, y) + w->width, 0,
		       ALIGN_NCC_STRIDE * sizeof(*row));
		sums[0] = 0;
		squares[0] = 0;
		for (x = 0; x < w->width; x++) {
			sum += row[x];
			square += (uint32_t)(row[x] * row[x]);
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

enum { RUN = ALIGN_NCC_RUN };

/*
 * Sums of products of t with the rows from row on, at each of the n places of a
 * run.  A compiler adds each row's vector up by itself, which took half of the
 * time.  Places beyond those asked for may be done along: their pixels are
 * those of the zeroes and of the next row, which are there.
 */
typedef void products_fn(const struct align_template *t, const int16_t *row,
			 int stride, int n, int32_t out[RUN]);

#ifdef __SSE2__
_Static_assert(ALIGN_NCC_STRIDE == 24, "three vectors of eight");
_Static_assert(RUN % 4 == 0, "places are done by four");

/* Templates up to this wide are one vector of sixteen, or two of eight. */
enum { NARROW = 16 };

static inline __m128i madd(const int16_t *a, const int16_t *b)
{
	return _mm_madd_epi16(_mm_loadu_si128((const void *)a),
			      _mm_loadu_si128((const void *)b));
}

static int32_t product_at(const struct align_template *t, const int16_t *row,
			  int stride)
{
	__m128i sum = _mm_setzero_si128(), more = _mm_setzero_si128();
	int32_t lanes[4];
	int j;

	for (j = 0; j < t->height; j++, row += stride) {
		sum = _mm_add_epi32(sum, madd(row, t->pixels[j]));
		more = _mm_add_epi32(more, madd(row + 8, t->pixels[j] + 8));
		if (t->width > NARROW)
			sum = _mm_add_epi32(sum,
					    madd(row + 16, t->pixels[j] + 16));
	}
	_mm_storeu_si128((void *)lanes, _mm_add_epi32(sum, more));
	return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

static void products_sse2(const struct align_template *t, const int16_t *row,
			  int stride, int n, int32_t out[RUN])
{
	int i;

	for (i = 0; i < n; i++)
		out[i] = product_at(t, row + i, stride);
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i madd_wide(const int16_t *a, __m256i b)
{
	return _mm256_madd_epi16(_mm256_loadu_si256((const void *)a), b);
}

/*
 * Four columns of four places: a vector of their own for each would be half
 * empty.  Columns c to c + 3 of place i are the window's pixels i to i + 3.
 *
 *     window    0 1 | 1 2 | 2 3 | 3 4 || 2 3 | 3 4 | 4 5 | 5 6
 *     template  0 1 | 0 1 | 0 1 | 0 1 || 2 3 | 2 3 | 2 3 | 2 3
 *     place       0     1     2     3      0     1     2     3
 */
AVX2 static inline __m256i madd_four(const int16_t *window, const int16_t *four)
{
	const __m256i pairs = _mm256_setr_epi8(
		0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9, 4, 5, 6, 7, 6,
		7, 8, 9, 8, 9, 10, 11, 10, 11, 12, 13);
	const __m256i halves = _mm256_setr_epi8(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2,
						3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5,
						6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
	__m256i w = _mm256_broadcastsi128_si256(
		_mm_loadu_si128((const void *)window));
	__m256i t =
		_mm256_broadcastq_epi64(_mm_loadl_epi64((const void *)four));

	return _mm256_madd_epi16(_mm256_shuffle_epi8(w, pairs),
				 _mm256_shuffle_epi8(t, halves));
}

AVX2 static inline __m128i add_halves(__m256i v)
{
	return _mm_add_epi32(_mm256_castsi256_si128(v),
			     _mm256_extracti128_si256(v, 1));
}

/* Four places at once: each row of the template is loaded once for them. */
AVX2 static inline void four_products(const struct align_template *t,
				      const int16_t *row, int stride,
				      int32_t *out)
{
	__m256i sum[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
			  _mm256_setzero_si256(), _mm256_setzero_si256()};
	__m256i rest = _mm256_setzero_si256();
	int i, j;

	for (j = 0; j < t->height; j++, row += stride) {
		const int16_t *own = t->pixels[j];
		__m256i left = _mm256_loadu_si256((const void *)own);

		for (i = 0; i < 4; i++)
			sum[i] = _mm256_add_epi32(sum[i],
						  madd_wide(row + i, left));
		for (i = NARROW; i < t->width; i += 4)
			rest = _mm256_add_epi32(rest,
						madd_four(row + i, own + i));
	}
	sum[0] = _mm256_hadd_epi32(_mm256_hadd_epi32(sum[0], sum[1]),
				   _mm256_hadd_epi32(sum[2], sum[3]));
	_mm_storeu_si128((void *)out,
			 _mm_add_epi32(add_halves(sum[0]), add_halves(rest)));
}

AVX2 static void products_avx2(const struct align_template *t,
			       const int16_t *row, int stride, int n,
			       int32_t out[RUN])
{
	int i;

	for (i = 0; i < n; i += 4)
		four_products(t, row + i, stride, out + i);
}

static products_fn *products_way(void)
{
	return __builtin_cpu_supports("avx2") ? products_avx2 : products_sse2;
}
#else
static void products_plain(const struct align_template *t, const int16_t *row,
			   int stride, int n, int32_t out[RUN])
{
	int i, j, k;

	for (k = 0; k < n; k++) {
		out[k] = 0;
		for (j = 0; j < t->height; j++)
			for (i = 0; i < t->width; i++)
				out[k] += row[j * stride + i + k] *
					  t->pixels[j][i];
	}
}

static products_fn *products_way(void)
{
	return products_plain;
}
#endif

IMAGE_CLONES
void align_ncc_match(const struct align_ncc *w, const struct align_template *t,
		     struct align_ncc_place at, double floor,
		     float *restrict out)
{
	size_t across = (size_t)w->width + 1;
	size_t top = (size_t)at.y * across + (size_t)at.x;
	size_t low = top + (size_t)t->height * across, right = (size_t)t->width;
	const int32_t *s = w->sums;
	const uint32_t *q = w->squares;
	double n = t->width * t->height;
	int32_t products[RUN];
	int i;

	/* |product| < 22 x 24 x 1000 x 2000 < 2^31 */
	products_way()(t, align_ncc_row(w, at.y) + at.x, w->stride, at.n,
		       products);
	for (i = 0; i < at.n; i++, low++, top++) {
		double sum = s[low + right] - s[low] - s[top + right] + s[top];
		double energy = (int32_t)(q[low + right] - q[low] -
					  q[top + right] + q[top]);

		/* the template's mean is 0, so the window's drops out */
		energy -= sum * sum / n;
		energy += floor * ALIGN_NCC_ONE * ALIGN_NCC_ONE;
		out[i] = (float)(products[i] / (t->norm * sqrt(energy)));
	}
}
