/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>
#include <string.h>

#include "image/pixel/linear.h"

enum { MOST = 10 };

static double next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return (double)(*state >> 8) / (1 << 23) - 1;
}

static bool is_near(double a, double b)
{
	return fabs(a - b) < 1e-7;
}

/* Equations made of a known answer give it back; 0 along the diagonal too. */
static void a_known_answer_comes_back(void **state)
{
	double m[MOST * (MOST + 1)], want[MOST], x[MOST];
	uint32_t seed = 3;
	int n, i, k;

	(void)state;
	for (n = 1; n <= MOST; n++) {
		for (i = 0; i < n; i++)
			want[i] = next_random(&seed);
		for (i = 0; i < n; i++) {
			double *row = m + i * (n + 1);

			row[n] = 0;
			for (k = 0; k < n; k++) {
				row[k] = n > 1 && k == i ? 0
							 : next_random(&seed);
				row[n] += row[k] * want[k];
			}
		}
		assert_true(linear_solve(m, n, x));
		for (i = 0; i < n; i++)
			assert_true(is_near(x[i], want[i]));
	}
}

static void equations_that_say_too_little_are_refused(void **state)
{
	double twice[2][3] = {{1, 2, 3}, {2, 4, 6}}, x[2];
	double none[2][3] = {{NAN, 2, 3}, {2, NAN, 6}};

	(void)state;
	assert_false(linear_solve(twice[0], 2, x));
	assert_false(linear_solve(none[0], 2, x));
}

/* B'B + 1/10 is positive definite; only n of the stride are used. */
static void a_definite_system_has_all_its_answers(void **state)
{
	double base[3][3] = {{2, 1, 0}, {0, 1, 3}, {1, 1, 1}};
	double want[2][3] = {{1, -2, 3}, {0.5, 0, -4}};
	double m[3][5] = {{0}}, right[2][5] = {{0}};
	int i, j, k, c;

	(void)state;
	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++) {
			m[i][j] = i == j ? 0.1 : 0;
			for (k = 0; k < 3; k++)
				m[i][j] += base[k][i] * base[k][j];
		}
	for (c = 0; c < 2; c++)
		for (i = 0; i < 3; i++)
			for (j = 0; j < 3; j++)
				right[c][i] += m[i][j] * want[c][j];
	linear_solve_definite(&(struct linear_definite){.m = m[0],
							.right = right[0],
							.n = 3,
							.stride = 5,
							.rights = 2});
	for (c = 0; c < 2; c++)
		for (i = 0; i < 3; i++)
			assert_true(is_near(right[c][i], want[c][i]));
}

static void a_plane_is_found_through_its_points(void **state)
{
	const double want[2][3] = {{1, 2, -3}, {0, -0.5, 4}};
	struct linear_plane plane = {.moment = {0}};
	double out[2][3], at[2];
	uint32_t seed = 9;
	int i, c;

	(void)state;
	for (i = 0; i < 20; i++) {
		double w = 1.5 + next_random(&seed);

		at[0] = next_random(&seed);
		at[1] = next_random(&seed);
		linear_plane_add(&plane, w, at);
		for (c = 0; c < 2; c++)
			linear_plane_value(&plane, w, at, c,
					   want[c][0] + want[c][1] * at[0] +
						   want[c][2] * at[1]);
	}
	assert_true(linear_plane_solve(&plane, 1e-9, 2, out));
	for (c = 0; c < 2; c++)
		for (i = 0; i < 3; i++)
			assert_true(is_near(out[c][i], want[c][i]));
}

static void points_in_a_line_make_no_plane(void **state)
{
	struct linear_plane plane = {.moment = {0}};
	double out[1][3];
	int i;

	(void)state;
	for (i = 0; i < 5; i++) {
		const double at[2] = {i, 2 * i};

		linear_plane_add(&plane, 1, at);
		linear_plane_value(&plane, 1, at, 0, i);
	}
	assert_false(linear_plane_solve(&plane, 1e-9, 1, out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_known_answer_comes_back),
		cmocka_unit_test(equations_that_say_too_little_are_refused),
		cmocka_unit_test(a_definite_system_has_all_its_answers),
		cmocka_unit_test(a_plane_is_found_through_its_points),
		cmocka_unit_test(points_in_a_line_make_no_plane),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
