/* SPDX-License-Identifier: MIT */
#include "image/pixel/rank.h"

/*
 * The body for one type of numbers.  The pivot is the middle one: v is often
 * sorted nearly, as rows of greys are.
 */
#define RANK(name, type)                                                       \
	type name(type *v, size_t n, size_t k)                                 \
	{                                                                      \
		ptrdiff_t low = 0, high = (ptrdiff_t)n - 1, at = (ptrdiff_t)k; \
                                                                               \
		while (low < high) {                                           \
			type pivot = v[(low + high) / 2];                      \
			ptrdiff_t i = low, j = high;                           \
                                                                               \
			while (i <= j) {                                       \
				while (v[i] < pivot)                           \
					i++;                                   \
				while (v[j] > pivot)                           \
					j--;                                   \
				if (i <= j) {                                  \
					type t = v[i];                         \
                                                                               \
					v[i++] = v[j];                         \
					v[j--] = t;                            \
				}                                              \
			}                                                      \
			if (at <= j)                                           \
				high = j;                                      \
			else if (at >= i)                                      \
				low = i;                                       \
			else                                                   \
				break;                                         \
		}                                                              \
		return v[at];                                                  \
	}

RANK(rank_float, float)
RANK(rank_double, double)
