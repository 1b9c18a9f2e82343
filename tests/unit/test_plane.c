/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/pixel/plane.h"

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void noise(struct plane *p, int width, int height, uint32_t seed)
{
	int i;

	plane_init(p, width, height);
	for (i = 0; i < width * height; i++)
		p->data[i] = (float)(next_random(&seed) % 1000) / 7;
}

static float at(const struct plane *p, int x, int y)
{
	x = x < 0 ? 0 : x >= p->width ? p->width - 1 : x;
	y = y < 0 ? 0 : y >= p->height ? p->height - 1 : y;
	return plane_row(p, y)[x];
}

/* One direction of the blur, a pixel at a time in the same order of sums. */
static void blur_plainly(const struct plane *from, struct plane *to,
			 const float *kernel, const int how[2])
{
	int x, y, i, radius = how[0], down = how[1];

	for (y = 0; y < from->height; y++) {
		for (x = 0; x < from->width; x++) {
			float sum = 0;

			for (i = 0; i <= 2 * radius; i++) {
				int k = i - radius;

				sum += kernel[i] * at(from, down ? x : x + k,
						      down ? y + k : y);
			}
			plane_row(to, y)[x] = sum;
		}
	}
}

/* Whatever the machine's vectors are, the blur is the plain sum to the bit. */
static void the_blur_is_the_plain_sum(void **state)
{
	static const int size[][2] = {{37, 23}, {64, 5}, {3, 40}, {1, 1}};
	static const float sigma[] = {0.6f, 1, 2.3f};
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(size) / sizeof(*size); i++) {
		for (j = 0; j < sizeof(sigma) / sizeof(*sigma); j++) {
			int r = (int)ceilf(2.5f * sigma[j]), k;
			float kernel[32], sum = 0;
			struct plane p, once, twice;

			noise(&p, size[i][0], size[i][1], (uint32_t)(i + j));
			plane_init(&once, p.width, p.height);
			plane_init(&twice, p.width, p.height);
			for (k = -r; k <= r; k++)
				sum += kernel[k + r] =
					expf(-(float)(k * k) /
					     (2 * sigma[j] * sigma[j]));
			for (k = 0; k <= 2 * r; k++)
				kernel[k] /= sum;
			blur_plainly(&p, &once, kernel, (int[]){r, 0});
			blur_plainly(&once, &twice, kernel, (int[]){r, 1});
			plane_gauss(&p, &p, sigma[j]);
			assert_memory_equal(p.data, twice.data,
					    (size_t)(p.width * p.height) *
						    sizeof(float));
			plane_release(&p);
			plane_release(&once);
			plane_release(&twice);
		}
	}
}

static void opening_takes_narrow_lights_away(void **state)
{
	struct plane p;
	int x;

	(void)state;
	plane_init(&p, 40, 40);
	for (x = 0; x < 40; x++) {
		plane_row(&p, x)[10] = 5; /* one pixel wide */
		plane_row(&p, x)[20] = 7; /* six wide */
		memcpy(plane_row(&p, x) + 21, (float[]){7, 7, 7, 7, 7},
		       5 * sizeof(float));
	}
	plane_open(&p, 2);
	assert_true(at(&p, 10, 20) == 0);
	assert_true(at(&p, 22, 20) == 7);
	plane_release(&p);
}

/* Along all four sides, too: past them there is nothing. */
static void opening_knows_the_sides(void **state)
{
	struct plane p;
	int i;

	(void)state;
	plane_init(&p, 40, 40);
	for (i = 0; i < 40; i++) {
		plane_row(&p, i)[0] = plane_row(&p, i)[39] = 3;
		plane_row(&p, 0)[i] = plane_row(&p, 39)[i] = 3;
	}
	plane_open(&p, 2);
	for (i = 0; i < 40; i++)
		assert_true(at(&p, i, 20) == 0 && at(&p, 20, i) == 0);
	plane_release(&p);

	plane_init(&p, 1, 9);
	plane_row(&p, 4)[0] = 1;
	plane_open(&p, 1);
	assert_true(at(&p, 0, 4) == 0);
	plane_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_blur_is_the_plain_sum),
		cmocka_unit_test(opening_takes_narrow_lights_away),
		cmocka_unit_test(opening_knows_the_sides),
	};

	return cmocka_run_group_tests_name("plane", tests, NULL, NULL);
}
