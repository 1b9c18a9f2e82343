/* SPDX-License-Identifier: MIT */
#include "image/qr/rs.h"

#include <stdbool.h>
#include <string.h>

enum { MAX_EC = 30, POLY = MAX_EC + 2 };

/*
 * Powers of 2 in GF(256) and their logarithms (log 0 is never asked).  As
 * tables in the text, not filled at the start: nothing to guard by threads.
 */
/* clang-format off */
static const uint8_t powers[255] = {
	1, 2, 4, 8, 16, 32, 64, 128, 29, 58, 116, 232, 205, 135,
	19, 38, 76, 152, 45, 90, 180, 117, 234, 201, 143, 3, 6, 12,
	24, 48, 96, 192, 157, 39, 78, 156, 37, 74, 148, 53, 106, 212,
	181, 119, 238, 193, 159, 35, 70, 140, 5, 10, 20, 40, 80, 160,
	93, 186, 105, 210, 185, 111, 222, 161, 95, 190, 97, 194, 153, 47,
	94, 188, 101, 202, 137, 15, 30, 60, 120, 240, 253, 231, 211, 187,
	107, 214, 177, 127, 254, 225, 223, 163, 91, 182, 113, 226, 217, 175,
	67, 134, 17, 34, 68, 136, 13, 26, 52, 104, 208, 189, 103, 206,
	129, 31, 62, 124, 248, 237, 199, 147, 59, 118, 236, 197, 151, 51,
	102, 204, 133, 23, 46, 92, 184, 109, 218, 169, 79, 158, 33, 66,
	132, 21, 42, 84, 168, 77, 154, 41, 82, 164, 85, 170, 73, 146,
	57, 114, 228, 213, 183, 115, 230, 209, 191, 99, 198, 145, 63, 126,
	252, 229, 215, 179, 123, 246, 241, 255, 227, 219, 171, 75, 150, 49,
	98, 196, 149, 55, 110, 220, 165, 87, 174, 65, 130, 25, 50, 100,
	200, 141, 7, 14, 28, 56, 112, 224, 221, 167, 83, 166, 81, 162,
	89, 178, 121, 242, 249, 239, 195, 155, 43, 86, 172, 69, 138, 9,
	18, 36, 72, 144, 61, 122, 244, 245, 247, 243, 251, 235, 203, 139,
	11, 22, 44, 88, 176, 125, 250, 233, 207, 131, 27, 54, 108, 216,
	173, 71, 142
};

static const uint8_t logs[256] = {
	0, 0, 1, 25, 2, 50, 26, 198, 3, 223, 51, 238, 27, 104,
	199, 75, 4, 100, 224, 14, 52, 141, 239, 129, 28, 193, 105, 248,
	200, 8, 76, 113, 5, 138, 101, 47, 225, 36, 15, 33, 53, 147,
	142, 218, 240, 18, 130, 69, 29, 181, 194, 125, 106, 39, 249, 185,
	201, 154, 9, 120, 77, 228, 114, 166, 6, 191, 139, 98, 102, 221,
	48, 253, 226, 152, 37, 179, 16, 145, 34, 136, 54, 208, 148, 206,
	143, 150, 219, 189, 241, 210, 19, 92, 131, 56, 70, 64, 30, 66,
	182, 163, 195, 72, 126, 110, 107, 58, 40, 84, 250, 133, 186, 61,
	202, 94, 155, 159, 10, 21, 121, 43, 78, 212, 229, 172, 115, 243,
	167, 87, 7, 112, 192, 247, 140, 128, 99, 13, 103, 74, 222, 237,
	49, 197, 254, 24, 227, 165, 153, 119, 38, 184, 180, 124, 17, 68,
	146, 217, 35, 32, 137, 46, 55, 63, 209, 91, 149, 188, 207, 205,
	144, 135, 151, 178, 220, 252, 190, 97, 242, 86, 211, 171, 20, 42,
	93, 158, 132, 60, 57, 83, 71, 109, 65, 162, 31, 45, 67, 216,
	183, 123, 164, 118, 196, 23, 73, 236, 127, 12, 111, 246, 108, 161,
	59, 82, 41, 157, 85, 170, 251, 96, 134, 177, 187, 204, 62, 90,
	203, 89, 95, 176, 156, 169, 160, 81, 11, 245, 22, 235, 122, 117,
	44, 215, 79, 174, 213, 233, 230, 231, 173, 232, 116, 214, 244, 234,
	168, 80, 88, 175
};
/* clang-format on */

static unsigned power(int e)
{
	return powers[e % 255];
}

static unsigned times(unsigned a, unsigned b)
{
	return a && b ? power(logs[a] + logs[b]) : 0;
}

static unsigned over(unsigned a, unsigned b)
{
	return a ? power(logs[a] + 255 - logs[b]) : 0;
}

/*
 * Horner's rule at each root.  Multiplying by a root is adding to a logarithm,
 * which is why this is not times().  Whether all are zero: a code word.
 */
static bool syndromes(const uint8_t *word, int n, int ec, uint8_t *s)
{
	unsigned any = 0, v;
	int i, k;

	for (i = 0; i < ec; i++) {
		v = 0;
		for (k = 0; k < n; k++)
			v = (v ? power(logs[v] + i) : 0) ^ word[k];
		s[i] = (uint8_t)v;
		any |= v;
	}
	return any == 0;
}

/* poly *= (1 + x * root) */
static void multiply_by_root(uint8_t *poly, unsigned root)
{
	int i;

	for (i = POLY - 1; i > 0; i--)
		poly[i] ^= (uint8_t)times(poly[i - 1], root);
}

static void shift_up(uint8_t *poly)
{
	memmove(poly + 1, poly, POLY - 1);
	poly[0] = 0;
}

/*
 * Berlekamp and Massey, started from the erasures' locator: errors and
 * erasures come out as the roots of one polynomial.
 */
static void find_locator(const uint8_t *s, int ec, int erased, uint8_t *lambda)
{
	uint8_t b[POLY], t[POLY];
	int r, i, length = erased;
	unsigned d;

	memcpy(b, lambda, POLY);
	for (r = erased + 1; r <= ec; r++) {
		d = 0;
		for (i = 0; i < r; i++)
			d ^= times(lambda[i], s[r - i - 1]);
		shift_up(b);
		if (d == 0)
			continue;
		for (i = 0; i < POLY; i++)
			t[i] = (uint8_t)(lambda[i] ^ times(d, b[i]));
		if (2 * length <= r + erased - 1) {
			length = r + erased - length;
			for (i = 0; i < POLY; i++)
				b[i] = (uint8_t)over(lambda[i], d);
		}
		memcpy(lambda, t, POLY);
	}
}

static int degree(const uint8_t *poly)
{
	int i = POLY - 1;

	while (i > 0 && !poly[i])
		i--;
	return i;
}

static unsigned value_at(const uint8_t *poly, int n, unsigned x)
{
	unsigned v = 0;

	while (n-- > 0)
		v = times(v, x) ^ poly[n];
	return v;
}

/* S * lambda mod x^ec */
static void find_evaluator(const uint8_t *s, const uint8_t *lambda, int ec,
			   uint8_t *omega)
{
	int i, k;

	for (i = 0; i < ec; i++) {
		unsigned v = 0;

		for (k = 0; k <= i; k++)
			v ^= times(lambda[k], s[i - k]);
		omega[i] = (uint8_t)v;
	}
}

/* The derivative keeps the odd terms alone in a field of characteristic 2. */
static unsigned derivative_at(const uint8_t *lambda, unsigned x)
{
	unsigned v = 0, x2 = times(x, x), p = 1;
	int i;

	for (i = 1; i < POLY; i += 2) {
		v ^= times(lambda[i], p);
		p = times(p, x2);
	}
	return v;
}

/*
 * Forney's values put into word; how many roots lay inside the word.  Every
 * place is tried (n is 255 at most, so Chien's search would save nothing).
 */
static int repair(uint8_t *word, const struct qr_rs *how, const uint8_t *lambda,
		  const uint8_t *omega)
{
	int place, found = 0;

	for (place = 0; place < how->n; place++) {
		int at = how->n - 1 - place;
		unsigned inverse = power(255 - at), slope;

		if (value_at(lambda, POLY, inverse) != 0)
			continue;
		slope = derivative_at(lambda, inverse);
		if (slope == 0)
			return -1;
		word[place] ^= (uint8_t)times(
			power(at),
			over(value_at(omega, how->ec, inverse), slope));
		found++;
	}
	return found;
}

int qr_rs_correct(uint8_t *word, const struct qr_rs *how)
{
	uint8_t s[MAX_EC], lambda[POLY] = {1}, omega[MAX_EC], fixed[255];
	int i, size;

	if (how->n > 255 || how->ec > MAX_EC || how->ec >= how->n ||
	    how->erasure_count > how->ec - how->reserve)
		return -1;
	if (syndromes(word, how->n, how->ec, s))
		return 0;
	for (i = 0; i < how->erasure_count; i++)
		multiply_by_root(lambda, power(how->n - 1 - how->erasures[i]));
	find_locator(s, how->ec, how->erasure_count, lambda);
	size = degree(lambda);
	/* with nothing in reserve, noise would be corrected to some word */
	if (2 * size - how->erasure_count > how->ec - how->reserve)
		return -1;
	find_evaluator(s, lambda, how->ec, omega);
	memcpy(fixed, word, (size_t)how->n);
	/* roots outside the word, or repeated ones: too many errors */
	if (repair(fixed, how, lambda, omega) != size ||
	    !syndromes(fixed, how->n, how->ec, s))
		return -1;
	memcpy(word, fixed, (size_t)how->n);
	return size;
}
