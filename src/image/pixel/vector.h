/* SPDX-License-Identifier: MIT */
/*
 * Vectors of eight for loops that a compiler does not turn into vectors
 * well.  Every lane is a sum of its own, so the order in which anything is
 * added, and with it the result, is the same on every machine.
 *
 * Vectors travel through memory and never as arguments or results: how these
 * are passed differs between compilers and with what a clone
 * (image/pixel/clones.h) is built for.
 */
#ifndef IMAGE_PIXEL_VECTOR_H
#define IMAGE_PIXEL_VECTOR_H

#include <stdint.h>
#include <string.h>

enum { VECTOR_LANES = 8 };

typedef float vector_floats __attribute__((vector_size(4 * VECTOR_LANES)));
typedef int32_t vector_ints __attribute__((vector_size(4 * VECTOR_LANES)));
typedef uint32_t vector_uints __attribute__((vector_size(4 * VECTOR_LANES)));

#define VECTOR_INLINE static inline __attribute__((always_inline))

VECTOR_INLINE void vector_load(const float *from, vector_floats *to)
{
	memcpy(to, from, sizeof(*to));
}

/*
 * Zero in the first done lanes, one in the others: the last VECTOR_LANES
 * values of a row reach back over done of them that were taken before.
 */
VECTOR_INLINE void vector_rest(int done, vector_floats *to)
{
	static const float steps[2 * VECTOR_LANES] = {0, 0, 0, 0, 0, 0, 0, 0,
						      1, 1, 1, 1, 1, 1, 1, 1};

	vector_load(steps + VECTOR_LANES - done, to);
}

/* Four pairs of neighbours. */
typedef double vector_pairs __attribute__((vector_size(4 * sizeof(double))));

VECTOR_INLINE double vector_pair(const float *p)
{
	double pair;

	memcpy(&pair, p, sizeof(pair));
	return pair;
}

/* The values at VECTOR_LANES places, and those to the right of them. */
VECTOR_INLINE void vector_load_pairs(const float *b, const int *at,
				     vector_floats *left, vector_floats *right)
{
	const vector_pairs p = {vector_pair(b + at[0]), vector_pair(b + at[1]),
				vector_pair(b + at[2]), vector_pair(b + at[3])};
	const vector_pairs q = {vector_pair(b + at[4]), vector_pair(b + at[5]),
				vector_pair(b + at[6]), vector_pair(b + at[7])};
	vector_floats first, second;

	memcpy(&first, &p, sizeof(first));
	memcpy(&second, &q, sizeof(second));
	*left = __builtin_shufflevector(first, second, 0, 2, 4, 6, 8, 10, 12,
					14);
	*right = __builtin_shufflevector(first, second, 1, 3, 5, 7, 9, 11, 13,
					 15);
}

/* In the order of the lanes. */
VECTOR_INLINE double vector_sum(const vector_floats *lanes)
{
	double sum = 0;
	int i;

	for (i = 0; i < VECTOR_LANES; i++)
		sum += (double)(*lanes)[i];
	return sum;
}

#endif
