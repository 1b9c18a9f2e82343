/* SPDX-License-Identifier: MIT */
/*
 * Vectors of eight, for loops that compilers do not vectorise well.  Each lane
 * is summed for itself, so the order of additions, and with it the result, is
 * the same on every machine.
 *
 * Vectors are passed through memory, never as arguments or results: how those
 * are passed depends on the compiler and on the target for which a clone
 * (image/pixel/clones.h) is built.
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
 * Weights for the end of a row: its last VECTOR_LANES values are loaded
 * although the first done of them were processed before; these lanes get 0,
 * others 1.
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

/* The values at VECTOR_LANES places, and their right neighbours. */
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

/* The sum of all lanes, added in their order. */
VECTOR_INLINE double vector_sum(const vector_floats *lanes)
{
	double sum = 0;
	int i;

	for (i = 0; i < VECTOR_LANES; i++)
		sum += (double)(*lanes)[i];
	return sum;
}

#endif
