/* SPDX-License-Identifier: MIT */
#include "image/phash/scan.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { WORDS = PHASH_BYTES / 8, HALF = PHASH_BYTES * 4 };

static inline uint64_t word(const struct phash *h, int i)
{
	uint64_t w;

	memcpy(&w, h->bits + 8 * i, sizeof(w));
	return w;
}

/* Bits that differ in words first .. first + WORDS / 2 - 1. */
static inline __attribute__((always_inline)) int
half_distance(const struct phash *a, const struct phash *b, int first)
{
	return __builtin_popcountll(word(a, first) ^ word(b, first)) +
	       __builtin_popcountll(word(a, first + 1) ^ word(b, first + 1));
}

int phash_distance(const struct phash *a, const struct phash *b)
{
	return half_distance(a, b, 0) + half_distance(a, b, WORDS / 2);
}

int phash_distance_mirrored(const struct phash *a, const struct phash *b)
{
	return half_distance(a, b, 0) + HALF - half_distance(a, b, WORDS / 2);
}

/*
 * The distance to a picture as it is and mirrored at once: the first half's
 * bits count the same for both, of the second half the smaller of d and
 * 128 - d.  Inlined into each caller, which compiles it with or without
 * the popcnt instruction.
 */
static inline __attribute__((always_inline)) void
scan_plain(const struct phash *probes, size_t probe_count,
	   const struct phash *hashes, size_t n, uint16_t *distances)
{
	size_t i, p;

	for (i = 0; i < n; i++) {
		int best = PHASH_BYTES * 8 + 1;

		for (p = 0; p < probe_count; p++) {
			int odd = half_distance(&hashes[i], &probes[p],
						WORDS / 2);
			int sum = half_distance(&hashes[i], &probes[p], 0);

			sum += odd < HALF - odd ? odd : HALF - odd;
			best = sum < best ? sum : best;
		}
		distances[i] = (uint16_t)best;
	}
}

void phash_scan_scalar(const struct phash *probes, size_t probe_count,
		       const struct phash *hashes, size_t n,
		       uint16_t *distances)
{
	scan_plain(probes, probe_count, hashes, n, distances);
}

#if defined(__x86_64__)

__attribute__((target("popcnt"))) static void
scan_popcnt(const struct phash *probes, size_t probe_count,
	    const struct phash *hashes, size_t n, uint16_t *distances)
{
	scan_plain(probes, probe_count, hashes, n, distances);
}

/*
 * Word w of four hashes side by side, for every w, so that four distances are
 * summed in one register and nothing is added across it:
 *
 *     a0 a1 a2 a3        a0 b0 c0 d0
 *     b0 b1 b2 b3   ->   a1 b1 c1 d1
 *     c0 c1 c2 c3        a2 b2 c2 d2
 *     d0 d1 d2 d3        a3 b3 c3 d3
 */
__attribute__((target("avx2"))) static inline void
transpose_4(const struct phash *h, __m256i words[WORDS])
{
	const __m256i *p = (const __m256i *)(const void *)h;
	__m256i a = _mm256_loadu_si256(p), b = _mm256_loadu_si256(p + 1);
	__m256i c = _mm256_loadu_si256(p + 2), d = _mm256_loadu_si256(p + 3);
	__m256i ab0 = _mm256_unpacklo_epi64(a, b);
	__m256i ab1 = _mm256_unpackhi_epi64(a, b);
	__m256i cd0 = _mm256_unpacklo_epi64(c, d);
	__m256i cd1 = _mm256_unpackhi_epi64(c, d);

	words[0] = _mm256_permute2x128_si256(ab0, cd0, 0x20);
	words[1] = _mm256_permute2x128_si256(ab1, cd1, 0x20);
	words[2] = _mm256_permute2x128_si256(ab0, cd0, 0x31);
	words[3] = _mm256_permute2x128_si256(ab1, cd1, 0x31);
}

/* Set bits of each byte: the table looked up for either half of it. */
__attribute__((target("avx2"))) static inline __m256i bits_of(__m256i v)
{
	const __m256i nibbles = _mm256_setr_epi8(
		0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1,
		2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
	const __m256i low = _mm256_set1_epi8(15);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(v, 4), low);

	return _mm256_add_epi8(
		_mm256_shuffle_epi8(nibbles, _mm256_and_si256(v, low)),
		_mm256_shuffle_epi8(nibbles, high));
}

/* Differing bits of words first and first + 1, per hash. */
__attribute__((target("avx2"))) static inline __m256i
half_4(const __m256i words[WORDS], const struct phash *probe, int first)
{
	__m256i p = _mm256_set1_epi64x((long long)word(probe, first));
	__m256i q = _mm256_set1_epi64x((long long)word(probe, first + 1));

	p = bits_of(_mm256_xor_si256(words[first], p));
	q = bits_of(_mm256_xor_si256(words[first + 1], q));
	return _mm256_sad_epu8(_mm256_add_epi8(p, q), _mm256_setzero_si256());
}

__attribute__((target("avx2"))) static void
scan_avx2(const struct phash *probes, size_t probe_count,
	  const struct phash *hashes, size_t n, uint16_t *distances)
{
	const __m256i half = _mm256_set1_epi64x(HALF);
	__m256i words[WORDS], best, odd, sum;
	int64_t least[4];
	size_t i, p;
	int w;

	for (i = 0; i + 4 <= n; i += 4) {
		transpose_4(hashes + i, words);
		best = _mm256_set1_epi32(PHASH_BYTES * 8 + 1);
		for (p = 0; p < probe_count; p++) {
			odd = half_4(words, &probes[p], WORDS / 2);
			odd = _mm256_min_epi32(odd,
					       _mm256_sub_epi64(half, odd));
			sum = half_4(words, &probes[p], 0);
			best = _mm256_min_epi32(best,
						_mm256_add_epi64(sum, odd));
		}
		_mm256_storeu_si256((__m256i *)(void *)least, best);
		for (w = 0; w < 4; w++)
			distances[i + (size_t)w] =
				(uint16_t)(least[w] & 0xffff);
	}
	phash_scan_scalar(probes, probe_count, hashes + i, n - i,
			  distances + i);
}

/* No more than is needed: Knights Mill has these, but not avx512bw and _vl. */
#define WIDEST "avx512f,avx512vpopcntdq"

/* Word w of eight hashes side by side, for every w. */
__attribute__((target(WIDEST))) static inline void
transpose_8(const struct phash *h, __m512i words[WORDS])
{
	const char *p = (const char *)h;
	const __m512i low = _mm512_setr_epi64(0, 4, 8, 12, 1, 5, 9, 13);
	const __m512i high = _mm512_setr_epi64(2, 6, 10, 14, 3, 7, 11, 15);
	__m512i a = _mm512_loadu_si512(p), b = _mm512_loadu_si512(p + 64);
	__m512i c = _mm512_loadu_si512(p + 128);
	__m512i d = _mm512_loadu_si512(p + 192);
	__m512i ab01 = _mm512_permutex2var_epi64(a, low, b);
	__m512i ab23 = _mm512_permutex2var_epi64(a, high, b);
	__m512i cd01 = _mm512_permutex2var_epi64(c, low, d);
	__m512i cd23 = _mm512_permutex2var_epi64(c, high, d);

	words[0] = _mm512_shuffle_i64x2(ab01, cd01, 0x44);
	words[1] = _mm512_shuffle_i64x2(ab01, cd01, 0xee);
	words[2] = _mm512_shuffle_i64x2(ab23, cd23, 0x44);
	words[3] = _mm512_shuffle_i64x2(ab23, cd23, 0xee);
}

/* Differing bits of words first and first + 1, per hash. */
__attribute__((target(WIDEST))) static inline __m512i
half_8(const __m512i words[WORDS], const struct phash *probe, int first)
{
	__m512i p = _mm512_set1_epi64((long long)word(probe, first));
	__m512i q = _mm512_set1_epi64((long long)word(probe, first + 1));

	p = _mm512_popcnt_epi64(_mm512_xor_si512(words[first], p));
	q = _mm512_popcnt_epi64(_mm512_xor_si512(words[first + 1], q));
	return _mm512_add_epi64(p, q);
}

__attribute__((target(WIDEST))) static void
scan_avx512(const struct phash *probes, size_t probe_count,
	    const struct phash *hashes, size_t n, uint16_t *distances)
{
	const __m512i half = _mm512_set1_epi64(HALF);
	__m512i words[WORDS], best, odd, sum;
	size_t i, p;

	for (i = 0; i + 8 <= n; i += 8) {
		transpose_8(hashes + i, words);
		best = _mm512_set1_epi64(PHASH_BYTES * 8 + 1);
		for (p = 0; p < probe_count; p++) {
			odd = half_8(words, &probes[p], WORDS / 2);
			odd = _mm512_min_epi32(odd,
					       _mm512_sub_epi64(half, odd));
			sum = half_8(words, &probes[p], 0);
			best = _mm512_min_epi32(best,
						_mm512_add_epi64(sum, odd));
		}
		_mm_storeu_si128((__m128i *)(void *)(distances + i),
				 _mm512_cvtepi64_epi16(best));
	}
	phash_scan_scalar(probes, probe_count, hashes + i, n - i,
			  distances + i);
}

#endif

static bool has(enum phash_scan_way way)
{
#if defined(__x86_64__)
	switch (way) {
	case PHASH_SCAN_AVX512:
		return __builtin_cpu_supports("avx512f") &&
		       __builtin_cpu_supports("avx512vpopcntdq");
	case PHASH_SCAN_AVX2:
		return __builtin_cpu_supports("avx2");
	case PHASH_SCAN_POPCNT:
		return __builtin_cpu_supports("popcnt");
	default:
		break;
	}
#endif
	return way == PHASH_SCAN_SCALAR;
}

phash_scan_fn *phash_scan_by(enum phash_scan_way way)
{
	static phash_scan_fn *const ways[PHASH_SCAN_WAYS] = {
#if defined(__x86_64__)
		[PHASH_SCAN_AVX512] = scan_avx512,
		[PHASH_SCAN_AVX2] = scan_avx2,
		[PHASH_SCAN_POPCNT] = scan_popcnt,
#endif
		[PHASH_SCAN_SCALAR] = phash_scan_scalar,
	};

	return has(way) ? ways[way] : NULL;
}

void phash_scan(const struct phash *probes, size_t probe_count,
		const struct phash *hashes, size_t n, uint16_t *distances)
{
	int way = 0;

	while (phash_scan_by((enum phash_scan_way)way) == NULL)
		way++;
	phash_scan_by((enum phash_scan_way)way)(probes, probe_count, hashes, n,
						distances);
}
