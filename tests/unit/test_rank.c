/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/pixel/rank.h"

enum { MOST = 40 };

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* How many of v are smaller than a value, or equal to it. */
static void count(const float *v, size_t n, float value, size_t out[2])
{
	size_t i;

	out[0] = out[1] = 0;
	for (i = 0; i < n; i++) {
		out[0] += v[i] < value;
		out[1] += v[i] <= value;
	}
}

/* Few different values, so that many are equal; every n and k. */
static void every_rank_is_where_sorting_puts_it(void **state)
{
	float v[MOST], found, changed[MOST];
	double wide[MOST];
	size_t n, k, i, below[2];
	uint32_t seed = 7;

	(void)state;
	for (n = 1; n <= MOST; n++)
		for (k = 0; k < n; k++) {
			for (i = 0; i < n; i++) {
				v[i] = (float)(next_random(&seed) % 15) / 3;
				changed[i] = v[i];
				wide[i] = (double)v[i];
			}
			found = rank_float(changed, n, k);
			count(v, n, found, below);
			assert_true(below[0] <= k && k < below[1]);
			assert_true(rank_double(wide, n, k) == (double)found);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rank_is_where_sorting_puts_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
